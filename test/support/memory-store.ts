import { createLocalTime } from '../../src/services/calendar/local-time.js';
import type { Instant, PersonId } from '../../src/services/desk/ids.js';
import type { RoleSnapshot } from '../../src/services/desk/people/person.js';
import type {
  AuditEntry,
  Calendar,
  Commit,
  CommitResult,
  DeskStore,
  Freeze,
  Kept,
  KeptId,
  LocalTime,
  PcFacts,
  PcFactsAsked,
  Roles,
} from '../../src/services/desk/ports.js';
import type { Change } from '../../src/services/desk/changes/change.js';
import type { ChangeEvent } from '../../src/services/desk/changes/event.js';
import type { AnyOutcome } from '../../src/services/desk/refusal.js';
import type { RequestEvent } from '../../src/services/desk/requests/event.js';
import { OPEN_STATES, type Request } from '../../src/services/desk/requests/request.js';
import type { TaskEvent } from '../../src/services/desk/tasks/event.js';
import type { PcHold } from '../../src/services/desk/task-ports.js';
import type { Task } from '../../src/services/desk/tasks/task.js';
import { SNAPSHOT } from './cast.js';

/** A DeskStore with the commit script's semantics, in memory, on a clock the test moves. */
export class MemoryStore implements DeskStore, Roles {
  now: Instant = Date.UTC(2026, 10, 20, 9, 0, 0);
  roles: RoleSnapshot | undefined = SNAPSHOT;
  readonly requests = new Map<string, Request>();
  readonly events = new Map<string, RequestEvent[]>();
  readonly changes = new Map<string, Change>();
  readonly changeEvents = new Map<string, ChangeEvent[]>();
  readonly tasks = new Map<string, Task>();
  readonly taskEvents = new Map<string, TaskEvent[]>();
  readonly pcs = new Map<string, PcHold>();
  /** What is known of PCs' users, sessions and windows. */
  around: Omit<PcFacts, 'pcs'> = { sessions: new Map(), users: new Map(), windows: [] };
  frozen: Freeze | undefined;
  readonly words = new Map<string, string>();
  readonly agenda = new Map<string, { at: Instant }>();
  readonly audit: AuditEntry[] = [];
  private readonly ops = new Map<string, AnyOutcome>();
  private readonly numbers = { request: 0, change: 0, task: 0 };

  async open(opKey: string, id: KeptId | undefined) {
    const outcome = this.ops.get(opKey);
    const kept = id === undefined ? undefined : this.kept(id);
    return {
      now: this.now,
      ...(outcome ? { outcome } : {}),
      ...(kept ? { kept } : {}),
      ...(this.frozen ? { freeze: this.frozen } : {}),
    };
  }

  async nextNumber(of: Kept['of']) {
    this.numbers[of] += 1;
    return this.numbers[of];
  }

  async openOf(person: PersonId) {
    return [...this.requests.values()].filter(
      (request) => request.requester === person && OPEN_STATES.has(request.state),
    );
  }

  async commit(commit: Commit): Promise<CommitResult> {
    const known = commit.op && this.ops.get(commit.op.key);
    if (known) return { kind: 'replayed', outcome: known };
    const { change } = commit;
    if (change) {
      const version = this.kept(change.after.record.id)?.record.version ?? 0;
      if (version !== change.expected) return { kind: 'conflict' };
      if (change.notAfter !== undefined && this.now > change.notAfter) return { kind: 'late' };
      const taken = [...(change.pcs?.take ?? [])].some(
        ([device, { was }]) => JSON.stringify(this.pcs.get(device)) !== JSON.stringify(was),
      );
      if (taken) return { kind: 'conflict' };
      this.write(change);
    }
    if (commit.op) this.ops.set(commit.op.key, commit.op.outcome);
    this.audit.push(commit.audit);
    return { kind: 'committed' };
  }

  async pcFacts({ devices }: PcFactsAsked): Promise<PcFacts> {
    const pcs = new Map(
      devices.flatMap((device) => {
        const hold = this.pcs.get(device);
        return hold ? [[device, hold] as const] : [];
      }),
    );
    return { pcs, ...this.around };
  }

  async freeze(freeze: Freeze, audit: AuditEntry) {
    this.audit.push(audit);
    const before = this.frozen;
    this.frozen ??= freeze;
    return before;
  }

  async thaw(audit: AuditEntry) {
    this.audit.push(audit);
    const before = this.frozen;
    this.frozen = undefined;
    return before;
  }

  async current() {
    return this.roles;
  }

  async replace(snapshot: Omit<RoleSnapshot, 'age'>) {
    this.roles = { ...snapshot, age: 0 };
  }

  private kept(id: KeptId): Kept | undefined {
    const request = this.requests.get(id);
    if (request) return { of: 'request', record: request };
    const task = this.tasks.get(id);
    if (task) return { of: 'task', record: task };
    const change = this.changes.get(id);
    return change && { of: 'change', record: change };
  }

  private write(change: NonNullable<Commit['change']>): void {
    const { after } = change;
    const { id } = after.record;
    if (after.of === 'request') {
      this.requests.set(id, after.record);
      append(this.events, id, change.events as readonly RequestEvent[]);
    } else if (after.of === 'task') {
      this.tasks.set(id, after.record);
      append(this.taskEvents, id, change.events as readonly TaskEvent[]);
      for (const [device, { is }] of change.pcs?.take ?? []) this.pcs.set(device, is);
      for (const [device, hold] of change.pcs?.release ?? []) this.pcs.set(device, hold);
    } else {
      this.changes.set(id, after.record);
      append(this.changeEvents, id, change.events as readonly ChangeEvent[]);
    }
    for (const word of change.words) this.words.set(`${id}:${word.ref}`, word.text);
    for (const item of change.agenda) {
      if (item.kind === 'cancel') this.agenda.delete(item.member);
      else
        this.agenda.set(item.member, {
          at: item.kind === 'timer' ? item.at : this.now + item.after,
        });
    }
  }
}

function append<T>(log: Map<string, T[]>, id: string, events: readonly T[]): void {
  log.set(id, [...(log.get(id) ?? []), ...events]);
}

const REAL = createLocalTime();

/** Everybody lives in UTC and nothing is closed. */
export const UTC: LocalTime = {
  next: (at, _zone, time, daysLater = 0) => {
    const day = Math.floor(at / 86_400_000) * 86_400_000 + daysLater * 86_400_000;
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    const today = day + (hours * 60 + minutes) * 60_000;
    return today > at ? today : today + 86_400_000;
  },
  on: (_zone, date, time) => Date.parse(`${date}T${time}:00Z`),
  nextOf: (recurrence, at) => REAL.nextOf({ ...recurrence, zone: 'UTC' }, at),
  dayOf: (at) => REAL.dayOf(at, 'UTC'),
  opens: () => undefined,
};

/** A desk that is always open. */
export const ALWAYS_OPEN: Calendar = { after: (from, open) => from + open, opens: () => undefined };
