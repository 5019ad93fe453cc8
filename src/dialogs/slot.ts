import type { z } from 'zod';

/** Values by name, remembered between turns. */
export interface Slots {
  get(name: string): Promise<unknown>;
  set(name: string, value: unknown): Promise<void>;
  delete(name: string): Promise<void>;
}

/** One named value. What no longer fits the schema (an older version wrote it) counts as nothing. */
export interface Slot<Value> {
  read(): Promise<Value | undefined>;
  write(value: Value): Promise<void>;
  clear(): Promise<void>;
}

export function slot<Value>(slots: Slots, name: string, schema: z.ZodType<Value>): Slot<Value> {
  return {
    async read() {
      const parsed = schema.safeParse(await slots.get(name));
      return parsed.success ? parsed.data : undefined;
    },
    write: (value) => slots.set(name, value),
    clear: () => slots.delete(name),
  };
}
