import type { Change } from './changes/change.js';
import type { Grantee } from './changes/subject.js';
import type { ChangeEvent } from './changes/event.js';
import type { ChangeId, Instant, PersonId, WordsRef } from './ids.js';

/** Reading changes for cards, lists and for applying them. */
export interface Changes {
  get(id: ChangeId): Promise<Change | undefined>;
  /** Those in OPEN_CHANGE_STATES, oldest first. */
  open(): Promise<readonly Change[]>;
  event(id: ChangeId, version: number): Promise<ChangeEvent | undefined>;
  words(
    id: ChangeId,
  ): Promise<ReadonlyMap<WordsRef, { readonly by: PersonId; readonly text: string }>>;
}

/** A role that was given in Teams, beside the groups of the settings and the policy file. */
export interface RoleGrant {
  readonly role: string;
  readonly to: Grantee;
  /** The change it came by. */
  readonly change: ChangeId;
  readonly at: Instant;
}

export interface RoleGrants {
  list(): Promise<readonly RoleGrant[]>;
  /** The same again changes nothing. */
  add(grant: RoleGrant): Promise<void>;
  /** What isn't there is no error. */
  remove(role: string, from: Grantee): Promise<void>;
}

/** Every effect is stopped, since when and by whom. */
export interface Freeze {
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason: string;
}

/** Whether every effect is stopped, for cards and answers. */
export interface Freezes {
  current(): Promise<Freeze | undefined>;
}

/** Removes what has been kept for long enough; a batch at a time. */
export interface Retention {
  /**
   * Requests that were over before this moment of desk time. `next`: the number to go on at, undefined at the end.
   * Without `from` it begins at the first that may still be there.
   */
  requests(before: Instant, from?: number): Promise<Swept>;
  changes(before: Instant, from?: number): Promise<Swept>;
  tasks(before: Instant, from?: number): Promise<Swept>;
  /** Entries of the trail from before this moment; gives how many went, 0 when there are none left. */
  trail(before: Instant): Promise<number>;
}

export interface Swept {
  readonly removed: number;
  readonly next: number | undefined;
}

/** Removes all that is kept of a person; the same again changes nothing. The trail keeps ids and stays verifiable. */
export interface Forgetting {
  forget(person: PersonId): Promise<void>;
}
