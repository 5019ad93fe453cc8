import { ConnectorFailure } from '../services/desk/failures.js';
import { readerLocale, type Locale, type Person } from '../services/desk/people/person.js';
import type { Places } from '../services/desk/ports.js';
import type { Acquaintance } from './acquaintance.js';
import type { Services } from './commands/context.js';
import type { Connector } from './connector/connector.js';
import type { EdgeWords } from './edge-words.js';
import type { EdgeLog } from './log.js';
import { marked } from './targeted.js';
import type { OutgoingMessage } from './turn.js';

export interface WhisperParts {
  readonly connector: Pick<Connector, 'whisper' | 'send'>;
  readonly chat: Services['chat'];
  readonly places: Pick<Places, 'helpDesk'>;
  readonly words: Pick<EdgeWords, 'forYouAlone'>;
  readonly log: EdgeLog;
}

/** Whom something is told, and where they asked. */
export interface Listener {
  readonly who: Person;
  readonly conversation: Acquaintance['conversation'];
  /** The targeted message that is answered. */
  readonly asked?: string;
}

/**
 * Tells one person something in a conversation that others read: as a targeted message; where the client, tenant or
 * conversation has no such, in their 1:1 chat; and when that can't be written to either, a line in the conversation
 * says that there is an answer for them, without what it is. Rejects when not even that could be sent.
 */
export async function whisper(
  parts: WhisperParts,
  to: Listener,
  message: OutgoingMessage,
): Promise<void> {
  if (await heard(parts, to, message)) return;
  const { who, conversation } = to;
  if (await parts.chat(who.id, message)) return;
  const text = parts.words.forYouAlone(await localeOf(parts, to), who.name);
  // Nothing that others see can be written below a slash command of its own.
  const thread = conversation.root === to.asked ? undefined : conversation.root;
  await parts.connector.send(conversation, { text }, thread);
}

async function heard(
  { connector, log }: WhisperParts,
  { who, conversation, asked }: Listener,
  message: OutgoingMessage,
): Promise<boolean> {
  const { teamsId } = who;
  if (teamsId === undefined) return false;
  const hearer = { teamsId, ...(asked === undefined ? {} : { asked }) };
  try {
    await connector.whisper(conversation, marked(message), hearer, conversation.root);
    return true;
  } catch (error) {
    // Any failure: after one that may have been applied, the worst is to read the same in two places.
    if (!(error instanceof ConnectorFailure)) throw error;
    log.info({ failure: error.message }, 'a targeted message could not be sent');
    return false;
  }
}

/** Everybody in the help desk's channel reads that line. */
async function localeOf({ places, log }: WhisperParts, to: Listener): Promise<Locale> {
  try {
    const helpDesk = await places.helpDesk();
    if (helpDesk?.id === to.conversation.id) return helpDesk.locale;
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    log.warn({ failure: error.message }, 'the channel could not be looked up');
  }
  return readerLocale(to.who);
}
