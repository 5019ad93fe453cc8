import assert from 'node:assert/strict';
import { ConfigError, loadConfig, loadServerConfig } from '../src/config.js';
import { createEnvReader } from '../src/config/env-reader.js';
import { DEFAULT_POLICY } from '../src/services/desk/policy.js';
import { errorOf, PRODUCTION, problemsOf, without } from './config/settings.js';
import type { Settings } from './config/settings.js';

describe('configuration', () => {
  it('fills in the defaults of production', () => {
    const config = loadConfig(PRODUCTION);
    assert.equal(config.production, true);
    assert.deepEqual(config.server, {
      host: '127.0.0.1',
      port: 3978,
      metricsHost: '127.0.0.1',
      metricsPort: 9464,
      drainDelay: 3_000,
      allowUnauthenticatedLocal: false,
    });
    assert.deepEqual(config.allowedServiceUrls, [
      'https://smba.trafficmanager.net',
      'https://smba.infra.gcc.teams.microsoft.com',
      'https://smba.infra.gov.teams.microsoft.us',
    ]);
    assert.deepEqual(config.redis, { mode: 'single', urls: [PRODUCTION.REDIS_URL] });
    assert.equal(config.policy, DEFAULT_POLICY);
    assert.deepEqual(config.secretsKey, Buffer.alloc(32, 7));
    assert.deepEqual(
      [config.logLevel, config.defaultLocale, config.defaultTimeZone],
      ['info', 'en', 'UTC'],
    );
    assert.deepEqual(
      [config.freeze, config.configMgr, config.teamViewer],
      [false, undefined, undefined],
    );
  });

  it('uses the bot’s own app for Graph when no other is named', () => {
    const { graph } = loadConfig(PRODUCTION);
    assert.deepEqual(graph, {
      baseUrl: 'https://graph.microsoft.com',
      loginUrl: 'https://login.microsoftonline.com',
      tenantId: PRODUCTION.MicrosoftAppTenantId,
      credential: { kind: 'secret', clientId: PRODUCTION.MicrosoftAppId, secret: 'hush-password' },
    });
  });

  it('reads every setting that is given', () => {
    const guid = '33333333-3333-4333-8333-333333333333';
    const config = loadConfig({
      ...PRODUCTION,
      ...{ HOST: '0.0.0.0', PORT: '80', METRICS_PORT: '9000', LOG_LEVEL: 'warn', FREEZE: '1' },
      ...{ METRICS_HOST: '10.0.0.5', DRAIN_DELAY: '8s', APP_SECRET_EXPIRES: '2027-05-31' },
      ...{
        GRAPH_SECRET_EXPIRES: '2027-06-01T09:30:00+02:00',
        TEAMVIEWER_TOKEN_EXPIRES: '2028-01-01',
      },
      ...{ DEFAULT_LOCALE: 'nl', DEFAULT_TIME_ZONE: 'Europe/Amsterdam' },
      ...{
        ChannelService: 'https://botframework.azure.us',
        OAuthUrl: 'https://api.botframework.azure.us',
      },
      ALLOWED_SERVICE_URLS: 'https://a.example, https://b.example/teams/',
      ...{ GRAPH_URL: 'https://graph.example/', ENTRA_LOGIN_URL: 'https://login.example' },
      ...{ GRAPH_CLIENT_ID: guid.toUpperCase(), GRAPH_CLIENT_SECRET: 'g' },
      ...{
        TEAMVIEWER_URL: 'https://tv.example',
        TEAMVIEWER_TOKEN: 't',
        TEAMVIEWER_LINK_HOSTS: 'tv.example',
      },
      ...{ CONFIGMGR_URL: 'https://cm.example/AdminService', CONFIGMGR_SCOPE: 'api://cm/.default' },
      ...{
        OPERATOR_GROUPS: `${guid},${PRODUCTION.MicrosoftAppId}`,
        ADMIN_GROUPS: guid,
        AUDITOR_GROUPS: guid,
      },
      HELPDESK_CHANNEL: '19:abc@thread.tacv2',
      AUDIT_KEY: Buffer.alloc(40).toString('base64'),
      ...{ TEAMS_APP_ID: guid, PUBLIC_URL: 'https://desk.example', DEVELOPER_NAME: 'Noordzee' },
      ...{
        WEBSITE_URL: 'https://n.example',
        PRIVACY_URL: 'https://n.example/p',
        TERMS_URL: 'https://n.example/t',
      },
    });
    assert.deepEqual(
      [config.server.host, config.server.port, config.freeze],
      ['0.0.0.0', 80, true],
    );
    assert.equal(config.bot?.channelService, 'https://botframework.azure.us');
    assert.deepEqual(config.bot?.overrides, { OAuthUrl: 'https://api.botframework.azure.us' });
    assert.deepEqual(config.allowedServiceUrls, ['https://a.example', 'https://b.example/teams/']);
    assert.equal(config.graph?.baseUrl, 'https://graph.example');
    assert.deepEqual(config.graph?.credential, { kind: 'secret', clientId: guid, secret: 'g' });
    assert.deepEqual(config.teamViewer, {
      baseUrl: 'https://tv.example',
      token: 't',
      linkHosts: ['tv.example'],
    });
    assert.deepEqual(config.configMgr, {
      baseUrl: 'https://cm.example/AdminService',
      scope: 'api://cm/.default',
    });
    assert.deepEqual(config.roleGroups.operators, [guid, PRODUCTION.MicrosoftAppId]);
    assert.equal(config.helpDeskChannel, '19:abc@thread.tacv2');
    assert.equal(config.auditKey?.byteLength, 40);
    assert.deepEqual(
      [config.server.metricsHost, config.server.metricsPort, config.server.drainDelay],
      ['10.0.0.5', 9_000, 8_000],
    );
    assert.deepEqual(config.expires, {
      appSecret: Date.UTC(2027, 4, 31),
      graphSecret: Date.UTC(2027, 5, 1, 7, 30),
      teamViewerToken: Date.UTC(2028, 0, 1),
    });
    assert.equal(config.appPackage.publicUrl, 'https://desk.example');
    assert.deepEqual([config.defaultLocale, config.defaultTimeZone], ['nl', 'Europe/Amsterdam']);
  });

  it('takes an empty setting for one that is not there', () => {
    assert.equal(loadConfig({ ...PRODUCTION, PORT: '', TEAMVIEWER_TOKEN: '  ' }).server.port, 3978);
  });

  it('reports everything that is wrong at once, with what to do and without a value', () => {
    const error = errorOf({
      ...PRODUCTION,
      PORT: 'hush-port',
      LOG_LEVEL: 'hush-level',
      REDIS_URL: 'http://user:hush-redis@cache',
      MicrosoftAppId: 'hush-id',
      SECRETS_KEY: 'hush-key',
      OPERATOR_GROUPS: 'hush-group',
      DEFAULT_TIME_ZONE: 'Hush/Zone',
    });
    assert.deepEqual(error.problems.map(({ name }) => name).sort(), [
      'DEFAULT_TIME_ZONE',
      'LOG_LEVEL',
      'MicrosoftAppId',
      'OPERATOR_GROUPS',
      'PORT',
      'REDIS_URL',
      'SECRETS_KEY',
    ]);
    assert.doesNotMatch(error.message, /hush/i);
    assert.match(error.message, /PORT must be a port number\. Correct it/);
    for (const { remedy } of error.problems) assert.ok(remedy.length > 10);
  });

  describe('in production', () => {
    for (const name of [
      'MicrosoftAppId',
      'MicrosoftAppTenantId',
      'MicrosoftAppPassword',
      'REDIS_URL',
      'SECRETS_KEY',
    ] as const) {
      it(`refuses to start without ${name}`, () => {
        assert.deepEqual(problemsOf(without(name)), [name]);
      });
    }

    it('refuses the embedded Redis', () => {
      assert.deepEqual(problemsOf({ ...PRODUCTION, REDIS_URL: 'embedded' }), ['REDIS_URL']);
    });

    it('refuses service URLs and base addresses without https', () => {
      const names = ['ALLOWED_SERVICE_URLS', 'GRAPH_URL', 'ENTRA_LOGIN_URL', 'TEAMVIEWER_URL'];
      for (const name of names) {
        assert.deepEqual(problemsOf({ ...PRODUCTION, [name]: 'http://127.0.0.1:4000/teams/' }), [
          name,
        ]);
      }
    });

    it('refuses ALLOW_UNAUTHENTICATED_LOCAL', () => {
      const problems = problemsOf({ ...PRODUCTION, ALLOW_UNAUTHENTICATED_LOCAL: '1' });
      assert.ok(problems.includes('ALLOW_UNAUTHENTICATED_LOCAL'));
    });
  });

  it('refuses values of the wrong form', () => {
    const wrong: Settings = {
      PORT: '70000',
      FREEZE: 'yes please',
      HELPDESK_CHANNEL: '19:abc@thread.tacv2;messageid=1',
      SECRETS_KEY: Buffer.alloc(16).toString('base64'),
      AUDIT_KEY: Buffer.alloc(8).toString('base64'),
      GRAPH_URL: 'https://user:pw@graph.example',
      ALLOWED_SERVICE_URLS: 'https:smba.example',
      PUBLIC_URL: 'http://desk.example',
      TEAMVIEWER_LINK_HOSTS: 'https://get.teamviewer.com/',
      ADMIN_GROUPS: ',',
      DEFAULT_LOCALE: 'de',
      TEAMS_APP_ID: 'x',
      APP_SECRET_EXPIRES: '31-05-2027',
      TEAMVIEWER_TOKEN_EXPIRES: '2027-02-30',
      DRAIN_DELAY: '20s',
      REDIS_URL: 'redis://a redis://b',
    };
    for (const [name, value] of Object.entries(wrong)) {
      assert.deepEqual(problemsOf({ ...PRODUCTION, [name]: value }), [name], name);
    }
  });

  it('reads the environment of the process by default', () => {
    assert.throws(() => loadConfig(), ConfigError);
  });
});

describe('environment reader', () => {
  it('goes on after a problem', () => {
    const reader = createEnvReader({ PORT: 'x' });
    reader.report('PORT', 'is odd', 'Change it');
    reader.report('HOST', 'is missing', 'Set it');
    assert.deepEqual(
      reader.problems.map(({ name }) => name),
      ['PORT', 'HOST'],
    );
    assert.deepEqual([reader.isSet('PORT'), reader.isSet('HOST')], [true, false]);
  });

  it('takes no slip of NODE_ENV for leave to drop the checks of production', () => {
    for (const slip of ['Production', 'prod', 'staging']) {
      assert.throws(
        () => loadServerConfig({ NODE_ENV: slip }),
        /NODE_ENV must be production, development or test/,
      );
    }
  });
});
