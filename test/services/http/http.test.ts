import assert from 'node:assert/strict';
import { createHttp } from '../../../src/services/http/http.js';
import type { HttpCall } from '../../../src/services/http/http.js';
import { HttpFailure } from '../../../src/services/http/http-failure.js';
import { freePort } from '../../support/ports.js';
import { head, json, tinyServer } from './tiny-server.js';
import type { Answering, TinyServer } from './tiny-server.js';

describe('http', () => {
  const servers: TinyServer[] = [];
  const http = createHttp();

  async function serve(answer: Answering): Promise<TinyServer> {
    const server = await tinyServer(answer);
    servers.push(server);
    return server;
  }

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  function get(url: string, more: Partial<HttpCall> = {}): HttpCall {
    return { operation: 'test read', method: 'GET', url, ...more };
  }

  async function failureOf(call: HttpCall): Promise<HttpFailure> {
    try {
      await http(call);
    } catch (error) {
      if (error instanceof HttpFailure) return error;
      throw error;
    }
    throw new assert.AssertionError({ message: 'the call should have failed' });
  }

  it('sends JSON and gives back parsed JSON with the kept headers', async () => {
    const server = await serve((_call, response) =>
      json(response, 201, { id: 7 }, { 'request-id': 'r-1', 'x-secret-thing': 'no' }),
    );
    const answer = await http({
      operation: 'test write',
      method: 'POST',
      url: `${server.url}/things?a=1`,
      headers: { authorization: 'Bearer abc' },
      body: { json: { name: 'é' } },
    });
    assert.equal(answer.status, 201);
    assert.deepEqual(answer.body, { id: 7 });
    assert.equal(answer.headers['request-id'], 'r-1');
    assert.equal('x-secret-thing' in answer.headers, false);
    const [call] = server.calls;
    assert.equal(call?.method, 'POST');
    assert.equal(call?.path, '/things?a=1');
    assert.equal(call?.headers['content-type'], 'application/json');
    assert.equal(call?.headers.accept, 'application/json');
    assert.equal(call?.headers.authorization, 'Bearer abc');
    assert.deepEqual(JSON.parse(call?.body ?? ''), { name: 'é' });
  });

  it('sends a form as Entra wants it', async () => {
    const server = await serve((_call, response) => json(response, 200, {}));
    const form = {
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    };
    await http({ operation: 'form', method: 'POST', url: server.url, body: { form } });
    const [call] = server.calls;
    assert.match(call?.headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(call?.body)), form);
  });

  it('reads an answer without a body as undefined', async () => {
    const server = await serve((_call, response) => head(response, 204).end());
    const answer = await http(get(server.url, { method: 'PUT', body: { json: {} } }));
    assert.deepEqual([answer.status, answer.body], [204, undefined]);
  });

  it('turns an error status into a failure that holds status, body and the wait', async () => {
    const server = await serve((_call, response) =>
      json(response, 429, { error: { code: 'TooManyRequests' } }, { 'retry-after': '10' }),
    );
    const failure = await failureOf(get(server.url));
    assert.equal(failure.kind, 'status');
    assert.equal(failure.status, 429);
    assert.equal(failure.sent, true);
    assert.equal(failure.retryAfterMs, 10_000);
    assert.match(failure.body, /TooManyRequests/);
  });

  it('counts a Retry-After date from the far end’s own clock', async () => {
    const server = await serve((_call, response) =>
      json(
        response,
        503,
        {},
        {
          date: 'Wed, 21 Oct 2015 07:28:00 GMT',
          'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT',
        },
      ),
    );
    assert.equal((await failureOf(get(server.url))).retryAfterMs, 30_000);
  });

  it('keeps body and address out of what a failure shows when it is printed', async () => {
    const server = await serve((_call, response) => json(response, 400, { secret: 'hunter2' }));
    const failure = await failureOf(get(`${server.url}/users/anna@noordzee.example`));
    const shown = `${String(failure)} ${JSON.stringify(failure)} ${Object.entries(failure).join()}`;
    assert.doesNotMatch(shown, /hunter2|noordzee|127\.0\.0\.1/);
    assert.match(failure.body, /hunter2/);
  });

  it('reads no more than 64 KB of a failure', async () => {
    const server = await serve((_call, response) => head(response, 500).end('x'.repeat(300_000)));
    assert.equal((await failureOf(get(server.url))).body.length, 65_536);
  });

  it('refuses an answer that is bigger than 16 MB', async () => {
    const server = await serve((_call, response) =>
      response.end(`"${'x'.repeat(17 * 1_048_576)}"`),
    );
    const failure = await failureOf(get(server.url));
    assert.deepEqual([failure.kind, failure.status, failure.body.length], ['body', 200, 65_536]);
  });

  it('calls a success that is not JSON an unreadable answer', async () => {
    const server = await serve((_call, response) => response.end('<html>proxy</html>'));
    const failure = await failureOf(get(server.url));
    assert.deepEqual([failure.kind, failure.status, failure.sent], ['body', 200, true]);
  });

  it('gives up when the answer does not start in time', async () => {
    const server = await serve(() => undefined);
    const failure = await failureOf(get(server.url, { timeout: 50 }));
    assert.deepEqual([failure.kind, failure.sent], ['timeout', true]);
  });

  it('gives up when the body does not end in time', async () => {
    const server = await serve((_call, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"half":');
    });
    const failure = await failureOf(get(server.url, { timeout: 50 }));
    assert.deepEqual([failure.kind, failure.sent], ['timeout', true]);
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const port = await freePort();
    const failure = await failureOf(get(`http://127.0.0.1:${port}/`));
    assert.deepEqual(
      [failure.kind, failure.sent, failure.code],
      ['network', false, 'ECONNREFUSED'],
    );
  });

  it('knows that nothing was sent when every address of a name refused', async () => {
    const port = await freePort();
    const failure = await failureOf(get(`http://localhost:${port}/`));
    assert.deepEqual([failure.kind, failure.sent], ['network', false]);
  });

  it('does not claim that nothing was sent when the connection broke, and sends once', async () => {
    const server = await serve((_call, response) => response.socket?.destroy());
    const failure = await failureOf(get(server.url, { method: 'POST', body: { json: {} } }));
    assert.deepEqual([failure.kind, failure.sent], ['network', true]);
    assert.equal(server.calls.length, 1);
  });

  it('never follows a redirect, so that a bearer stays on its host', async () => {
    const other = await serve((_call, response) => json(response, 200, {}));
    const server = await serve((_call, response) =>
      head(response, 302, { location: `${other.url}/s12-345-678` }).end(),
    );
    const failure = await failureOf(get(server.url, { headers: { authorization: 'Bearer x' } }));
    assert.equal(failure.status, 302);
    const answer = await http(get(server.url, { accept: (status) => status === 302 }));
    assert.equal(answer.headers.location, `${other.url}/s12-345-678`);
    assert.equal(other.calls.length, 0);
  });

  it('keeps connections for later calls, failures included', async () => {
    const server = await serve((call, response) =>
      json(response, call.path === '/no' ? 404 : 200, {}),
    );
    for (let round = 0; round < 5; round += 1) {
      await http(get(server.url));
      await failureOf(get(`${server.url}/no`));
    }
    assert.equal(server.calls.length, 10);
    assert.ok(server.connections() <= 2, `${server.connections()} connections`);
  });

  it('logs operation, host and status; never a path, header or body', async () => {
    const lines: unknown[] = [];
    const log = {
      debug: (fields: object, message: string) => void lines.push({ ...fields, message }),
    };
    const server = await serve((call, response) =>
      json(response, call.path === '/no' ? 403 : 200, 'hush'),
    );
    const logged = createHttp({ log });
    await logged(get(`${server.url}/anna`, { headers: { authorization: 'Bearer hush' } }));
    await assert.rejects(logged(get(`${server.url}/no`)), HttpFailure);
    assert.equal(lines.length, 2);
    const text = JSON.stringify(lines);
    assert.match(text, /"operation":"test read".*"status":200.*"status":403,"failure":"status"/);
    assert.doesNotMatch(text, /hush|anna|Bearer/);
  });

  it('works with the fetch that it is given', async () => {
    const seen: string[] = [];
    const own = createHttp({
      fetch: async (input) => {
        seen.push(new Request(input).url);
        return new Response('{"ok":true}');
      },
    });
    assert.deepEqual((await own(get('https://graph.example/v1.0'))).body, { ok: true });
    assert.deepEqual(seen, ['https://graph.example/v1.0']);
  });
});
