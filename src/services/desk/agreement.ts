import type { Instant, PersonId } from './ids.js';

/** Somebody else's yes. */
export interface Agreement {
  readonly by: PersonId;
  readonly at: Instant;
}
