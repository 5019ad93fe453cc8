import type { DeviceId, Instant, PersonId, RequestId, TaskId, WordsRef } from './ids.js';
import type { PcWindow } from './restart-windows.js';
import type { TaskEvent } from './tasks/event.js';
import type { Task } from './tasks/task.js';

/** Reading tasks for cards, lists and calls. */
export interface Tasks {
  get(id: TaskId): Promise<Task | undefined>;
  /** Those that something is still to come of, oldest first. */
  open(): Promise<readonly Task[]>;
  /** The newest of all, newest first. */
  latest(most: number): Promise<readonly Task[]>;
  event(id: TaskId, version: number): Promise<TaskEvent | undefined>;
  words(
    id: TaskId,
  ): Promise<ReadonlyMap<WordsRef, { readonly by: PersonId; readonly text: string }>>;
}

export interface PcFactsAsked {
  readonly devices: readonly DeviceId[];
  readonly users: readonly PersonId[];
  /** Whether somebody is being helped on a PC is asked too. */
  readonly sessions: boolean;
}

/** Who restarted a PC last, or is about to. */
export interface PcHold {
  readonly task: TaskId;
  readonly n: number;
  /** When it was sent, or is about to be. */
  readonly at: Instant;
  /** It isn't over yet. */
  readonly held: boolean;
}

export interface PcFacts {
  readonly windows: readonly PcWindow[];
  /** Of the PCs that were asked about. */
  readonly pcs: ReadonlyMap<DeviceId, PcHold>;
  /** PCs on which somebody is being helped remotely. */
  readonly sessions: ReadonlyMap<DeviceId, RequestId>;
  /** Users of the PCs: their zone, and whether we can write to them. */
  readonly users: ReadonlyMap<PersonId, { readonly zone?: string; readonly reachable: boolean }>;
}

export interface Windows {
  list(): Promise<readonly PcWindow[]>;
  /** Replaces one of the same name. */
  put(window: PcWindow): Promise<void>;
  /** False: there was none. */
  remove(name: string): Promise<boolean>;
}
