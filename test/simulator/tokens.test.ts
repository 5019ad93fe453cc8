import assert from 'node:assert/strict';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { askToken, call, graphBearer } from './callers.js';

describe('simulated tokens', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.close());

  async function verify(token: string): Promise<Record<string, unknown>> {
    const env = simulator.environment();
    const metadata = await call(env['ToBotFromChannelOpenIdMetadataUrl'] ?? '');
    const keys = createRemoteJWKSet(new URL(String(metadata.body['jwks_uri'])));
    const { payload } = await jwtVerify(token, keys, {
      issuer: env['ToBotFromChannelTokenIssuer'] ?? '',
      audience: env['MicrosoftAppId'] ?? '',
      algorithms: ['RS256'],
    });
    return payload;
  }

  it('signs channel tokens with a key that the metadata leads to', async () => {
    const payload = await verify(await simulator.teams.token());
    assert.equal(payload['serviceurl'], simulator.environment()['ALLOWED_SERVICE_URLS']);
  });

  it('endorses its key for Teams', async () => {
    const { body } = await call(`${simulator.url}/bf/keys`);
    const [key] = body['keys'] as Record<string, unknown>[];
    assert.deepEqual(key?.['endorsements'], ['msteams']);
  });

  it('forges tokens that a verifier refuses, each for its own reason', async () => {
    const { teams } = simulator;
    const wrong = await Promise.all([
      teams.token({ aud: 'someone-else' }),
      teams.token({ iss: 'https://evil.example' }),
      teams.token({ expiresIn: -3600 }),
      teams.token({ notBefore: 3600 }),
      teams.token({ key: 'other' }),
      teams.token({ key: 'other', kid: 'channel' }),
      teams.token({ alg: 'HS256' }),
      teams.token({ alg: 'none' }),
    ]);
    const outcomes = await Promise.allSettled(wrong.map(verify));
    const reasons = outcomes.map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : 'accepted',
    );
    assert.deepEqual(reasons, [
      'ERR_JWT_CLAIM_VALIDATION_FAILED',
      'ERR_JWT_CLAIM_VALIDATION_FAILED',
      'ERR_JWT_EXPIRED',
      'ERR_JWT_CLAIM_VALIDATION_FAILED',
      'ERR_JWKS_NO_MATCHING_KEY',
      'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
      'ERR_JOSE_ALG_NOT_ALLOWED',
      'ERR_JOSE_ALG_NOT_ALLOWED',
    ]);
  });

  it('leaves out or changes the service URL claim on request', async () => {
    const [none, other] = await Promise.all([
      simulator.teams.token({ serviceUrl: null }),
      simulator.teams.token({ serviceUrl: 'https://evil.example/' }),
    ]);
    assert.equal(decodeJwt(none)['serviceurl'], undefined);
    assert.equal(decodeJwt(other)['serviceurl'], 'https://evil.example/');
  });

  it('gives Graph tokens the roles of the app, and the bot none', async () => {
    const claims = decodeJwt(await graphBearer(simulator));
    assert.equal(claims.aud, 'https://graph.microsoft.com');
    assert.deepEqual(claims['roles'], simulator.entra.graphRoles);
    const asBot = await askToken(simulator, {
      client_id: simulator.company.bot.appId,
      client_secret: simulator.company.bot.password,
      scope: 'https://api.botframework.com/.default',
    });
    assert.deepEqual(decodeJwt(String(asBot.body['access_token']))['roles'], []);
  });

  it('answers a wrong secret with 401 invalid_client AADSTS7000215', async () => {
    const { status, body } = await askToken(simulator, { client_secret: 'guess' });
    assert.equal(status, 401);
    assert.equal(body['error'], 'invalid_client');
    assert.deepEqual(body['error_codes'], [7000215]);
    assert.match(String(body['error_description']), /^AADSTS7000215: /);
  });

  it('refuses an unknown app, scope and grant with 400', async () => {
    const answers = await Promise.all([
      askToken(simulator, { client_id: 'nobody' }),
      askToken(simulator, { scope: 'https://evil.example/.default' }),
      askToken(simulator, { grant_type: 'password' }),
    ]);
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body['error']]),
      [
        [400, 'unauthorized_client'],
        [400, 'invalid_scope'],
        [400, 'unsupported_grant_type'],
      ],
    );
  });

  it('publishes tenant metadata whose keys verify its access tokens', async () => {
    const tenant = simulator.company.tenantId;
    const base = `${simulator.url}/login/${tenant}`;
    const { body } = await call(`${base}/v2.0/.well-known/openid-configuration`);
    assert.equal(body['token_endpoint'], `${base}/oauth2/v2.0/token`);
    const keys = await call(String(body['jwks_uri']));
    const set = createLocalJWKSet(keys.body as unknown as JSONWebKeySet);
    const { payload } = await jwtVerify(await graphBearer(simulator), set);
    assert.equal(payload['tid'], tenant);
  });

  it('keeps secrets and tokens out of the journal', async () => {
    await graphBearer(simulator);
    const [entry] = simulator.journal.calls({ system: 'entra', path: '/token' }).slice(-1);
    const text = JSON.stringify(entry);
    assert.ok(!text.includes(simulator.company.graphApp.secret));
    assert.ok(!text.includes('eyJ'));
    assert.match(text, /\[redacted\]/);
  });
});
