import type { DeviceId, Instant, PersonId } from '../ids.js';
import type { DeviceSource } from '../restart-ports.js';

/** What the check of a PC found that doesn't stop the restart. */
export const ITEM_WARNINGS = [
  /** Not seen for a while: it restarts when it comes back. */
  'offline',
  'no-owner',
  /** Its user never wrote to us: they can't be asked first. */
  'user-unreachable',
  'vip',
] as const;
export type ItemWarning = (typeof ITEM_WARNINGS)[number];

/** Why a PC is left out: by the check, or later on. */
export const SKIP_REASONS = [
  /** Also what lies out of the asker's scope. */
  'not-found',
  /** A group in which nobody has a PC. */
  'no-pcs',
  'not-managed',
  'not-windows',
  'protected',
  'resting',
  'in-session',
  'other-task',
  /** The far end is restarting it already, whoever asked. */
  'restarting-already',
  'no-answer',
  'nobody-to-ask',
  /** It couldn't be sent while it was still wanted. */
  'too-late',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** Why a restart certainly didn't happen. */
export const ITEM_FAILURES = [
  /** The far end refused it. */
  'refused',
  'gone',
  /** It was accepted, and then the far end said that it failed, or that somebody cancelled it there. */
  'failed',
  'cancelled-there',
  /** Whoever asked or approved lost the right meanwhile. */
  'not-allowed',
] as const;
export type ItemFailure = (typeof ITEM_FAILURES)[number];

/** What a user can answer. */
export const ANSWERS = ['now', 'in-15-min', 'in-1-h', 'tonight', 'not-today'] as const;
export type Answered = (typeof ANSWERS)[number];

/** What every PC of a task has, in whatever state. */
export interface ItemCommon {
  /** 1..n within its task. */
  readonly n: number;
  readonly name: string;
  /** Undefined: nobody knows such a PC. Then a name that is empty means that the owner has none. */
  readonly device?: DeviceId;
  readonly source?: DeviceSource;
  readonly model?: string;
  readonly owner?: PersonId;
  readonly lastSync?: Instant;
  readonly warnings: readonly ItemWarning[];
  /** The wave it was sent or is asked in; a PC whose user chose later has none. */
  readonly wave?: number;
  /** How often its user put it off to another day. */
  readonly putOff: number;
  /** Its user has a card about it. */
  readonly told?: true;
  readonly movedAt: Instant;
}

/** One or more calls that were made, or may have been made. */
export interface Attempts {
  readonly count: number;
  readonly begunAt: Instant;
  /** The far end's last restart as it was seen before the call; a later one is ours. */
  readonly before?: Instant;
  /** Nobody knows whether it was applied: it is never sent again on a doubt. */
  readonly doubt: boolean;
  /** Since the first call that nobody knows the end of. */
  readonly doubtSince?: Instant;
  /** When it is tried again and why it wasn't sent. */
  readonly retryAt?: Instant;
  readonly code?: string;
}

/** Waits for its wave, or from `go` on to be sent. */
export type Queued = ItemCommon & {
  readonly state: 'queued';
  readonly go?: Instant;
  /** Not sent after this. */
  readonly notAfter?: Instant;
  /**
   * Why it isn't sent at once: its user's choice; a window, when its turn came or (`opening`) when it was about to be
   * sent and its user had their say.
   */
  readonly because?: 'chosen' | 'put-off' | 'window' | 'opening';
  readonly attempts?: Attempts;
};
export type AskedItem = ItemCommon & {
  readonly state: 'asked';
  readonly askedAt: Instant;
  readonly answerBy: Instant;
  readonly notAfter: Instant;
};
/** Accepted by the far end; never shown as restarted. */
export type Sent = ItemCommon & {
  readonly state: 'sent' | 'pending' | 'active';
  readonly sentAt: Instant;
  readonly before?: Instant;
};
export type DoneItem = ItemCommon & { readonly state: 'done'; readonly sentAt: Instant };
export type FailedItem = ItemCommon & {
  readonly state: 'failed';
  readonly why: ItemFailure;
  readonly code?: string;
  readonly sentAt?: Instant;
};
export type NotSupported = ItemCommon & { readonly state: 'not_supported' };
/** It can't be proven: a person decides. */
export type UnknownItem = ItemCommon & {
  readonly state: 'unknown';
  readonly sentAt: Instant;
  readonly before?: Instant;
};
export type SkippedItem = ItemCommon & {
  readonly state: 'skipped';
  readonly why: SkipReason;
  /** Of `resting`: when it was restarted last. */
  readonly since?: Instant;
};
export type CancelledItem = ItemCommon & { readonly state: 'cancelled' };

export type Item =
  | Queued
  | AskedItem
  | Sent
  | DoneItem
  | FailedItem
  | NotSupported
  | UnknownItem
  | SkippedItem
  | CancelledItem;
export type ItemState = Item['state'];

/** In the order in which people count them. */
export const ITEM_STATES = [
  'queued',
  'asked',
  'sent',
  'pending',
  'active',
  'done',
  'failed',
  'not_supported',
  'unknown',
  'skipped',
  'cancelled',
] as const satisfies readonly ItemState[];

/** Nothing more comes by itself. `unknown` is one: it waits for a person, not for the far end. */
const OVER: ReadonlySet<ItemState> = new Set([
  'done',
  'failed',
  'not_supported',
  'unknown',
  'skipped',
  'cancelled',
]);

export function isOver({ state }: Item): boolean {
  return OVER.has(state);
}

/** Accepted by the far end, and not over. */
export function isUnderWay(item: Item): item is Sent {
  return item.state === 'sent' || item.state === 'pending' || item.state === 'active';
}

/** Not called for, and never called for before: it can still be taken back for certain. */
export function isUnsent(item: Item): item is Queued | AskedItem {
  return item.state === 'asked' || (item.state === 'queued' && item.attempts === undefined);
}

/** Only what every state has: a state's own fields don't travel into the next one. */
export function itemCommon(item: Item, movedAt: Instant): ItemCommon {
  const { n, name, device, source, model, owner, lastSync, warnings, wave, putOff, told } = item;
  return {
    ...{ n, name, warnings, putOff, movedAt },
    ...(device === undefined ? {} : { device }),
    ...(source === undefined ? {} : { source }),
    ...(model === undefined ? {} : { model }),
    ...(owner === undefined ? {} : { owner }),
    ...(lastSync === undefined ? {} : { lastSync }),
    ...(wave === undefined ? {} : { wave }),
    ...(told === undefined ? {} : { told }),
  };
}

/** The same out of its wave: it comes at its own time. */
export function withoutWave(common: ItemCommon): ItemCommon {
  const { wave: _left, ...rest } = common;
  return rest;
}
