import type { Instant, PersonId } from '../../src/services/desk/ids.js';
import type { RoleSnapshot } from '../../src/services/desk/people/person.js';
import type {
  AuditEntry,
  Calendar,
  Commit,
  CommitResult,
  DeskStore,
  Roles,
} from '../../src/services/desk/ports.js';
import type { Outcome } from '../../src/services/desk/refusal.js';
import type { RequestEvent } from '../../src/services/desk/requests/event.js';
import { OPEN_STATES, type Request } from '../../src/services/desk/requests/request.js';
import { SNAPSHOT } from './cast.js';

/** A DeskStore with the commit script's semantics, in memory, on a clock the test moves. */
export class MemoryStore implements DeskStore, Roles {
  now: Instant = Date.UTC(2026, 10, 20, 9, 0, 0);
  roles: RoleSnapshot | undefined = SNAPSHOT;
  readonly requests = new Map<string, Request>();
  readonly events = new Map<string, RequestEvent[]>();
  readonly words = new Map<string, string>();
  readonly agenda = new Map<string, { at: Instant }>();
  readonly audit: AuditEntry[] = [];
  private readonly ops = new Map<string, Outcome>();
  private number = 0;

  async open(opKey: string, id: Request['id'] | undefined) {
    const outcome = this.ops.get(opKey);
    const request = id === undefined ? undefined : this.requests.get(id);
    return { now: this.now, ...(outcome ? { outcome } : {}), ...(request ? { request } : {}) };
  }

  async nextNumber() {
    this.number += 1;
    return this.number;
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
      const version = this.requests.get(change.request.id)?.version ?? 0;
      if (version !== change.expected) return { kind: 'conflict' };
      if (change.notAfter !== undefined && this.now > change.notAfter) return { kind: 'late' };
      this.write(change);
    }
    if (commit.op) this.ops.set(commit.op.key, commit.op.outcome);
    this.audit.push(commit.audit);
    return { kind: 'committed' };
  }

  async current() {
    return this.roles;
  }

  async replace(snapshot: Omit<RoleSnapshot, 'age'>) {
    this.roles = { ...snapshot, age: 0 };
  }

  private write(change: NonNullable<Commit['change']>): void {
    const { request } = change;
    this.requests.set(request.id, request);
    this.events.set(request.id, [...(this.events.get(request.id) ?? []), ...change.events]);
    for (const word of change.words) this.words.set(`${request.id}:${word.ref}`, word.text);
    for (const item of change.agenda) {
      if (item.kind === 'cancel') this.agenda.delete(item.member);
      else
        this.agenda.set(item.member, {
          at: item.kind === 'timer' ? item.at : this.now + item.after,
        });
    }
  }
}

/** A desk that is always open. */
export const ALWAYS_OPEN: Calendar = { after: (from, open) => from + open, opens: () => undefined };
