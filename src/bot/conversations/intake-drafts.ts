import { beneficiary, draftSlot, intakeView } from '../../dialogs/intake.js';
import type { PersonId } from '../../services/desk/ids.js';
import type { Services } from '../commands/context.js';
import type { IntakeDrafts } from '../outbound/parts.js';

export type DraftParts = Pick<Services, 'memoryOf' | 'deviceLists' | 'requests' | 'calendar'>;

/** The forms that wait for facts, for the side that keeps cards true between turns. */
export function createIntakeDrafts(parts: DraftParts): IntakeDrafts {
  return {
    async get(person: PersonId) {
      const draft = await draftSlot(parts.memoryOf('intake', person)).read();
      // While a question stands in its place, the form must not come back over it.
      if (draft?.activityId === undefined || draft.state === 'asking') return undefined;
      const [devices, now] = await Promise.all([
        parts.deviceLists.get(beneficiary(draft, person)),
        parts.requests.now(),
      ]);
      const { conversation, activityId, version } = draft;
      const opens = parts.calendar.opens(now);
      return {
        conversation,
        activityId,
        version,
        view: intakeView(draft, devices ?? { kind: 'looking' }, opens),
      };
    },
  };
}
