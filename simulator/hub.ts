import type { ClockReading } from './clock.js';
import type { Fault } from './faults.js';
import type { ConversationView, Message } from './teams/messages.js';
import type { SessionView } from './teamviewer/session.js';

/** Something that happened behind the scenes, for the demo page's timeline. */
export interface BehindEvent {
  /** Milliseconds since 1970, by the simulator's clock. */
  readonly at: number;
  readonly kind: 'call' | 'commit' | 'agenda' | 'card' | 'effect' | 'note';
  readonly title: string;
  readonly detail: object;
}

/** What changed, as told to everyone who watches (Server-Sent Events, waiting tests). */
export type Change =
  | { readonly type: 'message' | 'update' | 'delete'; readonly message: Message }
  | {
      readonly type: 'view';
      readonly conversation: string;
      readonly messageId: string;
      readonly person: string;
      readonly card: unknown;
    }
  | {
      /** A person presses a button of a card; the bot's answer comes later. */
      readonly type: 'press';
      readonly person: string;
      readonly messageId: string;
      readonly verb: string;
      readonly inputs: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'typing'; readonly conversation: string; readonly bot: true }
  | { readonly type: 'conversation'; readonly conversation: ConversationView }
  | ({ readonly type: 'clock' } & ClockReading)
  | {
      readonly type: 'faults';
      readonly faults: readonly Fault[];
      readonly broken: readonly string[];
    }
  | { readonly type: 'session'; readonly session: SessionView }
  | { readonly type: 'behind'; readonly event: BehindEvent }
  | {
      readonly type: 'person';
      readonly person: string;
      readonly installed: boolean;
      readonly blocked: boolean;
    }
  | { readonly type: 'toast'; readonly person: string; readonly text: string }
  | { readonly type: 'reset' };

export type Watcher = (change: Change) => void;

/** Tells every watcher about every change, in order. */
export class Hub {
  private readonly watchers = new Set<Watcher>();

  publish(change: Change): void {
    for (const watcher of [...this.watchers]) watcher(change);
  }

  /** Returns the way to stop watching. */
  watch(watcher: Watcher): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }
}
