import type { AuthorisationFacts } from '../authorise.js';
import type { Instant, PersonId } from '../ids.js';
import type { LocalTime } from '../restart-windows.js';
import type { PcFacts } from '../task-ports.js';

/** What a decision about a restart goes by. */
export interface TaskFacts extends AuthorisationFacts, PcFacts {
  readonly now: Instant;
  readonly localTime: LocalTime;
}

/** The zone of a PC's user as they were seen last, else the policy's. */
export function zoneOf(facts: TaskFacts, owner: PersonId | undefined): string {
  const known = owner === undefined ? undefined : facts.users.get(owner)?.zone;
  return known ?? facts.policy.restart.zone;
}
