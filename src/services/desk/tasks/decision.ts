import type { DeviceId, Instant } from '../ids.js';
import type { Refusal } from '../refusal.js';
import type { TaskEventBody } from './event.js';
import type { PcHold } from '../task-ports.js';
import type { Task } from './task.js';

export type TaskDecision =
  | {
      readonly kind: 'accepted';
      readonly event: TaskEventBody;
      readonly words?: string;
      readonly notAfter?: Instant;
      /** PCs that it takes for itself: only when nobody else took them since they were read (I9). */
      readonly takes?: ReadonlyMap<DeviceId, PcHold>;
    }
  | { readonly kind: 'already' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export const ALREADY: TaskDecision = { kind: 'already' };

export function event(body: TaskEventBody): TaskDecision {
  return { kind: 'accepted', event: body };
}

export function refused(refusal: Refusal): TaskDecision {
  return { kind: 'refused', refusal };
}

export function movedOn({ state, moved }: Task): TaskDecision {
  const { type, by, at } = moved;
  return refused({ code: 'HD-302', reason: 'task-moved-on', state, type, by, at });
}
