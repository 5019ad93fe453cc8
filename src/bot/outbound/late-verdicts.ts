import type { Cards } from '../../cards/cards.js';
import { TRAIL_CHECK, trailCheck, type TrailCheck } from '../../dialogs/trail-check.js';
import { holds } from '../../services/desk/authorise.js';
import { ConnectorFailure } from '../../services/desk/failures.js';
import { SECOND, type Millis, type PersonId } from '../../services/desk/ids.js';
import { readerLocale, type Locale, type Person } from '../../services/desk/people/person.js';
import type { Policy } from '../../services/desk/policy.js';
import type { AuditLog, People, Roles, Synced } from '../../services/desk/ports.js';
import type { Translate } from '../../services/i18n/translator.js';
import { wordsOn } from '../commands/audit-verify.js';
import type { Services } from '../commands/context.js';
import type { Connector } from '../connector/connector.js';
import type { OutgoingMessage } from '../turn.js';

export interface LateVerdictParts extends Pick<Services, 'chat' | 'memoryOf'> {
  readonly log: Pick<AuditLog, 'search' | 'verify'>;
  readonly people: Pick<People, 'get' | 'many'>;
  readonly roles: Pick<Roles, 'current'>;
  readonly policy: Policy;
  readonly connector: Pick<Connector, 'update'>;
  readonly cards: Pick<Cards, 'notice'>;
  readonly t: Translate;
  /** Of one round; the agenda's lease is longer. */
  readonly within?: Millis;
}

const WITHIN: Millis = 5 * SECOND;

/** Goes on with verifying the trail for somebody, a round at a time, and tells them how far it is and what came of it. */
export function createLateVerdicts(parts: LateVerdictParts): (person: PersonId) => Promise<Synced> {
  return async (id) => {
    const memory = parts.memoryOf(TRAIL_CHECK, id);
    const kept = trailCheck(memory);
    const [check, person, roles] = await Promise.all([
      kept.read(),
      parts.people.get(id),
      parts.roles.current(),
    ]);
    if (!check || !person || !holds({ ...parts, roles }, id, 'audit.read'))
      return { kind: 'synced' };
    const { resume } = check;
    const verdict = await parts.log.verify({ resume, within: parts.within ?? WITHIN });
    if (verdict.kind === 'unfinished') {
      const { checked, of } = verdict;
      const told = await tell(parts, person, check, progress(parts, person, checked, of));
      await kept.write({ resume: verdict.resume, ...(told ? { told } : {}) });
      await memory.save();
      return { kind: 'wait', after: 0 };
    }
    const locale = readerLocale(person);
    const words = await wordsOn(parts, verdict, locale);
    const { text, detail } = words;
    const sentence = { sentence: text, ...(detail === undefined ? {} : { detail }) };
    await tell(parts, person, {}, notice(parts, person, sentence));
    await kept.clear();
    await memory.save();
    return { kind: 'synced' };
  };
}

function progress(parts: LateVerdictParts, person: Person, done: number, all: number) {
  const locale: Locale = readerLocale(person);
  const number = new Intl.NumberFormat(locale);
  const counts = { done: number.format(done), all: number.format(all) };
  return notice(parts, person, { sentence: parts.t(locale, 'audit:verify.progress', counts) });
}

function notice(
  { cards }: LateVerdictParts,
  person: Person,
  words: { readonly sentence: string; readonly detail?: string },
): OutgoingMessage {
  const card = cards.notice(words, { locale: readerLocale(person), person: person.id });
  return { card, summary: words.sentence };
}

/** How far it is stays one message; the answer is one of its own, so that Teams tells its reader. */
async function tell(
  { chat, connector }: LateVerdictParts,
  { id }: Person,
  { told }: Pick<TrailCheck, 'told'>,
  message: OutgoingMessage,
): Promise<TrailCheck['told']> {
  if (told) {
    try {
      await connector.update(told.conversation, told.activityId, message);
    } catch (error) {
      if (!(error instanceof ConnectorFailure)) throw error;
    }
    return told;
  }
  const sent = await chat(id, message);
  return sent?.activityId === undefined
    ? undefined
    : { conversation: { ...sent.conversation }, activityId: sent.activityId };
}
