import type { PersonId } from '../services/desk/ids.js';
import type { Person } from '../services/desk/people/person.js';
import type { EventType, RequestEvent } from '../services/desk/requests/event.js';
import type { RequestView } from '../services/desk/views.js';
import { nameOf, type Drawing, type Maybe, type Say } from './drawing.js';
import { dateToken, timeToken } from './moments.js';
import { systemName } from './sheet.js';

export interface History {
  readonly title: string;
  readonly rows: readonly { readonly what: string; readonly when: string }[];
}

/** Newest lines that a card shows. */
const SHOWN = 8;

/** Steps of Deskside's own that tell nobody anything. */
const INNER: ReadonlySet<EventType> = new Set<EventType>([
  'effect-begun',
  'link-renewal-begun',
  'session-made-late',
  'session-closed',
  'session-measured',
]);

/** What stays within the help desk. */
const INTERNAL: ReadonlySet<EventType> = new Set<EventType>([
  'noted',
  'taken',
  'released',
  'assigned',
  'warned',
  'effect-delayed',
  'helper-connected',
  'link-not-renewed',
  'session-not-closed',
]);

/** Who did what, when; newest first. */
export function historyOf(
  drawing: Drawing,
  view: RequestView,
  audience: 'user' | 'channel',
): Maybe<History> {
  const told = view.events.filter(
    ({ type }) => !INNER.has(type) && (audience === 'channel' || !INTERNAL.has(type)),
  );
  const rows = told
    .slice(-SHOWN)
    .reverse()
    .map((event) => ({
      what: eventSentence(drawing.say, event, view.people),
      when: `${dateToken(event.at)} ${timeToken(event.at)}`,
    }));
  if (rows.length === 0) return [];
  return [{ title: drawing.say('cards:history.title', { count: rows.length }), rows }];
}

/** "Anna approved it": a clause without a full stop. */
export function eventSentence(
  say: Say,
  event: RequestEvent,
  people: ReadonlyMap<PersonId, Person>,
): string {
  const who = nameOf(people, event.by, say);
  if (event.type === 'assigned') {
    return say('common:event.assigned', { who, to: nameOf(people, event.to, say) });
  }
  if (event.type === 'warned') return say('common:event.warned', { percent: event.percent });
  if (event.type === 'effect-delayed') {
    return say('common:event.effect-delayed', { system: systemName({ say }, event.system) });
  }
  if (event.type === 'session-ended' && event.by === 'desk') {
    return say('common:event.session-ended-by-itself');
  }
  return say(`common:event.${event.type}`, { who });
}
