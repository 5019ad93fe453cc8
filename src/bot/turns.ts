import { setTimeout as sleep } from 'node:timers/promises';
import type { SendBudget } from '../services/desk/ports.js';
import type { Activity, Storage } from 'botbuilder';
import type { Acquaintance } from './acquaintance.js';
import type { Connector } from './connector/connector.js';
import type { InboundActivity } from './inbound-activity.js';
import { createMemory, type TurnMemory } from './memory.js';
import { mentionsOf, ownWords } from './own-words.js';
import { isTargeted, marked } from './targeted.js';
import type { OutgoingMessage, Turn } from './turn.js';
import { whisper, type WhisperParts } from './whisper.js';

export interface TurnParts extends WhisperParts {
  readonly connector: Connector;
  readonly budget: Pick<SendBudget, 'take'>;
  readonly storage: Storage;
}

/** A verified activity as a Turn. Its memory is saved by whoever runs it. */
export function createTurn(
  parts: TurnParts,
  activity: Activity,
  inbound: InboundActivity,
  met: Acquaintance,
): Turn & { readonly memory: TurnMemory } {
  const { connector, storage } = parts;
  const { conversation, who, place } = met;
  const targeted = place !== 'personal' && isTargeted(inbound);
  const send: Turn['send'] = async (message) => {
    await waitForBudget(parts.budget, conversation.id);
    return connector.send(conversation, message, conversation.root);
  };
  return {
    who,
    place,
    conversation,
    activityId: inbound.id ?? '',
    targeted,
    text: ownWords(activity, inbound),
    mentions: mentionsOf(inbound),
    send,
    whisper: async (message) => {
      if (place === 'personal') await send(message);
      else await whisperHere(parts, met, askedIn(inbound), message);
    },
    update: (activityId, message) =>
      targeted
        ? connector.updateWhispered(conversation, activityId, marked(message))
        : connector.update(conversation, activityId, message),
    typing: async () => {
      if (!targeted) await showTyping(parts, conversation);
    },
    memberByTeamsId: (teamsId) => connector.member(conversation, teamsId),
    memory: createMemory(storage, conversation.id, who.id),
  };
}

async function whisperHere(
  parts: TurnParts,
  { who, conversation }: Acquaintance,
  asked: { readonly asked?: string },
  message: OutgoingMessage,
): Promise<void> {
  await waitForBudget(parts.budget, conversation.id);
  await whisper(parts, { who, conversation, ...asked }, message);
}

/** Above the answer to a slash command Teams shows what was asked; a click is no message that could be shown. */
export function askedIn({ type, id, recipient }: InboundActivity): { readonly asked?: string } {
  return type === 'message' && recipient.isTargeted && id ? { asked: id } : {};
}

async function showTyping(
  { connector, log }: TurnParts,
  conversation: Acquaintance['conversation'],
): Promise<void> {
  try {
    await connector.typing(conversation, conversation.root);
  } catch (error) {
    log.info({ err: error }, 'typing could not be shown');
  }
}

/** An answer people wait for is held back this long at most; then Teams' own 429 decides. */
const PATIENCE = 2_000;

/** Answers count against the conversation's limit like everything else that is sent there. */
async function waitForBudget(
  budget: Pick<SendBudget, 'take'>,
  conversation: string,
): Promise<void> {
  for (let waited = 0; ;) {
    const taken = await budget.take(conversation);
    if (taken.ok || waited >= PATIENCE) return;
    const pause = Math.min(taken.after, PATIENCE - waited);
    waited += pause;
    await sleep(pause);
  }
}
