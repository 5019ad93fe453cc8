import type { Slots } from '../../src/dialogs/slot.js';

/** What is remembered, in memory, as JSON: as it comes back from a storage. */
export function memorySlots(): Slots & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    async get(name) {
      const value = values.get(name);
      return value === undefined ? undefined : (JSON.parse(value) as unknown);
    },
    async set(name, value) {
      values.set(name, JSON.stringify(value));
    },
    async delete(name) {
      values.delete(name);
    },
  };
}
