import { z } from 'zod';
import { DAY, type PersonId } from '../desk/ids.js';
import type {
  AgendaChange,
  AuditEntry,
  Commit,
  CommitResult,
  DeskStore,
  Opened,
} from '../desk/ports.js';
import { OPEN_CHANGE_STATES } from '../desk/changes/change.js';
import type { Kept } from '../desk/ports.js';
import { isOpenTask } from '../desk/tasks/task.js';
import { createPcFacts, pcArguments } from './pcs.js';
import { OPEN_STATES } from '../desk/requests/request.js';
import type { Keys } from './keys.js';
import {
  readFreeze,
  readKept,
  readOutcome,
  writeKept,
  writeKeptEvent,
  writeOutcome,
} from './records.js';
import { requestsByIds } from './requests.js';
import type { StoreParts } from './store-parts.js';

/** At least as long as Teams and BullMQ may deliver something again. */
const LEDGER_TTL = 7 * DAY;

const openedReply = z.tuple([
  z.coerce.number(),
  z.string().nullable(),
  z.string().nullable(),
  z.string().nullable(),
]);
const freezeReply = z.string().nullable();
const commitReply = z.union([
  z.tuple([z.enum(['committed', 'conflict', 'late'])]),
  z.tuple([z.literal('replayed'), z.string()]),
]);

export function createDeskStore({ redis, run, keys, hash }: StoreParts): DeskStore {
  const ledger = (opKey: string) => keys.op(hash(opKey));
  const setFreeze = async (freeze: string, audit: AuditEntry) => {
    const names = [keys.audit, keys.auditSeq, keys.freeze];
    const before = freezeReply.parse(await run('hdFreeze', names, JSON.stringify(audit), freeze));
    return before === null ? undefined : readFreeze(before);
  };
  return {
    async open(opKey, id): Promise<Opened> {
      const names = [
        keys.clockOffset,
        keys.freeze,
        ledger(opKey),
        ...(id === undefined ? [] : [keys.record(id)]),
      ];
      const [now, outcome, record, freeze] = openedReply.parse(await run('hdOpen', names));
      return {
        now,
        ...(outcome !== null && { outcome: readOutcome(outcome) }),
        ...(record !== null && id !== undefined && { kept: readKept(id, record) }),
        ...(freeze !== null && { freeze: readFreeze(freeze) }),
      };
    },

    nextNumber: (of) => redis.incr(keys.number(of)),

    async commit(commit): Promise<CommitResult> {
      const reply = commit.op
        ? await run(
            'hdCommit',
            commitKeys(keys, commit, ledger(commit.op.key)),
            ...commitArguments(commit, commit.op.outcome),
          )
        : await run(
            'hdRefuse',
            [keys.audit, keys.auditSeq],
            JSON.stringify(refusalOnly(commit).audit),
          );
      const [kind, outcome] = commitReply.parse(reply);
      return kind === 'replayed' ? { kind, outcome: readOutcome(outcome) } : { kind };
    },

    freeze: (freeze, audit) => setFreeze(JSON.stringify(freeze), audit),
    thaw: (audit) => setFreeze('', audit),

    pcFacts: createPcFacts({ redis, run, keys }),

    async openOf(person: PersonId) {
      const found = await requestsByIds(
        redis,
        keys,
        await redis.zrange(keys.openOf(person), 0, '-1'),
      );
      return found.filter((request) => OPEN_STATES.has(request.state));
    },
  };
}

/** A change without an op could be applied twice: only what changes nothing may come without. */
function refusalOnly(commit: Commit): Commit {
  if (commit.change) throw new Error(`${commit.change.after.record.id}: a change needs an op key`);
  return commit;
}

/** In the order that lua/commit.lua declares. */
function commitKeys(keys: Keys, commit: Commit, ledger: string): string[] {
  const always = [keys.audit, keys.auditSeq, ledger];
  if (!commit.change) return always;
  const { after } = commit.change;
  const { id } = after.record;
  return [
    ...always,
    keys.clockOffset,
    keys.record(id),
    keys.events(id),
    keys.words(id),
    ...indexesOf(keys, after),
    keys.timers,
    keys.work,
    keys.agendaEntries,
    keys.agendaSeq,
    keys.pcs,
  ];
}

/** Open ones, all and the open ones of the person who asked, and counts by state. */
function indexesOf(keys: Keys, { of, record: { requester: who } }: Kept): string[] {
  switch (of) {
    case 'request':
      return [keys.open, keys.requestsOf(who), keys.openOf(who), keys.counts];
    case 'change':
      return [keys.openChanges, keys.changesOf(who), keys.openChangesOf(who), keys.changeCounts];
    case 'task':
      return [keys.openTasks, keys.tasksOf(who), keys.openTasksOf(who), keys.taskCounts];
  }
}

function isOpen({ of, record }: Kept): boolean {
  switch (of) {
    case 'request':
      return OPEN_STATES.has(record.state);
    case 'change':
      return OPEN_CHANGE_STATES.has(record.state);
    case 'task':
      return isOpenTask(record);
  }
}

/** In the order that lua/commit.lua declares. */
function commitArguments(
  commit: Commit,
  outcome: NonNullable<Commit['op']>['outcome'],
): (string | number)[] {
  const always = [LEDGER_TTL, writeOutcome(outcome), JSON.stringify(commit.audit)];
  const { change } = commit;
  if (!change) return always;
  assertNoGap(change);
  const { record } = change.after;
  return [
    ...always,
    change.expected,
    change.notAfter ?? '',
    record.version,
    record.state,
    writeKept(change.after),
    isOpen(change.after) ? '1' : '0',
    record.openedAt,
    record.id,
    record.number,
    ...pcArguments(change.pcs),
    change.events.length,
    ...change.events.map((event) => writeKeptEvent(change.after.of, event)),
    change.words.length,
    ...change.words.flatMap(({ ref, by, text }) => [ref, JSON.stringify({ by, text })]),
    change.agenda.length,
    ...change.agenda.flatMap(agendaArguments),
  ];
}

/** Versions are 1..n without a gap (I2): the log's place is the event's version. */
function assertNoGap({ after: { record }, expected, events }: NonNullable<Commit['change']>): void {
  const right = events.every((event, index) => event.v === expected + index + 1);
  if (!right || record.version !== expected + events.length) {
    throw new Error(
      `${record.id}: events don't lead from version ${expected} to ${record.version}`,
    );
  }
}

function agendaArguments(change: AgendaChange): (string | number)[] {
  switch (change.kind) {
    case 'timer':
      return [change.kind, change.member, change.at];
    case 'work':
    case 'soon':
      return [change.kind, change.member, change.after];
    case 'cancel':
      return [change.kind, change.member, 0];
  }
}
