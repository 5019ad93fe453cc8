import { createHash } from 'node:crypto';
import type {
  AuditFiles,
  Changes,
  DeskStore,
  DeviceLists,
  Forgetting,
  Freezes,
  Limits,
  Hash,
  People,
  Places,
  Reaches,
  Requests,
  Retention,
  RoleGrants,
  Roles,
  SendBudget,
  SessionLinks,
  Tasks,
  Windows,
} from '../desk/ports.js';
import { DEFAULT_POLICY, type Policy } from '../desk/policy.js';
import type { Alerts } from '../desk/alerts.js';
import { createAgenda, type StoredAgenda } from './agenda.js';
import { createAlerts } from './alerts.js';
import { createAuditTrail, type AuditTrail } from './audit.js';
import { createAuditFiles } from './audit-export.js';
import { createSendBudget, type SendLimit } from './budget.js';
import { createChanges } from './changes.js';
import { createConversationStorage, type ConversationStorage } from './conversation-storage.js';
import { createDeskStore } from './desk-store.js';
import { createDeviceLists } from './device-lists.js';
import { createForgetting } from './forgetting.js';
import { createFreezes } from './freezes.js';
import { createKeys } from './keys.js';
import { createLimits } from './limits.js';
import { createSessionLinks } from './links.js';
import { createPeople } from './people.js';
import { createPlaces } from './places.js';
import { createReaches } from './reaches.js';
import type { RedisClient } from './redis.js';
import { requestCounts } from './health.js';
import { withRedisFailures, type RedisFailureSeen } from './redis-failures.js';
import { createRequests } from './requests.js';
import { createRetention } from './retention.js';
import { createRoleGrants } from './role-grants.js';
import { createRoles } from './roles.js';
import { loadScripts } from './scripts.js';
import { createTasks } from './tasks.js';
import { createWindows } from './windows.js';

export interface StoreSettings {
  /** Of purpose `web`. The store doesn't close it. */
  readonly redis: RedisClient;
  readonly tenant: string;
  /** 32 bytes; encrypts session links. */
  readonly secretsKey: Uint8Array;
  /** 32 bytes or more; seals the trail. Without it nothing is sealed. */
  readonly auditKey?: Uint8Array | undefined;
  /** Shortens op keys. Default: SHA-256, base64url. */
  readonly hash?: Hash;
  /** How much one person, and all together, may say. Default: the policy's. */
  readonly limits?: Policy['limits'] | undefined;
  /** How fast a conversation may be written to. Default: below what Teams allows. */
  readonly sendLimits?: readonly SendLimit[] | undefined;
  /** Told of each read or write that Redis didn't answer. */
  readonly onFailure?: RedisFailureSeen | undefined;
}

/** The ports of the desk on Redis. Rejects with ioredis' errors when Redis is away. */
export interface Store {
  readonly desk: DeskStore;
  readonly requests: Requests;
  readonly changes: Changes;
  readonly tasks: Tasks;
  readonly windows: Windows;
  readonly freezes: Freezes;
  readonly people: People;
  readonly roles: Roles;
  readonly roleGrants: RoleGrants;
  readonly places: Places;
  readonly agenda: StoredAgenda;
  readonly alerts: Alerts;
  readonly budget: SendBudget;
  readonly limits: Limits;
  readonly links: SessionLinks;
  readonly deviceLists: DeviceLists;
  readonly reaches: Reaches;
  readonly conversationStorage: ConversationStorage;
  readonly audit: AuditTrail;
  readonly auditFiles: AuditFiles;
  readonly retention: Retention;
  readonly forgetting: Forgetting;
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
  const people = guarded(createPeople(parts), ['met', 'chooseLocale']);
  const agenda = createAgenda(parts);
  const roleGrants = guarded(createRoleGrants(parts), ['add', 'remove']);
  const sealing = { ...parts, auditKey: settings.auditKey };
  return {
    desk: guarded(createDeskStore({ ...parts, hash }), ['commit']),
    requests: guarded(createRequests(parts)),
    changes: guarded(createChanges(parts)),
    tasks: guarded(createTasks(parts)),
    windows: guarded(createWindows(parts), ['put', 'remove']),
    freezes: guarded(createFreezes(parts)),
    people,
    roles: guarded(createRoles(parts)),
    roleGrants,
    places: guarded(createPlaces(parts)),
    agenda,
    alerts: createAlerts(parts),
    limits: createLimits(parts, settings.limits ?? DEFAULT_POLICY.limits),
    budget: createSendBudget({ ...parts, sendLimits }),
    links: createSessionLinks({ ...parts, tenant, secretsKey }),
    deviceLists: createDeviceLists(parts),
    reaches: createReaches(parts),
    conversationStorage: createConversationStorage(parts),
    audit: guarded(createAuditTrail(sealing), ['seal', 'noteLoss']),
    auditFiles: guarded(createAuditFiles({ ...sealing, people, tenant })),
    retention: createRetention(sealing),
    forgetting: createForgetting({ ...parts, agenda, roleGrants }),
    counts: () => requestCounts(redis, keys.counts),
    async setClockOffset(ms) {
      await redis.set(keys.clockOffset, Math.round(ms));
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
