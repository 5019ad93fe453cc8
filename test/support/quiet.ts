import { UTC } from './memory-store.js';
import type { Services } from '../../src/bot/commands/context.js';

/** Nothing waits for a second person, nothing is stopped, nobody is held up. */
export const QUIET = {
  changes: {
    get: async () => undefined,
    open: async () => [],
    event: async () => undefined,
    words: async () => new Map(),
  },
  tasks: {
    get: async () => undefined,
    open: async () => [],
    latest: async () => [],
    event: async () => undefined,
    words: async () => new Map(),
  },
  windows: { list: async () => [], put: async () => {}, remove: async () => false },
  localTime: UTC,
  freezes: { current: async () => undefined },
  frozen: false,
  roleGrants: { list: async () => [] },
  roleGroups: { operators: [], admins: [], auditors: [] },
  limits: { command: async () => ({ ok: true }), request: async () => ({ ok: true }) },
} satisfies Partial<Services>;

/** The trail has its own tests, on a real Redis. */
export const NO_TRAIL: Services['audit'] = {
  log: {
    head: async () => undefined,
    search: async () => ({ entries: [], more: false }),
    verify: async () => ({ kind: 'no-key' }),
  },
  files: { open: async () => ({ kind: 'no-key' }) },
  drop: { allows: () => false, put: async () => undefined },
};
