import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRedisMock } from 'js-redis-server';
import { createApp, type App } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { createLog } from '../../src/services/telemetry/log.js';
import { CAST, startSimulator, type Simulator } from '../index.js';

/** Who the Playground's own people are at Noordzee: the one who types by default, and the first of the others. */
export const STAND_INS = { 'user-id-0': CAST.eva, 'user-id-1': CAST.anna } as const;

export interface Playground {
  /** Where the Playground sends activities: `--app-endpoint`. */
  readonly messagesUrl: string;
  readonly simulator: Simulator;
  close(): Promise<void>;
}

export interface PlaygroundOptions {
  readonly quiet?: boolean;
  /** HOST, PORT, LOG_LEVEL; and what has to be refused: NODE_ENV, MicrosoftAppId. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Looked at often, so that who joined and left is seen at once. */
const POLICY = JSON.stringify({ session: { watchEvery: '1s' } });

const LOOK_EVERY = 50;
const ROLES_WITHIN = 5_000;

/** A bot with a registration of its own isn't for the Playground: these are taken over to be refused. */
const TAKEN_OVER = ['NODE_ENV', 'HOST', 'PORT', 'LOG_LEVEL', 'MicrosoftAppId'] as const;

/** Of the simulator's settings those about other systems than Teams. */
const SYSTEMS = /^(?:NODE_ENV|MicrosoftAppTenantId|ENTRA_|GRAPH_|TEAMVIEWER_|\w+_GROUPS)/;

/**
 * The bot for Microsoft 365 Agents Playground: no token, this machine only, a Redis in memory, and the simulator's
 * Graph and TeamViewer.
 *
 * @throws ConfigError for settings that it is refused with
 */
export async function startPlayground({ env, quiet }: PlaygroundOptions): Promise<Playground> {
  const [simulator, redis] = await Promise.all([startSimulator(), createRedisMock()]);
  const closeFar = async () => {
    await Promise.all([simulator.close(), redis.close()]);
  };
  try {
    const app = appOn(simulator, redis.url, { env, quiet });
    const { messagesUrl } = await startOrStop(app);
    await rolesRead(app);
    return {
      messagesUrl,
      simulator,
      async close() {
        await app.stop();
        await closeFar();
      },
    };
  } catch (error) {
    await closeFar();
    throw error;
  }
}

async function startOrStop(app: App) {
  try {
    return await app.start();
  } catch (error) {
    await app.stop();
    throw error;
  }
}

/** Until the groups were read for the first time nobody may do anything as an operator. */
async function rolesRead(app: App): Promise<void> {
  for (let tries = 0; tries < ROLES_WITHIN / LOOK_EVERY; tries += 1) {
    if ((await app.inside.store.roles.current()) !== undefined) return;
    await sleep(LOOK_EVERY);
  }
}

function appOn(simulator: Simulator, redisUrl: string, { env, quiet }: PlaygroundOptions) {
  const settings = {
    ...pick(simulator.environment(), (name) => SYSTEMS.test(name)),
    ...pick(env, (name) => TAKEN_OVER.some((taken) => taken === name)),
    ALLOW_UNAUTHENTICATED_LOCAL: '1',
    METRICS_PORT: '0',
    REDIS_URL: redisUrl,
    SECRETS_KEY: randomBytes(32).toString('base64'),
    POLICY_FILE: 'playground.json',
  };
  const config = loadConfig(settings, () => POLICY);
  const level = env['LOG_LEVEL'] ? config.logLevel : 'warn';
  const log = createLog({ level: quiet ? 'silent' : level });
  return createApp(config, { log, localPeople: STAND_INS });
}

function pick(
  env: Readonly<Record<string, string | undefined>>,
  wanted: (name: string) => boolean,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => value && wanted(name)));
}
