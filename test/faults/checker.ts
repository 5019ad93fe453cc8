import { evolve } from '../../src/services/desk/requests/evolve.js';
import type { RequestEvent } from '../../src/services/desk/requests/event.js';
import type { Request } from '../../src/services/desk/requests/request.js';

/** What is left after the storm, from all sides. */
export interface Aftermath {
  /** Requests whose sending was answered with their number. */
  readonly accepted: readonly { readonly id: string; readonly text: string }[];
  readonly records: ReadonlyMap<string, Request>;
  readonly events: ReadonlyMap<string, readonly RequestEvent[]>;
  readonly words: ReadonlyMap<string, string>;
  /** Sessions at the far end by our op id, deleted and closed ones included. */
  readonly sessions: readonly {
    readonly op: string;
    readonly code: string;
    readonly open: boolean;
  }[];
  /** Cards that are known to lie somewhere, as they are and as they should be. */
  readonly cards: readonly {
    readonly name: string;
    readonly shown: unknown;
    readonly wanted: unknown;
  }[];
}

/** Everything that is wrong, in words; empty when all invariants held. Pure. */
export function problemsOf(after: Aftermath): string[] {
  return [
    ...after.accepted.flatMap(({ id, text }) => lost(after, id, text)),
    ...[...after.records.values()].flatMap((record) =>
      history(record, after.events.get(record.id) ?? []),
    ),
    ...twice(after),
    ...after.cards
      .filter(({ shown, wanted }) => JSON.stringify(shown) !== JSON.stringify(wanted))
      .map(({ name, shown, wanted }) => `I6 stale card: ${name}: ${difference(shown, wanted)}`),
  ];
}

function lost(after: Aftermath, id: string, text: string): string[] {
  if (!after.records.has(id)) return [`I5 lost: ${id} was accepted and has no record`];
  return after.words.get(id) === text ? [] : [`I5 lost: the words of ${id}`];
}

function history(record: Request, events: readonly RequestEvent[]): string[] {
  const problems: string[] = [];
  let state: Request | undefined;
  let left = 0;
  for (const [index, event] of events.entries()) {
    if (event.v !== index + 1)
      problems.push(`I2 ${record.id}: event ${event.v} at place ${index + 1}`);
    const before = state;
    try {
      state = evolve(state, event);
    } catch (error) {
      return [...problems, `I2 ${record.id}: ${String(error)}`];
    }
    if (state.state === 'pending' && before?.state !== 'pending') left = 0;
    if (before?.state === 'pending' && state.state !== 'pending') left += 1;
    if (left > 1) problems.push(`I1 ${record.id}: two winners in one round`);
    if (
      event.type === 'approved' &&
      before?.state === 'pending' &&
      event.at > before.limit.deadline
    ) {
      problems.push(`I4 ${record.id}: approved after its deadline`);
    }
    if (event.type === 'approved' && event.by === record.requester)
      problems.push(`I8 ${record.id}: approved by its own user`);
  }
  if (JSON.stringify(sorted(state)) !== JSON.stringify(sorted(record)))
    problems.push(`I2 ${record.id}: record is not its events`);
  if (record.effects.length > 0) problems.push(`I3 ${record.id}: an effect is still outstanding`);
  return problems;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => left.localeCompare(right));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function twice(after: Aftermath): string[] {
  const made = grouped(after.sessions);
  const doubles = [...made]
    .filter(([, all]) => all.length > 1)
    .map(([op, all]) => `I3 ${op}: ${all.length} sessions were made`);
  const known = new Set(
    [...after.records.values()].flatMap((record) =>
      record.sessions.map(({ code }) => String(code)),
    ),
  );
  const running = [...after.records.values()]
    .filter(({ state }) => state === 'active')
    .flatMap((record) => record.sessions);
  const wanted = new Set(
    running.filter(({ endedAt }) => endedAt === undefined).map(({ code }) => String(code)),
  );
  const stray = after.sessions.filter(({ code, open }) => open && !wanted.has(code));
  return [
    ...doubles,
    ...stray.map(
      ({ code, op }) =>
        `I3 ${op}: session ${code} is open and nobody is in it${known.has(code) ? '' : ' (unknown)'}`,
    ),
  ];
}

function grouped(sessions: Aftermath['sessions']): Map<string, Aftermath['sessions'][number][]> {
  const groups = new Map<string, Aftermath['sessions'][number][]>();
  for (const session of sessions)
    groups.set(session.op, [...(groups.get(session.op) ?? []), session]);
  return groups;
}

/** Where two cards begin to differ. */
function difference(shown: unknown, wanted: unknown): string {
  const [left, right] = [JSON.stringify(shown) ?? 'nothing', JSON.stringify(wanted) ?? 'nothing'];
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  const from = Math.max(0, at - 60);
  return `shows ${left.slice(from, at + 120)} / should show ${right.slice(from, at + 120)}`;
}
