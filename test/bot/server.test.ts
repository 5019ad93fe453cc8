import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody } from '../../src/bot/read-body.js';
import { refuse, reply } from '../../src/bot/reply.js';
import { createServer, type EdgeServer, type Readiness, type Route } from '../../src/bot/server.js';
import { keptLog } from './support/fakes.js';

async function start(
  messages: Route,
  readiness: () => Promise<Readiness>,
): Promise<{ server: EdgeServer; url: string }> {
  const server = createServer({ messages, readiness, log: keptLog() });
  const { port } = await server.listen(0, '127.0.0.1');
  return { server, url: `http://127.0.0.1:${port}` };
}

const ready = async (): Promise<Readiness> => ({ ready: true, problems: [] });

/** One activity over a connection of its own: the status line, or what came instead. */
function freshCall(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let said = '';
    socket.on('data', (data) => (said += data.toString()));
    socket.once('error', (error) => resolve(error.message));
    socket.once('close', () => resolve(said.split('\r\n', 1)[0] ?? ''));
    socket.write(
      'POST /api/messages HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}',
    );
  });
}

describe('the server', () => {
  it('names what is not ready, with 503', async () => {
    let state: Readiness = { ready: false, problems: ['redis', 'roles'] };
    const { server, url } = await start(
      async () => undefined,
      async () => state,
    );
    const before = await fetch(`${url}/ready`);
    assert.equal(before.status, 503);
    assert.deepEqual(await before.json(), { ready: false, problems: ['redis', 'roles'] });

    state = { ready: true, problems: [] };
    assert.equal((await fetch(`${url}/ready`)).status, 200);
    await server.close();
  });

  it('is not ready when readiness itself fails', async () => {
    const { server, url } = await start(
      async () => undefined,
      () => Promise.reject(new Error('down')),
    );
    assert.deepEqual(await (await fetch(`${url}/ready`)).json(), {
      ready: false,
      problems: ['readiness'],
    });
    await server.close();
  });

  it('answers 500 without details when a route throws', async () => {
    const { server, url } = await start(() => Promise.reject(new Error('secret host name')), ready);
    const response = await fetch(`${url}/api/messages`, { method: 'POST', body: '{}' });
    assert.equal(response.status, 500);
    assert.deepEqual(await response.json(), { error: 'error' });
    await server.close();
  });

  it('refuses with 503 beyond 200 requests at once, stays alive, and takes requests again afterwards', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { server, url } = await start(async (_request, response) => {
      await gate;
      reply(response, 200);
    }, ready);
    const post = (): Promise<Response> =>
      fetch(`${url}/api/messages`, { method: 'POST', body: '{}' });
    const first = Array.from({ length: 200 }, post);
    const late = await Promise.race([post(), ...first]);
    assert.equal(late.status, 503);
    assert.equal((await fetch(`${url}/live`)).status, 200);
    open();
    assert.deepEqual(
      new Set((await Promise.all(first)).map(({ status }) => status)),
      new Set([200]),
    );
    assert.equal((await post()).status, 200);
    await server.close();
  });

  it('lets a running request finish when it closes', async () => {
    const { server, url } = await start(async (_request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      reply(response, 200, { done: true });
    }, ready);
    const running = fetch(`${url}/api/messages`, { method: 'POST', body: '{}' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.close(2_000);
    assert.deepEqual(await (await running).json(), { done: true });
    await assert.rejects(fetch(`${url}/live`));
  });

  it('does not wait for a kept connection that a running request leaves idle', async () => {
    const { server, url } = await start(async (request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      request.resume();
      reply(response, 200, { done: true });
    }, ready);
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.resume();
    socket.write('POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const from = performance.now();
    await server.close(5_000);
    assert.ok(performance.now() - from < 2_000, 'it waited for an idle connection');
    socket.destroy();
  });

  it('asks for connections to be closed once the end is near, and answers all the same', async () => {
    const { server, url } = await start(async (request, response) => {
      request.resume();
      reply(response, 200, { done: true });
    }, ready);
    assert.notEqual((await fetch(`${url}/live`)).headers.get('connection'), 'close');
    const over = server.drain(150);
    const response = await fetch(`${url}/api/messages`, { method: 'POST', body: '{}' });
    assert.equal(response.headers.get('connection'), 'close');
    assert.deepEqual(await response.json(), { done: true });
    await over;
    await server.close();
  });

  it('resets no connection of a caller who heeds /ready, however the end falls', async function () {
    this.timeout(20_000);
    let near = false;
    const { server, url } = await start(
      async (request, response) => {
        request.resume();
        await sleep(20);
        reply(response, 200, { done: true });
      },
      async () => (near ? { ready: false, problems: ['draining'] } : { ready: true, problems: [] }),
    );
    const outcomes: string[] = [];
    const callers = Array.from({ length: 8 }, async () => {
      let open = true;
      while (open) {
        for (let call = 0; call < 10; call += 1) {
          outcomes.push(await freshCall(url));
          await sleep(5);
        }
        const state = await fetch(`${url}/ready`, { headers: { connection: 'close' } });
        open = state.status === 200;
      }
    });
    await sleep(300);
    near = true;
    await server.drain(400);
    await Promise.all([server.close(), ...callers]);
    assert.ok(outcomes.length >= 80, `${outcomes.length} calls`);
    assert.deepEqual([...new Set(outcomes)], ['HTTP/1.1 200 OK']);
  });

  it('waits for those who still send, but not for ever', async () => {
    const { server, url } = await start(async (request, response) => {
      request.resume();
      reply(response, 200);
    }, ready);
    let open = true;
    const stubborn = (async () => {
      while (open) await freshCall(url).then(() => sleep(50));
    })();
    const from = performance.now();
    await server.drain(50);
    const ms = performance.now() - from;
    open = false;
    await stubborn;
    assert.ok(ms > 1_500 && ms < 4_000, `${Math.round(ms)} ms`);
    await server.close();
  });

  it('rejects when its address is taken', async () => {
    const { server, url } = await start(async () => undefined, ready);
    const other = createServer({
      messages: async () => undefined,
      readiness: ready,
      log: keptLog(),
    });
    await assert.rejects(other.listen(Number(new URL(url).port), '127.0.0.1'), {
      code: 'EADDRINUSE',
    });
    await server.close();
  });
});

describe('a body that comes slowly', () => {
  it('is refused with 408 when its time is over', async () => {
    const limits = { bytes: 1_000, depth: 5, time: 150 };
    const { server, url } = await start(async (request, response) => {
      const read = await readBody(request, limits);
      if (read.kind === 'refused') refuse(request, response, read.status);
      else reply(response, 200);
    }, ready);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const answer = new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(data.toString())),
    );
    socket.write(
      'POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n{"a"',
    );
    assert.match(await answer, /^HTTP\/1\.1 408 /);
    socket.destroy();
    await server.close(100);
  });
});
