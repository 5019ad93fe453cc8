import assert from 'node:assert/strict';
import { createVerify, generateKeyPairSync } from 'node:crypto';
import { createTokens } from '../../../src/services/graph/token.js';
import type { GraphCredential, Tokens } from '../../../src/services/graph/token.js';
import { createHttp } from '../../../src/services/http/http.js';
import { json, tinyServer } from '../http/tiny-server.js';
import type { Answering, TinyServer } from '../http/tiny-server.js';
import { failureDetails, SECRET, TENANT } from './graph-parts.js';

const RESOURCE = 'https://graph.microsoft.com';
const NOW = Date.UTC(2026, 10, 20);

describe('tokens for Graph', () => {
  const servers: TinyServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function serve(
    answer: Answering,
    more: { credential?: GraphCredential; clock?: { now: number } } = {},
  ) {
    const server = await tinyServer(answer);
    servers.push(server);
    const { credential = SECRET, clock = { now: NOW } } = more;
    const settings = { loginUrl: server.url, tenantId: TENANT, resource: RESOURCE, credential };
    const tokens = createTokens(createHttp(), settings, () => clock.now);
    return { server, tokens, clock };
  }

  function numbered(expiresIn: number | string): Answering {
    let count = 0;
    return (_call, response) => {
      count += 1;
      json(response, 200, { access_token: `t${count}`, expires_in: expiresIn });
    };
  }

  it('are asked for with a form of client credentials', async () => {
    const { server, tokens } = await serve(numbered(3_599));
    assert.equal(await tokens.get(), 't1');
    const [call] = server.calls;
    assert.equal(call?.path, `/${TENANT}/oauth2/v2.0/token`);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(call?.body)), {
      client_id: 'app-1',
      client_secret: 'hush',
      grant_type: 'client_credentials',
      scope: `${RESOURCE}/.default`,
    });
  });

  it('are kept until five minutes before their end', async () => {
    const { tokens, clock } = await serve(numbered(3_600));
    await tokens.get();
    clock.now = NOW + 3_300_000 - 1;
    assert.equal(await tokens.get(), 't1');
    clock.now = NOW + 3_300_000;
    assert.equal(await tokens.get(), 't2');
  });

  it('are asked for once, however many wait', async () => {
    const { server, tokens } = await serve(numbered(3_600));
    const got = await Promise.all([tokens.get(), tokens.get(), tokens.get()]);
    assert.deepEqual(got, ['t1', 't1', 't1']);
    assert.equal(server.calls.length, 1);
  });

  it('that were refused are replaced, once for all who saw the same one refused', async () => {
    const { server, tokens } = await serve(numbered(3_600));
    await tokens.get();
    tokens.refused('t1');
    assert.equal(await tokens.get(), 't2');
    tokens.refused('t1');
    assert.equal(await tokens.get(), 't2');
    assert.equal(server.calls.length, 2);
  });

  it('are asked for again after a failure', async () => {
    let count = 0;
    const { tokens } = await serve((_call, response) => {
      count += 1;
      json(
        response,
        count === 1 ? 503 : 200,
        { access_token: 't', expires_in: 3_600 },
        { 'retry-after': '2' },
      );
    });
    assert.deepEqual(await details(tokens), {
      system: 'entra',
      operation: 'token',
      retryable: true,
      applied: 'no',
      status: 503,
      code: undefined,
      retryAfter: 2_000,
    });
    assert.equal(await tokens.get(), 't');
  });

  it('that can never come, because the secret is wrong, are a permanent failure with Entra’s number', async () => {
    const { tokens } = await serve((_call, response) =>
      json(response, 401, {
        error: 'invalid_client',
        error_codes: [7000215],
        error_description: 'hush',
      }),
    );
    const { retryable, applied, status, code } = await details(tokens);
    assert.deepEqual([retryable, applied, status, code], [false, 'no', 401, 'AADSTS7000215']);
  });

  it('are not believed without an access token', async () => {
    const { tokens } = await serve((_call, response) => json(response, 200, { expires_in: 5 }));
    const { retryable, code } = await details(tokens);
    assert.deepEqual([retryable, code], [true, 'unexpected-answer']);
  });

  it('are asked for with a signed assertion when there is a certificate', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const certificate = {
      thumbprint: 'AABB'.repeat(10),
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
    const { server, tokens } = await serve(numbered(3_600), {
      credential: { kind: 'certificate', clientId: 'app-1', certificate },
    });
    await tokens.get();
    const form = new URLSearchParams(server.calls[0]?.body);
    assert.equal(form.has('client_secret'), false);
    assert.match(form.get('client_assertion_type') ?? '', /jwt-bearer$/);
    const [header = '', claims = '', signature = ''] = (form.get('client_assertion') ?? '').split(
      '.',
    );
    const read = (part: string) =>
      JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
    assert.deepEqual(read(header), {
      alg: 'RS256',
      typ: 'JWT',
      x5t: Buffer.from(certificate.thumbprint, 'hex').toString('base64url'),
    });
    const { aud, iss, sub, exp, nbf } = read(claims);
    const seconds = NOW / 1_000;
    assert.deepEqual(
      [aud, iss, sub],
      [`${server.url}/${TENANT}/oauth2/v2.0/token`, 'app-1', 'app-1'],
    );
    assert.deepEqual([nbf, exp], [seconds, seconds + 600]);
    const verify = createVerify('RSA-SHA256').update(`${header}.${claims}`);
    assert.ok(verify.verify(publicKey, signature, 'base64url'));
  });

  it('come from the platform for a managed identity, whose numbers are texts', async () => {
    const server = await tinyServer((_call, response) =>
      json(response, 200, { access_token: 'm1', expires_on: String(NOW / 1_000 + 3_600) }),
    );
    servers.push(server);
    const clock = { now: NOW };
    const endpoint = { url: `${server.url}/msi/token`, header: 'platform' };
    const { tokens } = await serve(() => assert.fail('Entra is not asked'), {
      credential: { kind: 'managed-identity', identity: { clientId: 'id-1', endpoint } },
      clock,
    });
    assert.equal(await tokens.get(), 'm1');
    clock.now = NOW + 3_200_000;
    assert.equal(await tokens.get(), 'm1');
    const [call, ...others] = server.calls;
    assert.deepEqual(others, []);
    assert.equal(call?.method, 'GET');
    assert.equal(call?.headers['x-identity-header'], 'platform');
    const query = new URL(call?.path ?? '', server.url).searchParams;
    assert.deepEqual(Object.fromEntries(query), {
      resource: RESOURCE,
      client_id: 'id-1',
      'api-version': '2019-08-01',
    });
  });

  it('come from the metadata service on a virtual machine', async () => {
    const asked: Request[] = [];
    const http = createHttp({
      fetch: async (input, init) => {
        asked.push(new Request(input, init));
        return new Response('{"access_token":"v1","expires_in":"3599"}');
      },
    });
    const credential = { kind: 'managed-identity', identity: { clientId: 'id-1' } } as const;
    const settings = {
      loginUrl: 'https://login',
      tenantId: TENANT,
      resource: RESOURCE,
      credential,
    };
    assert.equal(await createTokens(http, settings, () => NOW).get(), 'v1');
    assert.match(
      asked[0]?.url ?? '',
      /^http:\/\/169\.254\.169\.254\/metadata\/identity\/oauth2\/token\?/,
    );
    assert.equal(asked[0]?.headers.get('metadata'), 'true');
  });

  const details = (tokens: Tokens) => failureDetails(() => tokens.get());
});
