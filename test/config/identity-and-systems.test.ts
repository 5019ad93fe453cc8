import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { loadConfig } from '../../src/config.js';
import { PLAYGROUND, PRODUCTION, problemsOf, without } from './settings.js';

const PEM = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const CERTIFICATE = { CertificateThumbprint: 'AB:CD'.repeat(10), CertificatePrivateKey: PEM };

describe('configuration of', () => {
  describe('the bot’s credential', () => {
    it('may be a certificate, also with its line ends written out', () => {
      const CertificatePrivateKey = PEM.replaceAll('\n', '\\n');
      const { bot, graph } = loadConfig({
        ...without('MicrosoftAppPassword'),
        ...CERTIFICATE,
        CertificatePrivateKey,
      });
      const expected = { thumbprint: 'ABCD'.repeat(10), privateKey: PEM.trim() };
      assert.deepEqual(bot?.credential, { kind: 'certificate', ...expected });
      assert.deepEqual(graph?.credential, {
        kind: 'certificate',
        clientId: PRODUCTION.MicrosoftAppId,
        certificate: expected,
      });
    });

    it('must not be half a certificate, a broken one, or two things', () => {
      const bare = without('MicrosoftAppPassword');
      assert.deepEqual(
        problemsOf({ ...bare, CertificateThumbprint: CERTIFICATE.CertificateThumbprint }),
        ['CertificatePrivateKey'],
      );
      assert.deepEqual(problemsOf({ ...bare, ...CERTIFICATE, CertificatePrivateKey: 'nonsense' }), [
        'CertificatePrivateKey',
      ]);
      assert.deepEqual(problemsOf({ ...PRODUCTION, ...CERTIFICATE }), ['MicrosoftAppPassword']);
    });

    it('must not be there for a managed identity, which serves Graph too', () => {
      const managed = { MicrosoftAppType: 'UserAssignedMSI' };
      assert.deepEqual(problemsOf({ ...PRODUCTION, ...managed }), ['MicrosoftAppPassword']);
      const config = loadConfig({
        ...without('MicrosoftAppPassword'),
        ...managed,
        ...{ IDENTITY_ENDPOINT: 'http://127.0.0.1:41000/msi/token', IDENTITY_HEADER: 'h' },
      });
      assert.deepEqual(config.bot?.credential, { kind: 'managed-identity' });
      assert.deepEqual(config.graph?.credential, {
        kind: 'managed-identity',
        identity: {
          clientId: PRODUCTION.MicrosoftAppId,
          endpoint: { url: 'http://127.0.0.1:41000/msi/token', header: 'h' },
        },
      });
    });

    it('is of one tenant: MultiTenant is refused', () => {
      assert.deepEqual(problemsOf({ ...PRODUCTION, MicrosoftAppType: 'MultiTenant' }), [
        'MicrosoftAppType',
      ]);
    });
  });

  describe('without a bot identity', () => {
    it('starts for the Agents Playground on this machine alone', () => {
      const config = loadConfig(PLAYGROUND);
      assert.equal(config.bot, undefined);
      assert.equal(config.graph, undefined);
      assert.equal(config.redis, undefined);
      assert.equal(config.server.allowUnauthenticatedLocal, true);
      assert.deepEqual(config.allowedServiceUrls, ['http://localhost', 'http://127.0.0.1']);
      assert.equal(config.server.drainDelay, 0);
    });

    it('refuses a HOST that others reach, an app id, and service URLs elsewhere', () => {
      const name = 'ALLOW_UNAUTHENTICATED_LOCAL';
      assert.deepEqual(problemsOf({ ...PLAYGROUND, HOST: '0.0.0.0' }), [name]);
      assert.deepEqual(problemsOf({ ...PLAYGROUND, MicrosoftAppId: PRODUCTION.MicrosoftAppId }), [
        name,
      ]);
      const elsewhere = { ...PLAYGROUND, ALLOWED_SERVICE_URLS: 'https://smba.trafficmanager.net' };
      assert.deepEqual(problemsOf(elsewhere), ['ALLOWED_SERVICE_URLS']);
      for (const HOST of ['localhost', '::1', '127.0.0.2'])
        assert.ok(loadConfig({ ...PLAYGROUND, HOST }));
    });

    it('is refused otherwise, outside production too', () => {
      assert.deepEqual(problemsOf({}), [
        'MicrosoftAppPassword',
        'MicrosoftAppId',
        'MicrosoftAppTenantId',
      ]);
    });
  });

  describe('Redis', () => {
    it('may be several seeds of a Cluster or Sentinels', () => {
      const REDIS_URL = 'redis://a:6379, redis://b:6379';
      const cluster = loadConfig({ ...PRODUCTION, REDIS_URL, REDIS_MODE: 'cluster' });
      assert.deepEqual(cluster.redis, {
        mode: 'cluster',
        urls: ['redis://a:6379', 'redis://b:6379'],
      });
      const sentinel = { ...PRODUCTION, REDIS_URL, REDIS_MODE: 'sentinel' };
      assert.equal(
        loadConfig({ ...sentinel, REDIS_SENTINEL_NAME: 'desk' }).redis?.sentinelName,
        'desk',
      );
      assert.deepEqual(problemsOf(sentinel), ['REDIS_SENTINEL_NAME']);
      assert.deepEqual(problemsOf({ ...PRODUCTION, REDIS_URL }), ['REDIS_URL']);
    });

    it('may be the embedded one outside production', () => {
      assert.equal(loadConfig({ ...PLAYGROUND, REDIS_URL: 'embedded' }).redis, undefined);
    });
  });

  it('needs both or none of what belongs together', () => {
    assert.deepEqual(problemsOf({ ...PRODUCTION, CONFIGMGR_URL: 'https://cm.example' }), [
      'CONFIGMGR_SCOPE',
    ]);
    assert.deepEqual(problemsOf({ ...PRODUCTION, CONFIGMGR_SCOPE: 'api://x' }), ['CONFIGMGR_URL']);
    const GRAPH_CLIENT_ID = '33333333-3333-4333-8333-333333333333';
    assert.deepEqual(problemsOf({ ...PRODUCTION, GRAPH_CLIENT_ID }), ['GRAPH_CLIENT_SECRET']);
    assert.deepEqual(problemsOf({ ...PLAYGROUND, GRAPH_CLIENT_SECRET: 'x' }), ['GRAPH_CLIENT_ID']);
  });
});
