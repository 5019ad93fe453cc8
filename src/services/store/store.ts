import { createHash } from 'node:crypto';
import type {
  DeskStore,
  DeviceLists,
  Hash,
  People,
  Places,
  Reaches,
  Requests,
  Roles,
  SendBudget,
  SessionLinks,
} from '../desk/ports.js';
import type { Alerts } from '../desk/alerts.js';
import { createAgenda, type StoredAgenda } from './agenda.js';
import { createAlerts } from './alerts.js';
import { createAuditTrail, type AuditTrail } from './audit.js';
import { createSendBudget, type SendLimit } from './budget.js';
import { createConversationStorage, type ConversationStorage } from './conversation-storage.js';
import { createDeskStore } from './desk-store.js';
import { createDeviceLists } from './device-lists.js';
import { createKeys } from './keys.js';
import { createSessionLinks } from './links.js';
import { createPeople } from './people.js';
import { createPlaces } from './places.js';
import { createReaches } from './reaches.js';
import type { RedisClient } from './redis.js';
import { requestCounts } from './health.js';
import { withRedisFailures, type RedisFailureSeen } from './redis-failures.js';
import { createRequests } from './requests.js';
import { createRoles } from './roles.js';
import { loadScripts } from './scripts.js';

export interface StoreSettings {
  /** Of purpose `web`. The store doesn't close it. */
  readonly redis: RedisClient;
  readonly tenant: string;
  /** 32 bytes; encrypts session links. */
  readonly secretsKey: Uint8Array;
  /** Shortens op keys. Default: SHA-256, base64url. */
  readonly hash?: Hash;
  /** How fast a conversation may be written to. Default: below what Teams allows. */
  readonly sendLimits?: readonly SendLimit[] | undefined;
  /** Told of each read or write that Redis didn't answer. */
  readonly onFailure?: RedisFailureSeen | undefined;
}

/** The ports of the desk on Redis. Rejects with ioredis' errors when Redis is away. */
export interface Store {
  readonly desk: DeskStore;
  readonly requests: Requests;
  readonly people: People;
  readonly roles: Roles;
  readonly places: Places;
  readonly agenda: StoredAgenda;
  readonly alerts: Alerts;
  readonly budget: SendBudget;
  readonly links: SessionLinks;
  readonly deviceLists: DeviceLists;
  readonly reaches: Reaches;
  readonly conversationStorage: ConversationStorage;
  readonly audit: AuditTrail;
  /** How many requests are in each state. */
  counts(): Promise<ReadonlyMap<string, number>>;
  /** Moves desk time this many ms away from Redis TIME. For the demo and tests; production offers no way to it. */
  setClockOffset(ms: number): Promise<void>;
}

/** Reads the Lua scripts from disk and makes them commands of the client. */
export function createStore(settings: StoreSettings): Store {
  const { redis, tenant, secretsKey, hash = sha256, sendLimits, onFailure } = settings;
  const keys = createKeys(tenant);
  const parts = { redis, run: loadScripts(redis), keys };
  const guarded = <T extends object>(port: T, writes: readonly string[] = []): T =>
    withRedisFailures(port, writes, onFailure);
  return {
    desk: guarded(createDeskStore({ ...parts, hash }), ['commit']),
    requests: guarded(createRequests(parts)),
    people: guarded(createPeople(parts), ['met', 'chooseLocale']),
    roles: guarded(createRoles(parts)),
    places: guarded(createPlaces(parts)),
    agenda: createAgenda(parts),
    alerts: createAlerts(parts),
    budget: createSendBudget({ ...parts, sendLimits }),
    links: createSessionLinks({ ...parts, tenant, secretsKey }),
    deviceLists: createDeviceLists(parts),
    reaches: createReaches(parts),
    conversationStorage: createConversationStorage(parts),
    audit: createAuditTrail(parts),
    counts: () => requestCounts(redis, keys.counts),
    async setClockOffset(ms) {
      await redis.set(keys.clockOffset, Math.round(ms));
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
