import { randomBytes } from 'node:crypto';
import { textOf } from '../../simulator/human.js';
import { CAST, noordzee, startSimulator, type Simulator } from '../../simulator/index.js';
import { createMeasures } from '../../src/app/measures.js';
import { createStorage } from '../../src/app/storage.js';
import { createTeamsSide } from '../../src/app/teams-side.js';
import { createServer } from '../../src/bot/server.js';
import { loadConfig, type Config } from '../../src/config.js';
import { createLocalTime } from '../../src/services/calendar/local-time.js';
import { createCalendar } from '../../src/services/calendar/calendar.js';
import { createDesk, type Desk } from '../../src/services/desk/execute.js';
import type { Store } from '../../src/services/store/store.js';
import { createLog } from '../../src/services/telemetry/log.js';
import { createMetrics } from '../../src/services/telemetry/metrics.js';
import { startRedis } from '../support/redis.js';

/** Another channel of the team; the help desk isn't there. */
export const ELSEWHERE = '19:NoordzeeCanteen0001@thread.tacv2';

/** What somebody was answered, in words. */
export interface Answered {
  readonly text: string;
  /** `HD-201`; undefined when nothing was refused. */
  readonly code: string | undefined;
}

export interface FrontDoor {
  readonly store: Store;
  readonly desk: Desk;
  readonly simulator: Simulator;
  /** `where`: `personal`, `channel` or a channel's id. */
  say(person: string, text: string, where: string): Promise<Answered>;
  click(person: string, click: Clicked, where: string): Promise<Answered>;
  stop(): Promise<void>;
}

export interface Clicked {
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly messageId?: string;
}

/** The bot behind its port, with everything but the agenda. Everybody is in the channel and has the app. */
export async function openFrontDoor(policy: object): Promise<FrontDoor> {
  const redis = await startRedis();
  const company = noordzee();
  const members = Object.values(CAST);
  const simulator = await startSimulator({
    company: { ...company, channel: { ...company.channel, members } },
  });
  simulator.teams.enforceRateLimit = false;
  simulator.teams.addChannel(ELSEWHERE, 'Canteen');
  for (const person of members) simulator.teams.setPresence(person, { installed: true });
  const bot = await startBot(configFor(simulator, redis.url, policy));
  simulator.connectBot(`http://127.0.0.1:${bot.port}/api/messages`);
  let count = 0;
  return {
    ...bot,
    simulator,
    async say(person, text, where) {
      const id = `17${String((count += 1)).padStart(11, '0')}`;
      await simulator.teams.say({ person, text, conversation: where, id });
      return spoken(answersTo(simulator, { person, where, id }));
    },
    async click(person, { verb, data, messageId = 'none' }, where) {
      const answer = await simulator.teams.click({
        ...{ person, conversation: where, messageId, verb, data },
      });
      return spoken([textOf(answer.body), JSON.stringify(answer.body)].join('\n'));
    },
    async stop() {
      await bot.stop();
      await simulator.close();
      await redis.stop();
    },
  };
}

function configFor(simulator: Simulator, url: string, policy: object): Config {
  const env = {
    ...simulator.environment(),
    REDIS_URL: url,
    SECRETS_KEY: randomBytes(32).toString('base64'),
    POLICY_FILE: 'policy.json',
    PORT: '0',
  };
  return loadConfig(env, () => JSON.stringify(policy));
}

async function startBot(given: Config) {
  const { bot: identity, redis: settings, policy } = given;
  if (!identity || !settings) throw new Error('not configured');
  const config = { ...given, bot: identity, redis: settings };
  const log = createLog({ level: 'silent' });
  const measures = createMeasures(createMetrics('0.0.0'), log);
  const sendLimits = [{ name: 'short', capacity: 10_000, each: 1 }];
  const { store, redis } = createStorage(config, { log, measures, sendLimits });
  const calendar = createCalendar(policy.hours);
  const localTime = createLocalTime();
  const desk = createDesk({ store: store.desk, roles: store.roles, calendar, policy, localTime });
  const directory = {
    devicesOf: async () => [],
    find: async () => [],
    groups: async () => [],
    membersOf: async () => [],
    guests: async () => [],
    devicesIn: async () => [],
    directoryRolesOf: async () => [],
    teamOf: async () => ({ members: [], owners: [] }),
  };
  const teams = createTeamsSide({
    ...{ config, log, store, calendar, localTime, desk, directory, measures, mayInstall: false },
    selfTests: { run: async () => [] },
    fileDrop: { allows: () => false, put: async () => {} },
  });
  const ready = async () => ({ ready: true, problems: [] });
  const server = createServer({ readiness: ready, messages: teams.messages, log });
  const { port } = await server.listen(0, '127.0.0.1');
  return {
    store,
    desk,
    port,
    async stop() {
      await server.close();
      await teams.idle();
      for (const client of Object.values(redis)) client.disconnect();
    },
  };
}

interface Asked {
  readonly person: string;
  readonly where: string;
  readonly id: string;
}

/** What the bot said to this person because of their message; somebody else's answers in the channel are not theirs. */
function answersTo({ teams }: Simulator, { person, where, id }: Asked): string {
  const all = teams.messages(where === 'personal' ? person : where);
  const after = all.slice(all.findIndex((message) => message.id === id) + 1);
  return after
    .filter(({ from, deleted }) => from.bot && deleted !== true)
    .filter(({ onlyFor, root }) =>
      where === 'personal' ? true : onlyFor === person || (onlyFor === undefined && root === id),
    )
    .map((message) => (message.card ? textOf(message.card) : (message.text ?? '')))
    .join('\n');
}

function spoken(text: string): Answered {
  return { text, code: /HD-\d{3}/.exec(text)?.[0] };
}
