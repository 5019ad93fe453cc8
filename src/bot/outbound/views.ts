import type { PersonId, RequestId } from '../../services/desk/ids.js';
import type { Calendar, Freezes, People, Places, Requests } from '../../services/desk/ports.js';
import type { RequestEvent } from '../../services/desk/requests/event.js';
import { helperOf, type Request } from '../../services/desk/requests/request.js';
import {
  isExpiring,
  QUEUE_PAGE,
  queueOrder,
  type QueueFilter,
  type QueueFreeze,
  type QueueView,
  type RequestView,
} from '../../services/desk/views.js';
import { wasUnasked } from './unasked.js';

export interface ViewParts {
  readonly requests: Requests;
  readonly people: Pick<People, 'many'>;
  readonly calendar: Pick<Calendar, 'opens'>;
  readonly places: Pick<Places, 'card'>;
  readonly freezes: Freezes;
  /** Stopped by the settings of the server. */
  readonly frozen: boolean;
}

export interface QueueWish {
  readonly filter: QueueFilter;
  /** From 1; a page beyond the last is the last. */
  readonly page: number;
  /** For `mine`. */
  readonly person?: PersonId;
  /** What the one who asked may see; without it, everything. */
  readonly sees?: (request: Request) => boolean;
}

/** Loads what cards are drawn from. Links are not in it. */
export interface Views {
  /** Undefined when there is no such request. */
  request(id: RequestId): Promise<RequestView | undefined>;
  /** In the order given; what isn't there is left out. */
  requests(ids: readonly RequestId[]): Promise<readonly RequestView[]>;
  queue(wish: QueueWish): Promise<QueueView>;
  /** Pending requests, in the order in which people are helped. */
  pending(): Promise<readonly Request[]>;
}

const LAST_EVENTS = 20;

export function createViews(parts: ViewParts): Views {
  const { requests } = parts;
  return {
    async request(id) {
      const [found, now, line] = await Promise.all([
        requests.get(id),
        requests.now(),
        pendingLine(parts),
      ]);
      return found && viewOf(parts, found, { now, line });
    },
    async requests(ids) {
      const [found, now, line] = await Promise.all([
        requests.many(ids),
        requests.now(),
        pendingLine(parts),
      ]);
      return Promise.all(found.map((request) => viewOf(parts, request, { now, line })));
    },
    queue: (wish) => queueView(parts, wish),
    pending: () => pendingLine(parts),
  };
}

interface Moment {
  readonly now: number;
  readonly line: readonly Request[];
}

async function pendingLine({ requests }: ViewParts): Promise<readonly Request[]> {
  return lineOf(await requests.open());
}

function lineOf(open: readonly Request[]): readonly Request[] {
  return open.filter(({ state }) => state === 'pending').sort(queueOrder);
}

async function viewOf(
  parts: ViewParts,
  request: Request,
  { now, line }: Moment,
): Promise<RequestView> {
  const [words, events] = await Promise.all([
    parts.requests.words(request.id),
    parts.requests.events(request.id, LAST_EVENTS),
  ]);
  const authors = [...words.values()].map(({ by }) => by);
  const people = await parts.people.many([...peopleIn(request, events), ...authors]);
  const ahead = line.findIndex(({ id }) => id === request.id);
  const opens = request.state === 'pending' ? parts.calendar.opens(now) : undefined;
  const unasked = await isUnasked(parts, request);
  return {
    request,
    words,
    people,
    events,
    now,
    ...(ahead < 0 ? {} : { ahead }),
    ...(opens === undefined ? {} : { opens }),
    ...(unasked ? { unasked } : {}),
  };
}

async function isUnasked({ places }: ViewParts, { id, state, asks }: Request): Promise<boolean> {
  if (asks === 0 || (state !== 'approved' && state !== 'failed')) return false;
  return wasUnasked(await places.card({ of: 'request', id, place: `consent-${asks}` }));
}

/** Everybody whose name a card of this request may show. */
function peopleIn(request: Request, events: readonly RequestEvent[]): PersonId[] {
  const { requester, openedBy, assignee, moved, sessions, effects } = request;
  const ids: (PersonId | 'desk' | undefined)[] = [
    requester,
    openedBy,
    assignee,
    helperOf(request),
    moved.by,
    'approvedBy' in request ? request.approvedBy : undefined,
    'closedBy' in request ? request.closedBy : undefined,
    'endedBy' in request ? request.endedBy : undefined,
    'declinedBy' in request ? request.declinedBy : undefined,
    ...sessions.map(({ helper }) => helper),
    ...effects.map(({ onBehalfOf }) => onBehalfOf),
    ...events.flatMap((event) => [
      event.by,
      'to' in event && event.type === 'assigned' ? event.to : undefined,
    ]),
  ];
  return [...new Set(ids)].filter((id): id is PersonId => id !== undefined && id !== 'desk');
}

async function queueView(
  parts: ViewParts,
  { filter, page, person, sees = () => true }: QueueWish,
): Promise<QueueView> {
  const [all, now, freeze] = await Promise.all([
    parts.requests.open(),
    parts.requests.now(),
    freezeOf(parts),
  ]);
  const open = all.filter(sees);
  const line = lineOf(open);
  const others = open.filter(({ state }) => state !== 'pending');
  const wanted = [...line, ...others].filter((request) => isWanted(request, filter, person, now));
  const pages = Math.max(1, Math.ceil(wanted.length / QUEUE_PAGE));
  const shown = Math.min(Math.max(1, page), pages);
  const rows = wanted.slice((shown - 1) * QUEUE_PAGE, shown * QUEUE_PAGE);
  return {
    filter,
    page: shown,
    pages,
    rows: await Promise.all(rows.map((request) => viewOf(parts, request, { now, line }))),
    counts: {
      open: open.length,
      pending: line.length,
      urgent: open.filter(({ urgency }) => urgency === 'urgent').length,
      expiring: line.filter((request) => isExpiring(request, now)).length,
      active: open.filter(({ state }) => state === 'active').length,
    },
    ...(freeze ? { freeze } : {}),
    now,
  };
}

/** Who stopped everything, with their name. */
export async function freezeOf({
  freezes,
  frozen,
  people,
}: Pick<ViewParts, 'freezes' | 'frozen' | 'people'>): Promise<QueueFreeze | undefined> {
  if (frozen) return { by: 'environment' };
  const freeze = await freezes.current();
  if (!freeze) return undefined;
  const known = await people.many([freeze.by]);
  return { ...freeze, name: known.get(freeze.by)?.name ?? '' };
}

function isWanted(
  request: Request,
  filter: QueueFilter,
  person: PersonId | undefined,
  now: number,
): boolean {
  switch (filter) {
    case 'open':
      return true;
    case 'mine':
      return person !== undefined && helperOf(request) === person;
    case 'urgent':
      return request.urgency === 'urgent';
    case 'expiring':
      return isExpiring(request, now);
  }
}
