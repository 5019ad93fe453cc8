import type { Storage } from 'botbuilder';
import { z } from 'zod';
import type { Memory } from './turn.js';

/** Memory of one turn: read when first asked for, written once at the end. */
export interface TurnMemory extends Memory {
  /** Writes what this turn changed; nothing when it changed nothing. Rejects when the storage does. */
  save(): Promise<void>;
}

interface Loaded {
  readonly values: Readonly<Record<string, unknown>>;
  readonly eTag?: string;
}

const item = z.looseObject({
  values: z.record(z.string(), z.unknown()).catch({}),
  eTag: z.string().optional(),
});

const TRIES = 3;

/**
 * What the dialogs remember of a person in a conversation, on a storage of the SDK's shape. When somebody else wrote
 * it meanwhile, it is read again and this turn's changes are put on top, name by name.
 */
export function createMemory(storage: Storage, conversation: string, person: string): TurnMemory {
  const key = memoryKey(conversation, person);
  const changes = new Map<string, unknown>();
  let loading: Promise<Loaded> | undefined;
  const load = (): Promise<Loaded> => (loading ??= read(storage, key));
  return {
    async get(name) {
      return changes.has(name) ? changes.get(name) : (await load()).values[name];
    },
    async set(name, value) {
      changes.set(name, value);
    },
    async delete(name) {
      changes.set(name, undefined);
    },
    async save() {
      if (changes.size === 0) return;
      await write(storage, key, changes, await load());
    },
  };
}

/** Under which name the storage has it. */
export function memoryKey(conversation: string, person: string): string {
  return `memory/${encodeURIComponent(conversation)}/${person}`;
}

/** What is remembered of a person in no conversation: open forms, questions, checks of the trail. */
export const MEMORIES = ['intake', 'questions', 'audit-verify'] as const;

async function read(storage: Storage, key: string): Promise<Loaded> {
  const found: Readonly<Record<string, unknown>> = await storage.read([key]);
  const parsed = item.safeParse(found[key]);
  if (!parsed.success) return { values: {} };
  const { values, eTag } = parsed.data;
  return { values, ...(eTag === undefined ? {} : { eTag }) };
}

async function write(
  storage: Storage,
  key: string,
  changes: ReadonlyMap<string, unknown>,
  first: Loaded,
): Promise<void> {
  let known = first;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await storage.write({ [key]: merged(known, changes) });
      return;
    } catch (error) {
      // Storages word a conflict each in their own way; a changed eTag is one in any words.
      const now = await read(storage, key);
      if (attempt === TRIES || now.eTag === known.eTag) throw error;
      known = now;
    }
  }
}

/** A first write carries no eTag: two of them can't conflict, and the later one wins. */
function merged(known: Loaded, changes: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const all = { ...known.values, ...Object.fromEntries(changes) };
  const values = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return { values, ...(known.eTag === undefined ? {} : { eTag: known.eTag }) };
}
