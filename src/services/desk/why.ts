import { holds, maySee, type AuthorisationFacts } from './authorise.js';
import { rightFor } from './changes/authorise-change.js';
import { type Change } from './changes/change.js';
import { beneficiaryOf } from './changes/subject.js';
import type { ChangeId, Instant, PersonId, RequestId, TaskId } from './ids.js';
import { rolesWith } from './people/giving.js';
import type { Right } from './people/right-names.js';
import type { Policy } from './policy.js';
import type { AuditEntry, AuditLog, Calendar, DeskStore, Requests, Roles } from './ports.js';
import type { Request } from './requests/request.js';
import { maySeeTask } from './tasks/authorise-task.js';
import { chosen, type Task } from './tasks/task.js';
import { reasonsOf, type Reason } from './why-request.js';

export type { Reason } from './why-request.js';

export interface WhyPorts {
  readonly store: Pick<DeskStore, 'open'>;
  readonly requests: Pick<Requests, 'events'>;
  readonly roles: Pick<Roles, 'current'>;
  readonly calendar: Pick<Calendar, 'opens'>;
  readonly policy: Policy;
  /** Stopped from outside, whatever Redis says. */
  readonly frozen?: boolean;
  /** Knows who was refused, and with which right something was done; told from the rules without it. */
  readonly trail?: Pick<AuditLog, 'search'>;
}

/** Which rule allowed, denied or holds something. */
export type Explained = { readonly now: Instant } & (
  | {
      readonly of: 'request';
      readonly request: Request;
      readonly reasons: readonly Reason[];
      /** Newest first; for the desk alone. */
      readonly denied: readonly AuditEntry[];
    }
  | {
      readonly of: 'change';
      readonly change: Change;
      /** What everybody who has a say in it needs. */
      readonly right: Right;
      /** Roles that give it. */
      readonly roles: readonly string[];
    }
  | {
      readonly of: 'task';
      readonly task: Task;
      /** The row of the policy that it falls under by how many PCs it is. */
      readonly row: { readonly upTo: number; readonly approvers: number };
      readonly isVip: boolean;
      /** Roles whose holders may agree. */
      readonly roles: readonly string[];
      readonly freeze?: AuthorisationFacts['freeze'];
      /** The next moment at which a PC that waits for a window may be restarted. */
      readonly opens?: Instant;
    }
);

export interface Why {
  /** Undefined when there is none, or it isn't theirs to see: one and the same answer. */
  of(id: RequestId | ChangeId | TaskId, asker: PersonId): Promise<Explained | undefined>;
}

/** How far back a request is looked through. */
const EVENTS = 50;
const ENTRIES = 50;

export function createWhy(ports: WhyPorts): Why {
  return {
    async of(id, asker) {
      const { store, policy, frozen } = ports;
      const [opened, roles] = await Promise.all([store.open('why', id), ports.roles.current()]);
      const { now, kept } = opened;
      const freeze = frozen ? 'environment' : opened.freeze;
      const facts: AuthorisationFacts = { policy, roles, freeze };
      if (kept?.of === 'change') return ofChange(facts, kept.record, { asker, now });
      if (kept?.of === 'task') return ofTask(facts, kept.record, { asker, now });
      if (kept?.of !== 'request' || !maySee(facts, asker, kept.record)) return undefined;
      return ofRequest(ports, facts, kept.record, { asker, now });
    },
  };
}

interface Asking {
  readonly asker: PersonId;
  readonly now: Instant;
}

async function ofRequest(
  ports: WhyPorts,
  facts: AuthorisationFacts,
  request: Request,
  { asker, now }: Asking,
): Promise<Explained> {
  const [events, entries] = await Promise.all([
    ports.requests.events(request.id, EVENTS),
    entriesOf(ports, request.id),
  ]);
  const opens = request.state === 'pending' ? ports.calendar.opens(now) : undefined;
  const reasons = reasonsOf({ request, events, entries, facts, now, opens });
  const desk = holds(facts, asker, 'request.work');
  const denied = desk ? entries.filter(({ outcome }) => outcome === 'refused') : [];
  return { of: 'request', now, request, reasons, denied };
}

async function entriesOf({ trail }: WhyPorts, about: RequestId): Promise<readonly AuditEntry[]> {
  if (!trail) return [];
  const { entries } = await trail.search({ about }, ENTRIES);
  return entries.map(({ entry }) => entry);
}

/** Of a restart know those who may restart its PCs, and who may agree to it. */
function ofTask(
  facts: AuthorisationFacts,
  task: Task,
  { asker, now }: Asking,
): Explained | undefined {
  if (!maySeeTask(facts, asker, task)) return undefined;
  const all = chosen(task);
  const { approvals } = facts.policy.restart;
  const row = approvals.find(({ upTo }) => all.length <= upTo) ?? approvals.at(-1);
  const waiting = all.flatMap((item) =>
    item.state === 'queued' && item.because === 'window' && item.go !== undefined ? [item.go] : [],
  );
  const { freeze } = facts;
  return {
    ...{ of: 'task', now, task, row: row ?? { upTo: 0, approvers: 0 } },
    isVip: all.some(({ warnings }) => warnings.includes('vip')),
    roles: rolesWith(facts.policy, 'restart.approve'),
    ...(freeze === undefined ? {} : { freeze }),
    ...(waiting.length === 0 ? {} : { opens: Math.min(...waiting) }),
  };
}

/** Of a change know those who have a say in it, whoever asked for it, and whom it is about. */
function ofChange(
  facts: AuthorisationFacts,
  change: Change,
  { asker, now }: Asking,
): Explained | undefined {
  const right = rightFor(change.subject);
  const party = change.requester === asker || beneficiaryOf(change.subject) === asker;
  if (!party && !holds(facts, asker, right)) return undefined;
  return { of: 'change', now, change, right, roles: rolesWith(facts.policy, right) };
}
