import { reply } from '../http.js';
import type { Call, Reply } from '../http.js';
import type { Route } from '../router.js';
import type { SessionBook } from './session-book.js';
import { reportRow } from './session-rows.js';
import type { Connection } from './session.js';
import { badRequest } from './tv-error.js';

export interface ReportRouteParts {
  readonly book: SessionBook;
  readonly account: { readonly userId: string; readonly name: string };
  /** Records per answer; the real service gives at most 1000. */
  readonly pageSize: () => number;
}

function moment(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

/** `from_date`: starts at or after; `to_date`: ends before. */
function inside(connection: Connection, query: URLSearchParams): boolean {
  const [from, to] = [moment(query.get('from_date')), moment(query.get('to_date'))];
  if (from !== null && connection.start < from) return false;
  return to === null || connection.end < to;
}

function fits(connection: Connection, query: URLSearchParams, userId: string): boolean {
  const { session } = connection;
  const wanted: [string, string][] = [
    ['session_code', session.code],
    ['groupid', session.groupId],
    ['userid', session.assignedUserId ?? userId],
  ];
  const named = wanted.every(([name, value]) => (query.get(name) ?? value) === value);
  // Every simulated connection comes from a session code.
  return named && query.get('has_code') !== 'false' && inside(connection, query);
}

function connections(parts: ReportRouteParts, { query }: Call): Reply {
  const dates = [query.get('from_date'), query.get('to_date')].map(moment);
  if (dates.some((date) => Number.isNaN(date))) return badRequest('The date is not valid.');
  const rows = parts.book
    .report()
    .filter((connection) => fits(connection, query, parts.account.userId));
  const offset = query.get('offset_id');
  const start = offset === null ? 0 : rows.findIndex(({ id }) => id === offset);
  if (start < 0) return badRequest('offset_id is not known.');
  const end = start + parts.pageSize();
  const next = rows[end];
  return reply(200, {
    records: rows.slice(start, end).map((row) => reportRow(row, parts.account)),
    records_remaining: Math.max(0, rows.length - end),
    ...(next ? { next_offset: next.id } : {}),
  });
}

/** The connection report: which connections really took place, newest end first. */
export function reportRoutes(parts: ReportRouteParts): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/reports/connections',
      handle: (call) => connections(parts, call),
    },
  ];
}
