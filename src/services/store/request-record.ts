import { z } from 'zod';
import { CATEGORIES, MODES, RESOLUTIONS, URGENCIES } from '../desk/requests/command.js';
import type { EventType } from '../desk/requests/event.js';
import type { Request } from '../desk/requests/request.js';
import {
  codeField,
  countField,
  deviceChoiceFields,
  limitFields,
  millisField,
  personField,
  requestField,
  whoField,
  wordsField,
} from './record-fields.js';

/** Every type of event once; the compiler says when one is missing. */
const EVENT_TYPES = {
  opened: 'opened',
  'opened-for': 'opened-for',
  'details-added': 'details-added',
  withdrawn: 'withdrawn',
  reopened: 'reopened',
  'confirmed-solved': 'confirmed-solved',
  accepted: 'accepted',
  declined: 'declined',
  postponed: 'postponed',
  taken: 'taken',
  released: 'released',
  assigned: 'assigned',
  noted: 'noted',
  replied: 'replied',
  approved: 'approved',
  'approval-cancelled': 'approval-cancelled',
  'asked-again': 'asked-again',
  'tried-again': 'tried-again',
  denied: 'denied',
  extended: 'extended',
  'helper-connected': 'helper-connected',
  'link-renewal-begun': 'link-renewal-begun',
  'session-ended': 'session-ended',
  closed: 'closed',
  'auto-closed': 'auto-closed',
  warned: 'warned',
  expired: 'expired',
  'consent-lapsed': 'consent-lapsed',
  'consent-reminded': 'consent-reminded',
  'effect-begun': 'effect-begun',
  'effect-delayed': 'effect-delayed',
  'session-made': 'session-made',
  'session-made-late': 'session-made-late',
  'session-not-made': 'session-not-made',
  'link-not-renewed': 'link-not-renewed',
  'session-closed': 'session-closed',
  'session-not-closed': 'session-not-closed',
  'user-came-online': 'user-came-online',
  'user-went-offline': 'user-went-offline',
  'session-measured': 'session-measured',
} as const satisfies { readonly [Type in EventType]: Type };

export const eventTypeField = z.enum(EVENT_TYPES);

const effect = z.strictObject({
  n: countField,
  kind: z.enum(['make-session', 'renew-session', 'close-session']),
  op: z.string().min(1),
  onBehalfOf: personField,
  notAfter: millisField,
  attempts: countField,
  begunAt: millisField.optional(),
  code: codeField.optional(),
  trouble: z
    .strictObject({ system: z.string(), code: z.string(), retryAt: millisField })
    .optional(),
});

const session = z.strictObject({
  n: countField,
  code: codeField,
  madeAt: millisField,
  validUntil: millisField,
  helper: personField,
  userSeenAt: millisField.optional(),
  userOnline: z.boolean(),
  helperConnectedAt: millisField.optional(),
  endedAt: millisField.optional(),
  replaced: z.literal(true).optional(),
  receipted: z.literal(true).optional(),
  measured: z.strictObject({ from: millisField, to: millisField }).optional(),
});

const common = {
  schema: z.literal(1),
  id: requestField,
  number: countField,
  version: countField,
  requester: personField,
  openedBy: personField,
  openedAt: millisField,
  device: deviceChoiceFields,
  category: z.enum(CATEGORIES),
  urgency: z.enum(URGENCIES),
  text: wordsField,
  round: countField,
  assignee: personField.optional(),
  asks: countField,
  awaitingUser: z.boolean(),
  effects: z.array(effect),
  sessions: z.array(session),
  moved: z.strictObject({ type: eventTypeField, by: whoField, at: millisField }),
};
const mode = z.enum(MODES);
const approval = { approvedBy: personField, approvedAt: millisField, mode };
const helped = { helper: personField, consentAt: millisField, endedAt: millisField };

/** One state of a request. Unknown fields are an error: nothing may get lost between a read and the next write. */
function inState<State extends Request['state'], Fields extends z.ZodRawShape>(
  state: State,
  fields: Fields,
) {
  return z.strictObject({ ...common, state: z.literal(state), ...fields });
}

/** A request as it is stored, schema 1. */
export const requestRecord = z.discriminatedUnion('state', [
  inState('pending', { limit: limitFields }),
  inState('approved', {
    ...approval,
    consentDue: millisField,
    laters: countField,
    askAt: millisField.optional(),
  }),
  inState('connecting', { ...approval, consentAt: millisField }),
  inState('active', { ...approval, consentAt: millisField, session: codeField }),
  inState('ended', {
    ...helped,
    endedBy: whoField,
    cause: z.enum(['user', 'operator', 'teamviewer', 'validity']),
    closeAt: millisField,
    solved: z.boolean(),
  }),
  inState('closed', {
    ...helped,
    closedAt: millisField,
    closedBy: whoField,
    resolution: z.enum(RESOLUTIONS).optional(),
    resolutionText: wordsField.optional(),
    reopenUntil: millisField,
    solved: z.boolean(),
  }),
  inState('declined', {
    by: z.enum(['operator', 'user']),
    declinedAt: millisField,
    declinedBy: personField,
    reason: wordsField.optional(),
  }),
  inState('withdrawn', { withdrawnAt: millisField, reason: wordsField.optional() }),
  inState('expired', { expiredAt: millisField, reviveUntil: millisField }),
  inState('failed', {
    failedAt: millisField,
    reason: z.enum(['no-consent', 'no-session']),
    helper: personField,
    mode,
  }),
]) satisfies z.ZodType<Request>;
