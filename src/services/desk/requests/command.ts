import type { DeviceId, Instant, Millis, PersonId, RequestId, SessionCode } from '../ids.js';

export const CATEGORIES = [
  'screen',
  'sign-in',
  'software',
  'network',
  'printer',
  'hardware',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const URGENCIES = ['normal', 'urgent'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const MODES = ['view', 'assist', 'control'] as const;
export type Mode = (typeof MODES)[number];

/** Why a request was closed; each has words in the locale files under `resolution.`. */
export const RESOLUTIONS = [
  'fixed',
  'workaround',
  'explained',
  'hardware',
  'duplicate',
  'not-reproduced',
  'other',
] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** The PC a request is about. */
export type DeviceChoice =
  | {
      readonly kind: 'managed';
      readonly id: DeviceId;
      readonly name: string;
      readonly model?: string;
    }
  /** "My PC isn't in the list", with its name when the person knows it. */
  | { readonly kind: 'unlisted'; readonly name?: string }
  /** "I'm asking from my phone because it is dead." */
  | { readonly kind: 'dead'; readonly name?: string };

/** What someone asks for, before it has a number. */
export interface Call {
  readonly text: string;
  readonly device: DeviceChoice;
  readonly category: Category;
  readonly urgency: Urgency;
}

/** Commands of people. Imperative; each is one small function in `decide`. */
export type PersonCommand =
  | ({
      readonly type: 'open';
      /** Go on although a request for the same PC is open. */ readonly anyway?: boolean;
    } & Call)
  | ({ readonly type: 'open-for'; readonly requester: PersonId } & Call)
  | { readonly type: 'add-details'; readonly id: RequestId; readonly text: string }
  | { readonly type: 'withdraw'; readonly id: RequestId; readonly reason?: string }
  | { readonly type: 'reopen'; readonly id: RequestId; readonly text?: string }
  | { readonly type: 'confirm-solved'; readonly id: RequestId }
  | { readonly type: 'accept' | 'decline' | 'later'; readonly id: RequestId }
  | { readonly type: 'take' | 'release'; readonly id: RequestId }
  | { readonly type: 'assign'; readonly id: RequestId; readonly to: PersonId }
  | { readonly type: 'note' | 'reply'; readonly id: RequestId; readonly text: string }
  | { readonly type: 'approve'; readonly id: RequestId; readonly mode?: Mode }
  | { readonly type: 'cancel-approval' | 'ask-again' | 'try-again'; readonly id: RequestId }
  | { readonly type: 'deny'; readonly id: RequestId; readonly reason: string }
  | { readonly type: 'extend'; readonly id: RequestId; readonly by?: Millis }
  /** The helper asks to see the supporter link: the moment that "opened the link" is known from. */
  | { readonly type: 'connect'; readonly id: RequestId }
  | { readonly type: 'new-link'; readonly id: RequestId }
  | { readonly type: 'end-session'; readonly id: RequestId; readonly note?: string }
  | {
      readonly type: 'close';
      readonly id: RequestId;
      readonly resolution: Resolution;
      readonly text?: string;
    };

/** Commands of Deskside itself: timers of the agenda and what effects found. */
export type DeskCommand =
  | {
      readonly type:
        'warn' | 'expire' | 'give-up-consent' | 'remind-consent' | 'auto-close' | 'end-validity';
      readonly id: RequestId;
    }
  /** The fence: this effect is about to be called for the nth time. */
  | { readonly type: 'begin-effect'; readonly id: RequestId; readonly n: number }
  | {
      readonly type: 'delay-effect';
      readonly id: RequestId;
      readonly n: number;
      readonly system: string;
      readonly code: string;
      readonly retryAt: Instant;
    }
  | {
      readonly type: 'session-made';
      readonly id: RequestId;
      readonly n: number;
      readonly code: SessionCode;
      readonly validUntil: Instant;
    }
  | {
      readonly type: 'effect-failed';
      readonly id: RequestId;
      readonly n: number;
      readonly reason: EffectFailure;
      /** The far end can't be asked, so something may have been made: the effect stays until that is known. */
      readonly unproven?: true;
    }
  | { readonly type: 'session-closed'; readonly id: RequestId; readonly n: number }
  /** What a look at the session, or its connection report, showed. */
  | {
      readonly type: 'session-seen';
      readonly id: RequestId;
      readonly code: SessionCode;
      readonly sight: Sight;
    }
  | {
      readonly type: 'session-measured';
      readonly id: RequestId;
      readonly code: SessionCode;
      readonly from: Instant;
      readonly to: Instant;
    };

export type Sight =
  { readonly open: true; readonly userOnline: boolean } | { readonly open: false };
/** `refused`: the outside system said no for good. `gave-up`: not possible within policy.session.giveUp. `not-allowed`: the helper lost the role meanwhile. */
export type EffectFailure = 'refused' | 'gave-up' | 'not-allowed';

export type Command = PersonCommand | DeskCommand;
export type CommandType = Command['type'];
export type PersonCommandType = PersonCommand['type'];
export type DeskCommandType = DeskCommand['type'];
