import type { ChangeId, Instant, PersonId, RequestId, TaskId } from './ids.js';

/** One line of the trail. `seq` is given in the commit. Refusals are audited too, with no version. */
export interface AuditEntry {
  readonly at: Instant;
  readonly actor: PersonId | 'desk';
  readonly command: string;
  readonly place: 'personal' | 'help-desk' | 'elsewhere' | 'desk';
  readonly request?: RequestId | ChangeId | TaskId;
  readonly version?: number;
  readonly outcome: 'done' | 'refused';
  readonly code?: string;
  readonly opKey: string;
  /** On whom: whose request or data it is, or who a change is good for. */
  readonly subject?: PersonId;
  /** The right it was done with: a relation (`requester`) or a right of a role. */
  readonly right?: string;
}
