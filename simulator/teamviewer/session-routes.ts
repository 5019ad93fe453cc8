import { z } from 'zod';
import type { Clock } from '../clock.js';
import { parseJson, reply } from '../http.js';
import type { Call, Reply } from '../http.js';
import type { Param, Route } from '../router.js';
import type { SessionBook } from './session-book.js';
import { createdRow, fullRow, shortRow } from './session-rows.js';
import type { Session } from './session.js';
import { badRequest, notFound } from './tv-error.js';
import { createSchema, updateSchema } from './wire.js';
import type { CreateBody, UpdateBody } from './wire.js';

/** Where sessions go when the caller names no group. */
const DEFAULT_GROUP = 'My computers';

export interface SessionRouteParts {
  readonly book: SessionBook;
  readonly clock: Clock;
  /** Rows per list answer. */
  readonly pageSize: () => number;
  /** Whether the answer to a create has numbers where strings belong. */
  readonly integers: () => boolean;
}

/** `u0` takes the assignment away. */
function assignee(id: string | undefined): { assignedUserId?: string | null } {
  if (id === undefined) return {};
  return { assignedUserId: id === 'u0' ? null : id };
}

function content(body: CreateBody | UpdateBody): Partial<Session> {
  return {
    ...(body.waiting_message === undefined ? {} : { waitingMessage: body.waiting_message }),
    ...(body.description === undefined ? {} : { description: body.description }),
    ...(body.end_customer === undefined ? {} : { endCustomer: body.end_customer }),
    ...(body.custom_api === undefined ? {} : { customApi: body.custom_api }),
    ...assignee(body.assigned_userid),
  };
}

/** The group that a body means, a refusal, or null when it names none. */
function groupOf(book: SessionBook, body: CreateBody | UpdateBody): string | Reply | null {
  const { groupid, groupname } = body;
  const byId = groupid === undefined ? undefined : book.groupById(groupid);
  if (groupid !== undefined && !byId) return notFound('The group does not exist.');
  if (byId && groupname !== undefined && byId.name !== groupname) {
    return badRequest('groupid and groupname do not match.');
  }
  if (byId) return byId.id;
  return groupname === undefined ? null : book.groupNamed(groupname).id;
}

function create(parts: SessionRouteParts, call: Call): Reply {
  const { book, clock } = parts;
  const body = createSchema.safeParse(parseJson(call.text === '' ? '{}' : call.text));
  if (!body.success) return badRequest(z.prettifyError(body.error));
  const { valid_until: until, support_session_type: type } = body.data;
  const validUntil = until === undefined ? undefined : Date.parse(until);
  if (validUntil !== undefined && validUntil <= clock.now()) {
    return badRequest('valid_until is in the past.');
  }
  const group = groupOf(book, body.data);
  if (group !== null && typeof group !== 'string') return group;
  const session = book.create(group ?? book.groupNamed(DEFAULT_GROUP).id, {
    ...content(body.data),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(type === undefined ? {} : { supportSessionType: type }),
  });
  return reply(200, createdRow(session, parts.integers()));
}

function wantedStates(query: URLSearchParams): Set<string> {
  return new Set((query.get('state') ?? 'open').toLowerCase().split(','));
}

function list(parts: SessionRouteParts, { query }: Call): Reply {
  const states = wantedStates(query);
  const [group, assigned] = [query.get('groupid'), query.get('assigned_userid')];
  const rows = parts.book
    .all()
    .filter(
      (session) =>
        states.has(session.closedAt === null ? 'open' : 'closed') &&
        (group === null || session.groupId === group) &&
        (assigned === null || (session.assignedUserId ?? 'u0') === assigned),
    );
  const offset = query.get('offset');
  const start = offset === null ? 0 : rows.findIndex(({ code }) => code === offset);
  if (start < 0) return badRequest('offset is not known.');
  const end = start + parts.pageSize();
  const next = rows[end];
  const draw = query.get('full_list') === 'true' ? fullRow : shortRow;
  return reply(200, {
    sessions: rows.slice(start, end).map(draw),
    sessions_remaining: Math.max(0, rows.length - end),
    ...(next ? { next_offset: next.code } : {}),
  });
}

function update({ book }: SessionRouteParts, call: Call, session: Session): Reply {
  const body = updateSchema.safeParse(parseJson(call.text));
  if (!body.success) return badRequest(z.prettifyError(body.error));
  const closed = session.closedAt !== null;
  if (closed && body.data.state === 'open') return badRequest('A closed session stays closed.');
  const group = groupOf(book, body.data);
  if (group !== null && typeof group !== 'string') return group;
  book.change(session, { ...content(body.data), ...(group === null ? {} : { groupId: group }) });
  if (body.data.state === 'closed') book.close(session);
  return reply(204);
}

/** Session codes of the Web API: make, list, read, change, close, delete. */
export function sessionRoutes(parts: SessionRouteParts): Route[] {
  const { book } = parts;
  const one = '/sessions/:code';
  const found =
    (then: (session: Session, call: Call) => Reply) =>
    (call: Call, param: Param): Reply => {
      const session = book.find(param('code'));
      return session ? then(session, call) : notFound('The session does not exist.');
    };
  return [
    { method: 'POST', pattern: '/sessions', handle: (call) => create(parts, call) },
    { method: 'GET', pattern: '/sessions', handle: (call) => list(parts, call) },
    { method: 'GET', pattern: one, handle: found((session) => reply(200, fullRow(session))) },
    { method: 'PUT', pattern: one, handle: found((session, call) => update(parts, call, session)) },
    {
      method: 'DELETE',
      pattern: one,
      handle: found((session) => {
        book.delete(session);
        return reply(204);
      }),
    },
  ];
}
