import type { EventType, RequestEvent } from './event.js';
import type { Request } from './request.js';

export type Audience = 'user' | 'thread' | 'helper';

/**
 * Who gets a message of its own when something happens: a changed card alone doesn't notify anybody in Teams.
 * Consent, session, resolution and receipt are cards that are posted anew, so they need no notice.
 */
const NOTICES: Readonly<Record<EventType, readonly Audience[]>> = {
  opened: [],
  'opened-for': [],
  'details-added': ['thread'],
  withdrawn: ['thread'],
  reopened: ['thread'],
  'confirmed-solved': ['thread'],
  accepted: [],
  declined: ['thread', 'helper'],
  postponed: ['thread'],
  taken: [],
  released: [],
  assigned: ['helper'],
  noted: ['thread'],
  replied: ['user', 'thread'],
  approved: [],
  'approval-cancelled': ['user'],
  'asked-again': [],
  'tried-again': [],
  denied: ['user'],
  extended: ['thread'],
  'helper-connected': [],
  'link-renewal-begun': [],
  'session-ended': [],
  closed: [],
  'auto-closed': [],
  warned: ['thread'],
  expired: ['user', 'thread'],
  'consent-lapsed': ['user', 'thread', 'helper'],
  'consent-reminded': [],
  'effect-begun': [],
  'effect-delayed': [],
  'session-made': ['user'],
  'session-made-late': [],
  'session-not-made': ['user', 'thread', 'helper'],
  'link-not-renewed': ['helper'],
  'session-closed': [],
  'session-not-closed': ['thread'],
  'user-came-online': [],
  'user-went-offline': [],
  'session-measured': [],
};

export function noticesOf(event: RequestEvent, after: Request): readonly Audience[] {
  if (event.type === 'session-not-made' && after.state !== 'failed') return [];
  return NOTICES[event.type];
}
