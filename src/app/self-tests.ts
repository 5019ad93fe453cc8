import { createAddressTest } from '../bot/address-test.js';
import { createAuthentication } from '../bot/authentication.js';
import { createChannelTest } from '../bot/channel-test.js';
import { commandsDigest } from '../bot/commands/digest.js';
import { createPackageTest } from '../bot/package-test.js';
import type { Config } from '../config.js';
import { finding, type SelfTest, type SelfTests } from '../services/desk/self-test.js';
import { createHttp } from '../services/http/http.js';
import { createStoreTests } from '../services/store/self-test.js';
import type { RedisClient } from '../services/store/redis.js';
import type { Store } from '../services/store/store.js';
import { createTeamViewerTests, teamViewerMissing } from '../services/teamviewer/self-test.js';
import type { Log } from '../services/telemetry/log.js';
import { runSelfTests } from './run-self-tests.js';
import { catalogueOf, graphTests, signInTests } from './graph-tests.js';
import { placesOf } from './places.js';
import { readPackageRecord } from './package-record.js';
import { runningVersion } from './version.js';

export interface SelfTestParts {
  readonly log: Log;
  /** Of purpose `web`. */
  readonly redis: RedisClient;
  readonly store: Pick<Store, 'roles' | 'agenda' | 'places'>;
}

/**
 * Everything `/doctor`, `npm run doctor` and the regular checkup look at. With clients of its own: a token or an answer
 * that the bot still keeps would hide what is broken.
 */
export function createSelfTests(config: Config, parts: SelfTestParts): SelfTests {
  const tests = testsOf(config, parts);
  return {
    run: (which, within) =>
      runSelfTests(
        tests.filter(({ watched }) => which === 'all' || watched),
        within,
        parts.log,
      ),
  };
}

function testsOf(config: Config, parts: SelfTestParts): readonly SelfTest[] {
  const { bot, teamViewer, expires } = config;
  const http = createHttp({ log: parts.log });
  const now = Date.now;
  return [
    ...(bot ? [channelTest(config, bot, parts), ...signInTests(config, bot, http)] : []),
    ...graphTests(config, http),
    ...(teamViewer
      ? createTeamViewerTests({ http, settings: teamViewer, end: expires.teamViewerToken, now })
      : [teamViewerMissing()]),
    ...redisTests(config, parts),
    policyTest(config),
    createPackageTest({
      version: runningVersion(),
      commandsDigest: commandsDigest(),
      record: readPackageRecord,
      catalogue: catalogueOf(config, http),
    }),
    createAddressTest({ publicUrl: config.appPackage.publicUrl, now }),
  ];
}

function channelTest(
  config: Config,
  bot: NonNullable<Config['bot']>,
  { store }: SelfTestParts,
): SelfTest {
  const authentication = createAuthentication(bot);
  const places = placesOf(config, store);
  return createChannelTest({
    places,
    clientFor: (serviceUrl) => authentication.connectorFor(serviceUrl),
  });
}

function redisTests(
  { bot, redis: settings, policy }: Config,
  { redis, store: { roles, agenda } }: SelfTestParts,
): readonly SelfTest[] {
  if (!bot || !settings) return [];
  const { urls } = settings;
  const { tenantId: tenant } = bot;
  return createStoreTests({ redis, tenant, urls, roles, agenda, rolesLast: policy.roles.maxAge });
}

/** A policy that can't be is refused at the start; here it is only told which one counts. */
function policyTest({ policyFile: file }: Config): SelfTest {
  const found = file
    ? finding('policy', 'policy.file', { file })
    : finding('policy', 'policy.defaults', {});
  return { check: 'policy', watched: false, run: async () => [found] };
}
