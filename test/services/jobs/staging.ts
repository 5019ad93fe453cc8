import type { RestartRouter } from '../../../src/services/desk/restart-router.js';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { spy, stub } from 'sinon';
import type { Alert } from '../../../src/services/desk/alerts.js';
import { createLocalTime } from '../../../src/services/calendar/local-time.js';
import { createDesk } from '../../../src/services/desk/execute.js';
import { ConnectorFailure } from '../../../src/services/desk/failures.js';
import {
  requestId,
  sessionCode,
  type DeviceId,
  type PersonId,
  type RequestId,
  type SessionCode,
} from '../../../src/services/desk/ids.js';
import { DEFAULT_POLICY } from '../../../src/services/desk/policy.js';
import type {
  Directory,
  PcFinder,
  MadeSession,
  RemoteSessions,
  SessionWish,
  Synced,
} from '../../../src/services/desk/ports.js';
import type { Answer } from '../../../src/services/desk/refusal.js';
import type { Command } from '../../../src/services/desk/requests/command.js';
import type { Effect, Request } from '../../../src/services/desk/requests/request.js';
import type { Finding } from '../../../src/services/desk/self-test.js';
import { createJobs, type JobsParts } from '../../../src/services/jobs/jobs.js';
import { openRedis } from '../../../src/services/store/redis.js';
import { createStore } from '../../../src/services/store/store.js';
import { ANNA, BRAM } from '../store/building.js';
import type { AuditEntry } from '../../../src/services/desk/ports.js';
import { NO_ROLES } from '../../support/cast.js';

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** A whole desk on a real Redis, with everything outside played. */
export async function setStage(url: string, tenant: string, auditKey?: Uint8Array) {
  const redis = {
    web: openRedis('web', { mode: 'single', urls: [url] }),
    queue: openRedis('queue', { mode: 'single', urls: [url] }),
    worker: openRedis('worker', { mode: 'single', urls: [url] }),
  };
  const store = createStore({ redis: redis.web, tenant, secretsKey: randomBytes(32), auditKey });
  const calendar = { after: (from: number, open: number) => from + open, opens: () => undefined };
  const policy = { ...DEFAULT_POLICY, session: { ...DEFAULT_POLICY.session, watchEvery: 50 } };
  const localTime = createLocalTime();
  const desk = createDesk({ store: store.desk, roles: store.roles, calendar, policy, localTime });
  const sessions = new PlayedTeamViewer();
  const cardPlaces = {
    sync: stub<[unknown], Promise<Synced>>().resolves({ kind: 'synced' }),
    notify: stub<[unknown], Promise<Synced>>().resolves({ kind: 'synced' }),
    reached: stub<[PersonId], Promise<void>>().resolves(),
    tellOfChange: stub<[unknown], Promise<Synced>>().resolves({ kind: 'synced' }),
    tellOfTask: stub<[unknown], Promise<Synced>>().resolves({ kind: 'synced' }),
    alert: stub<[Alert, PersonId?], Promise<Synced>>().resolves({ kind: 'synced' }),
  };
  const directory = {
    devicesOf: stub<[PersonId], ReturnType<Directory['devicesOf']>>().resolves([]),
    find: stub<[string, number], ReturnType<Directory['find']>>().resolves([]),
    groups: stub<[string], ReturnType<Directory['groups']>>().resolves([]),
    membersOf: stub<[readonly string[]], ReturnType<Directory['membersOf']>>().resolves([BRAM]),
    guests: stub<[], ReturnType<Directory['guests']>>().resolves([]),
    devicesIn: stub<[readonly string[]], ReturnType<Directory['devicesIn']>>().resolves([]),
    directoryRolesOf: stub<[string], ReturnType<Directory['directoryRolesOf']>>().resolves([]),
    teamOf: stub<[string], ReturnType<Directory['teamOf']>>().resolves({ members: [], owners: [] }),
  };
  const finder = {
    named: stub<[string], ReturnType<PcFinder['named']>>().resolves([]),
    known: stub<[readonly DeviceId[]], ReturnType<PcFinder['known']>>().resolves([]),
    ofPerson: stub<[PersonId], ReturnType<PcFinder['ofPerson']>>().resolves([]),
    people: stub<[readonly PersonId[]], ReturnType<PcFinder['people']>>().resolves([]),
    ofGroup: stub<[string], ReturnType<PcFinder['ofGroup']>>().resolves(undefined),
  };
  const restarts = {
    restart: stub<Parameters<RestartRouter['restart']>, Promise<void>>().resolves(),
    look: stub<Parameters<RestartRouter['look']>, ReturnType<RestartRouter['look']>>().resolves(
      new Map(),
    ),
  };
  const selfTests = {
    run: stub<['all' | 'watched', number], Promise<readonly Finding[]>>().resolves([]),
  };
  const log = { info: spy(), warn: spy(), error: spy() };
  const observer = spy();
  const parts: JobsParts = {
    ...store,
    desk,
    cardPlaces,
    sessions,
    sessionTexts: async (request) => ({
      description: request.id,
      customerName: 'Anna',
      waitingMessage: 'Even geduld',
    }),
    directory,
    finder,
    restarts,
    selfTests,
    roleGroups: { operators: ['operators'], admins: [], auditors: [] },
    defaultLocale: 'en' as const,
    policy,
    thaw: (entry: AuditEntry) => store.desk.thaw(entry),
    seals: auditKey !== undefined,
    verifyFor: stub<[PersonId], Promise<Synced>>().resolves({ kind: 'synced' }),
    log,
    observer,
    redis: { queue: redis.queue, worker: redis.worker },
    tenant,
  };
  await operators(BRAM);

  async function operators(...people: PersonId[]): Promise<void> {
    await store.roles.replace({
      ...NO_ROLES,
      operators: new Set(people),
    });
  }

  let ops = 0;
  async function does(by: PersonId, command: Command): Promise<Answer> {
    ops += 1;
    const alone = by === ANNA || command.type === 'new-link' || command.type === 'connect';
    const place = { kind: alone ? 'personal' : 'help-desk' } as const;
    const answer = await desk.execute({
      command,
      actor: { kind: 'person', id: by, place },
      opKey: `test-${ops}`,
    });
    if (answer.kind === 'refused') throw new Error(`${command.type}: ${answer.refusal.reason}`);
    return answer;
  }

  return {
    ...{
      redis,
      store,
      desk,
      sessions,
      cardPlaces,
      directory,
      selfTests,
      log,
      observer,
      parts,
      does,
      operators,
    },
    jobs: createJobs(parts),
    async request(id: RequestId): Promise<Request> {
      const found = await store.requests.get(id);
      if (!found) throw new Error(`${id} isn't there`);
      return found;
    },
    close() {
      for (const client of Object.values(redis)) client.disconnect();
    },
  };
}

