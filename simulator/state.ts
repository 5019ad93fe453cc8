import type { ClockReading } from './clock.js';
import type { Fault } from './faults.js';
import type { BehindEvent } from './hub.js';
import type { ConversationView } from './teams/messages.js';
import type { SessionView } from './teamviewer/session.js';

export interface PersonView {
  /** Entra object id. */
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  readonly title: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly role: 'user' | 'operator' | 'admin' | 'guest';
  readonly installed: boolean;
  readonly blocked: boolean;
}

/** Everything the demo page draws, as `GET /_sim/state` answers it. No session link is in it. */
export interface StateView {
  readonly company: { readonly name: string; readonly tenantId: string };
  readonly bot: { readonly id: string; readonly name: string };
  readonly people: readonly PersonView[];
  readonly conversations: readonly ConversationView[];
  readonly clock: ClockReading;
  readonly faults: readonly Fault[];
  /** What is broken outside the played systems (the demo's Redis), by name. */
  readonly broken: readonly string[];
  readonly sessions: readonly SessionView[];
  readonly behind: readonly BehindEvent[];
}
