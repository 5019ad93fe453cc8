import type { ChangeId } from '../ids.js';
import type { ChangeFailure, Subject } from './subject.js';

/** What people can do about a change. */
export type ChangeCommand =
  | { readonly type: 'propose'; readonly subject: Subject; readonly reason: string }
  /** Alone, where the policy allows it. */
  | { readonly type: 'force'; readonly subject: Subject; readonly justification: string }
  | { readonly type: 'agree'; readonly change: ChangeId }
  | { readonly type: 'reject'; readonly change: ChangeId; readonly reason: string }
  | { readonly type: 'take-back'; readonly change: ChangeId }
  | { readonly type: 'review'; readonly change: ChangeId };
export type ChangeCommandType = ChangeCommand['type'];

/** Deskside's own: timers, and what came of applying it. */
export type DeskChangeCommand =
  | { readonly type: 'lapse-change' | 'remind-review'; readonly change: ChangeId }
  | { readonly type: 'change-applied'; readonly change: ChangeId }
  | {
      readonly type: 'change-failed';
      readonly change: ChangeId;
      readonly reason: ChangeFailure;
    };