export async function ask(stage: Stage): Promise<RequestId> {
  const device = { kind: 'dead' } as const;
  const answer = await stage.does(ANNA, {
    type: 'open',
    text: 'Zwart scherm',
    device,
    category: 'screen',
    urgency: 'normal',
    anyway: true,
  });
  if (answer.id === undefined) throw new Error('no number was given');
  return answer.id;
}

/** A request that waits for its session: approved by Bram, accepted by Anna. */
export async function connecting(stage: Stage): Promise<{ id: RequestId; effect: Effect }> {
  const id = await ask(stage);
  await stage.does(BRAM, { type: 'approve', id });
  await stage.does(ANNA, { type: 'accept', id });
  return { id, effect: effectOf(await stage.request(id)) };
}

export function effectOf(request: Request): Effect {
  const [effect] = request.effects;
  if (!effect) throw new Error(`${request.id} has no effect`);
  return effect;
}

export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  within = 10_000,
): Promise<void> {
  const end = performance.now() + within;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${within} ms: ${what}`);
    await sleep(20);
  }
}

export function failure(how: Partial<ConnectorFailure['details']> = {}): ConnectorFailure {
  return new ConnectorFailure({
    system: 'teamviewer',
    operation: 'make session',
    retryable: true,
    applied: 'no',
    ...how,
  });
}

/** TeamViewer in memory. `failNext` lets the next call of a kind fail, before or after it was applied. */
export class PlayedTeamViewer implements RemoteSessions {
  readonly calls: string[] = [];
  readonly made = new Map<string, MadeSession>();
  readonly closed = new Set<SessionCode>();
  online = false;
  measured: { from: number; to: number } | undefined;
  readonly #failures = new Map<string, { error: Error; after: boolean }[]>();

  failNext(call: 'find' | 'make' | 'look' | 'close' | 'report', error: Error, after = false): void {
    this.#failures.set(call, [...(this.#failures.get(call) ?? []), { error, after }]);
  }

  find(op: string): Promise<MadeSession | undefined> {
    return this.#call('find', async () => this.made.get(op));
  }

  make(wish: SessionWish): Promise<MadeSession> {
    return this.#call('make', async () => {
      const code = sessionCode(`s00-000-${String(this.made.size + 1).padStart(3, '0')}`);
      const links = {
        customer: `https://get.example/${code}`,
        supporter: `https://get.example/${code}-secret`,
      };
      const session = { code, open: true, validUntil: wish.validUntil, links };
      if (this.made.has(wish.op)) throw new Error(`${wish.op} was made twice`);
      this.made.set(wish.op, session);
      return session;
    });
  }

  look(code: SessionCode): Promise<{ open: boolean; online: boolean }> {
    return this.#call('look', async () => ({ open: !this.closed.has(code), online: this.online }));
  }

  close(code: SessionCode): Promise<void> {
    return this.#call('close', async () => void this.closed.add(code));
  }

  report(): Promise<{ from: number; to: number } | undefined> {
    return this.#call('report', async () => this.measured);
  }

  count(call: string): number {
    return this.calls.filter((made) => made === call).length;
  }

  async #call<Result>(call: string, apply: () => Promise<Result>): Promise<Result> {
    this.calls.push(call);
    const failing = this.#failures.get(call)?.shift();
    if (failing && !failing.after) throw failing.error;
    const result = await apply();
    if (failing) throw failing.error;
    return result;
  }
}

export const FIRST = requestId(1);
