import { z } from 'zod';
import { CATEGORIES, MODES, RESOLUTIONS, URGENCIES } from '../desk/requests/command.js';
import type { RequestEvent } from '../desk/requests/event.js';
import {
  codeField,
  countField,
  deviceChoiceFields,
  limitFields,
  millisField,
  personField,
  requestField,
  whoField,
} from './record-fields.js';

const head = { v: countField, id: requestField, at: millisField, by: whoField };
const withWords = { words: z.literal(true) };
const maybeWords = { words: z.literal(true).optional() };
const call = {
  requester: personField,
  device: deviceChoiceFields,
  category: z.enum(CATEGORIES),
  urgency: z.enum(URGENCIES),
};
const mode = z.enum(MODES);
const failure = { n: countField, reason: z.enum(['refused', 'gave-up', 'not-allowed']) };

/** One event, without the words: these lie beside it. Unknown fields are an error: nothing may get lost on a read. */
function event<Type extends string, Fields extends z.ZodRawShape>(
  types: readonly [Type, ...Type[]],
  fields: Fields,
) {
  return z.strictObject({ ...head, type: z.enum(types), ...fields });
}

const ofPeople = [
  event(['opened'], { ...call, limit: limitFields, ...withWords }),
  event(['opened-for'], { ...call, mode, consentDue: millisField, ...withWords }),
  event(['details-added', 'noted', 'replied', 'denied'], withWords),
  event(['withdrawn'], maybeWords),
  event(['reopened'], { limit: limitFields, ...maybeWords }),
  event(['confirmed-solved', 'declined', 'taken', 'released', 'helper-connected'], {}),
  event(['accepted', 'link-renewal-begun'], { notAfter: millisField }),
  event(['postponed'], { askAt: millisField, consentDue: millisField }),
  event(['assigned'], { to: personField }),
  event(['approved'], { mode, consentDue: millisField }),
  event(['approval-cancelled'], { limit: limitFields }),
  event(['asked-again', 'tried-again'], { consentDue: millisField }),
  event(['extended'], { added: millisField, limit: limitFields }),
] as const;

const ofSessions = [
  event(['session-ended'], {
    cause: z.enum(['user', 'operator', 'teamviewer', 'validity']),
    closeAt: millisField,
    ...maybeWords,
  }),
  event(['closed'], { resolution: z.enum(RESOLUTIONS), reopenUntil: millisField, ...maybeWords }),
  event(['auto-closed'], { reopenUntil: millisField }),
  event(['warned'], { percent: z.number() }),
  event(['expired'], { reviveUntil: millisField }),
  event(['consent-lapsed', 'consent-reminded', 'user-came-online', 'user-went-offline'], {}),
  event(['effect-begun'], { n: countField, attempt: countField }),
  event(['effect-delayed'], {
    n: countField,
    system: z.string(),
    code: z.string(),
    retryAt: millisField,
  }),
  event(['session-made'], { n: countField, code: codeField, validUntil: millisField }),
  event(['session-made-late'], { n: countField, code: codeField, notAfter: millisField }),
  event(['session-not-made'], { ...failure, unproven: z.literal(true).optional() }),
  event(['link-not-renewed', 'session-not-closed'], failure),
  event(['session-closed'], { n: countField }),
  event(['session-measured'], { code: codeField, from: millisField, to: millisField }),
] as const;

/** An event as it lies in the log of a request. */
export const eventRecord = z.discriminatedUnion('type', [
  ...ofPeople,
  ...ofSessions,
]) satisfies z.ZodType<RequestEvent>;
