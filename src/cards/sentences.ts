import type { Instant, PersonId } from '../services/desk/ids.js';
import type { Locale, Person } from '../services/desk/people/person.js';
import type { Outcome, Refusal } from '../services/desk/refusal.js';
import type { RequestView } from '../services/desk/views.js';
import type { Params, Translate } from '../services/i18n/translator.js';
import { nameOf, type Say } from './drawing.js';
import { ago, writtenMoments } from './moments.js';
import { line } from './untrusted.js';

export { noticeText } from './notices.js';

/** What a sentence may name. */
export interface Known {
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly now: Instant;
  /** IANA zone of the reader; UTC when it isn't known. */
  readonly timeZone?: string | undefined;
}

/** Why not, what to do now, and the code that people can quote. Plain text: it may hold names. */
export interface RefusalWords {
  readonly text: string;
  readonly next: string;
  readonly code: Refusal['code'];
}

export function refusalSentence(
  t: Translate,
  locale: Locale,
  refusal: Refusal,
  known: Known,
): RefusalWords {
  const say: Say = (key, params) => t(locale, key, params);
  const values = refusalValues(t, locale, refusal, known);
  return {
    text: say(`refusals:${refusal.reason}.text`, values),
    next: say(`refusals:${refusal.reason}.next`, values),
    code: refusal.code,
  };
}

/** Refusals whose sentence names nothing. */
const PLAIN = [
  ...(['text-missing', 'extend-too-long', 'reason-missing', 'requester-only'] as const),
  ...(['helper-only', 'guest', 'roles-too-old', 'not-an-operator', 'break-glass-off'] as const),
  ...(['too-powerful', 'last-admin', 'protected-device', 'own-request', 'own-change'] as const),
  ...([
    'own-benefit',
    'wrong-place',
    'nobody-has-it',
    'no-more-later',
    'nothing-to-renew',
  ] as const),
  ...([
    'busy',
    'target-missing',
    'time-past',
    'dry-run',
    'nothing-to-confirm',
    'all-sent',
    'is-plan',
  ] as const),
];
type Plain = (typeof PLAIN)[number];

function isPlain(refusal: Refusal): refusal is Extract<Refusal, { reason: Plain }> {
  return PLAIN.some((reason) => reason === refusal.reason);
}

function refusalValues(t: Translate, locale: Locale, refusal: Refusal, known: Known): Params {
  if (isPlain(refusal)) return {};
  const say: Say = (key, params) => t(locale, key, params);
  const moments = writtenMoments(t, locale, known.now, known.timeZone);
  switch (refusal.reason) {
    case 'not-found':
    case 'same-device':
      return { id: refusal.id };
    case 'person-not-found':
      return { searched: line(refusal.searched) };
    case 'change-not-found':
      return { id: refusal.change };
    case 'task-not-found':
      return { id: refusal.task };
    case 'task-moved-on':
      return taskMovedOn(say, refusal, known, ago(t, locale, refusal.at, known.now));
    case 'too-many-pcs':
      return { total: refusal.total, most: refusal.most };
    case 'change-moved-on':
      return changeMovedOn(say, refusal, known, ago(t, locale, refusal.at, known.now));
    case 'frozen':
      return frozenValues(say, refusal, known);
    case 'too-fast':
      return { count: Math.max(1, Math.ceil(refusal.after / 1_000)) };
    case 'too-many-requests':
    case 'desk-too-busy':
      return { count: Math.max(1, Math.ceil(refusal.after / 60_000)) };
    case 'too-many-open':
      return { most: refusal.most };
    case 'role-needed':
    case 'vip':
      return { role: say(`common:role.${refusal.role}`) };
    case 'deadline-passed':
      return { at: moments.at(refusal.deadline) };
    case 'too-late-to-reopen':
      return { until: moments.until(refusal.until) };
    case 'moved-on':
      return {
        event: movedBy(say, refusal, known),
        ago: ago(t, locale, refusal.at, known.now),
        state: say(`common:state.${refusal.state}`),
      };
    case 'already-taken':
      return { who: nameOf(known.people, refusal.by, say) };
  }
}

function changeMovedOn(
  say: Say,
  { type, by, state }: Extract<Refusal, { reason: 'change-moved-on' }>,
  { people }: Known,
  when: string,
): Params {
  const event = say(`common:changeEvent.${type}`, { who: nameOf(people, by, say) });
  return { event, ago: when, state: say(`common:changeState.${state}`) };
}

function taskMovedOn(
  say: Say,
  { by, state }: Extract<Refusal, { reason: 'task-moved-on' }>,
  { people }: Known,
  when: string,
): Params {
  return { who: nameOf(people, by, say), ago: when, state: say(`tasks:state.${state}`) };
}

function frozenValues(
  say: Say,
  { by, why }: Extract<Refusal, { reason: 'frozen' }>,
  { people }: Known,
): Params {
  const who = by === 'environment' ? say('common:environment') : nameOf(people, by, say);
  return { who, why: line(why ?? '') };
}

type MovedOn = Extract<Refusal, { reason: 'moved-on' }>;

/** "Anna approved it": who won. The events that move a request name nobody but who did it. */
function movedBy(say: Say, { type, by }: MovedOn, known: Known): string {
  if (type === 'session-ended' && by === 'desk') return say('common:event.session-ended-by-itself');
  return say(`common:event.${type}`, {
    who: nameOf(known.people, by, say),
    // No move between states has these; they only keep the sentence whole if one ever does.
    to: say('common:someone'),
    percent: 100,
    system: say('common:system.other'),
  });
}

/** What came of a command, for who gave it: "REQ-12 is yours now.", "You had already approved REQ-12." */
export function doneSentence(
  t: Translate,
  locale: Locale,
  outcome: Extract<Outcome, { kind: 'done' }>,
  view: RequestView,
): string {
  const say: Say = (key, params) => t(locale, key, params);
  const { request, people } = view;
  return say(`notices:${outcome.already ? 'already' : 'done'}.${outcome.command}`, {
    id: outcome.id,
    requester: nameOf(people, request.requester, say),
    assignee: request.assignee ? nameOf(people, request.assignee, say) : say('common:someone'),
  });
}
