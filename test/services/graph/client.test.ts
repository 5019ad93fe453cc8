import assert from 'node:assert/strict';
import { z } from 'zod';
import { withCorrelation } from '../../../src/services/telemetry/correlation.js';
import { json } from '../http/tiny-server.js';
import type { Answering } from '../http/tiny-server.js';
import { ACTIVITY, failureDetails, intuneError, intuneMessage, tinyGraph } from './graph-parts.js';
import type { TinyGraph } from './graph-parts.js';

const row = z.object({ id: z.string() });
const READ = { operation: 'things', path: '/v1.0/things?$select=id', schema: row };

describe('Graph client', () => {
  const graphs: TinyGraph[] = [];
  afterEach(async () => {
    await Promise.all(graphs.splice(0).map((graph) => graph.close()));
  });

  async function serve(answer: Answering, expiresIn?: number): Promise<TinyGraph> {
    const graph = await tinyGraph(answer, expiresIn);
    graphs.push(graph);
    return graph;
  }

  async function all(graph: TinyGraph): Promise<string[]> {
    const ids: string[] = [];
    for await (const { id } of graph.client.items(READ)) ids.push(id);
    return ids;
  }

  it('sends the token and asks for JSON', async () => {
    const graph = await serve((_call, response) => json(response, 200, { id: 'a', more: 1 }));
    assert.deepEqual(await graph.client.get(READ), { id: 'a' });
    const [call] = graph.reads();
    assert.equal(call?.path, '/v1.0/things?$select=id');
    assert.equal(call?.headers.authorization, 'Bearer t1');
    assert.equal(call?.headers.accept, 'application/json');
  });

  it('names the call by the correlation id, or by a fresh GUID where that is none', async () => {
    const graph = await serve((_call, response) => json(response, 200, { id: 'a' }));
    const id = 'c64ee84a-7c55-46ab-9181-fb075f6457a1';
    await withCorrelation(id, () => graph.client.get(READ));
    await withCorrelation('turn-7', () => graph.client.get(READ));
    const [first, second] = graph.reads().map((call) => call.headers['client-request-id']);
    assert.equal(first, id);
    assert.match(String(second), /^[\da-f]{8}-[\da-f-]{27}$/);
  });

  it('follows the whole nextLink, over empty pages, with the headers of the first call', async () => {
    const graph = await serve((call, response, url) => {
      const link = (token: string) => ({
        '@odata.nextLink': `${url}/v1.0/things?$skiptoken=${token}&x=%2B`,
      });
      if (call.path.endsWith('$select=id'))
        return json(response, 200, { value: [{ id: 'a' }], ...link('1') });
      if (call.path.includes('skiptoken=1'))
        return json(response, 200, { value: [], ...link('2') });
      return json(response, 200, { value: [{ id: 'b' }, { id: 'c' }] });
    });
    const ids: string[] = [];
    for await (const { id } of graph.client.items({ ...READ, eventual: true })) ids.push(id);
    assert.deepEqual(ids, ['a', 'b', 'c']);
    assert.equal(graph.reads()[2]?.path, '/v1.0/things?$skiptoken=2&x=%2B');
    for (const call of graph.reads()) assert.equal(call.headers.consistencylevel, 'eventual');
  });

  it('reads no further page than is asked for', async () => {
    const graph = await serve((_call, response, url) =>
      json(response, 200, {
        value: [{ id: 'a' }],
        '@odata.nextLink': `${url}/v1.0/things?$skip=1`,
      }),
    );
    for await (const { id } of graph.client.items(READ)) {
      assert.equal(id, 'a');
      break;
    }
    assert.equal(graph.reads().length, 1);
  });

  it('refuses a nextLink elsewhere, and sends no token there', async () => {
    const elsewhere = await serve((_call, response) => json(response, 200, { value: [] }));
    for (const link of [
      `${elsewhere.url}/v1.0/things?$skip=1`,
      '/v1.0/things?$skip=1',
      'nonsense',
    ]) {
      const graph = await serve((_call, response) =>
        json(response, 200, { value: [], '@odata.nextLink': link }),
      );
      const { retryable, code } = await failureDetails(() => all(graph));
      assert.deepEqual([retryable, code], [false, 'foreign-next-link']);
    }
    assert.equal(elsewhere.calls.length, 0);
  });

  it('stops when the pages never end', async () => {
    let page = 0;
    const graph = await serve((_call, response, url) => {
      page += 1;
      json(response, 200, { value: [], '@odata.nextLink': `${url}/v1.0/things?$skip=${page}` });
    });
    const { retryable, code } = await failureDetails(() => all(graph));
    assert.deepEqual([retryable, code], [false, 'too-many-pages']);
    assert.equal(page, 1_000);
  });

  it('asks for another token once when Graph calls it invalid', async () => {
    const graph = await serve((call, response) =>
      call.headers.authorization === 'Bearer t1'
        ? json(
            response,
            401,
            intuneError('InvalidAuthenticationToken', 'Lifetime validation failed'),
          )
        : json(response, 200, { id: 'a' }),
    );
    assert.deepEqual(await graph.client.get(READ), { id: 'a' });
    assert.equal(graph.signIns().length, 2);
  });

  it('gives up when the second token is refused too', async () => {
    const graph = await serve((_call, response) =>
      json(response, 401, intuneError('InvalidAuthenticationToken', 'no')),
    );
    const { retryable, status, code } = await failureDetails(() => graph.client.get(READ));
    assert.deepEqual([retryable, status, code], [false, 401, 'InvalidAuthenticationToken']);
    assert.deepEqual([graph.reads().length, graph.signIns().length], [2, 2]);
  });

  it('takes a 401 with Forbidden inside for a lack of rights, and asks for no other token', async () => {
    const message = JSON.stringify({
      ErrorCode: 'Forbidden',
      Message: intuneMessage('An error has occurred'),
    });
    for (const outer of ['UnknownError', 'InvalidAuthenticationToken']) {
      const graph = await serve((_call, response) =>
        json(response, 401, intuneError(outer, message)),
      );
      const { retryable, status, code } = await failureDetails(() => graph.client.get(READ));
      assert.deepEqual([retryable, status, code], [false, 401, 'Forbidden']);
      assert.equal(graph.signIns().length, 1);
    }
  });

  it('tells the log what Microsoft’s support asks for, without addresses', async () => {
    const graph = await serve((_call, response) =>
      json(
        response,
        403,
        intuneError('Forbidden', intuneMessage('Application is not authorized')),
        {
          'request-id': 'r-9',
        },
      ),
    );
    await failureDetails(() => graph.client.get(READ));
    const [line] = graph.logged;
    assert.equal(line?.reason, 'Application is not authorized');
    assert.equal(line?.activityId, ACTIVITY);
    assert.equal(line?.microsoftRequestId, 'r-9');
    assert.doesNotMatch(JSON.stringify(graph.logged), /fef\.example|Bearer|t1/);
  });

  describe('says whether it is worth trying again:', () => {
    const cases: readonly (readonly [number, boolean])[] = [
      [400, false],
      [403, false],
      [404, false],
      [408, true],
      [429, true],
      [500, true],
      [503, true],
      [504, true],
    ];
    for (const [status, retryable] of cases) {
      it(`${status} ${retryable ? 'is' : "isn't"}`, async () => {
        const graph = await serve((_call, response) =>
          json(response, status, intuneError('SomeCode', ''), { 'retry-after': '7' }),
        );
        assert.deepEqual(await failureDetails(() => graph.client.get(READ)), {
          system: 'graph',
          operation: 'things',
          applied: 'no',
          retryable,
          status,
          code: 'SomeCode',
          retryAfter: 7_000,
        });
      });
    }

    it('a 429 without Retry-After, as Intune sends it, is', async () => {
      const graph = await serve((_call, response) => json(response, 429, {}));
      const { retryable, retryAfter } = await failureDetails(() => graph.client.get(READ));
      assert.deepEqual([retryable, retryAfter], [true, undefined]);
    });

    it('a broken connection and an answer that does not fit are', async () => {
      const broken = await serve((_call, response) => response.socket?.destroy());
      const { retryable, applied } = await failureDetails(() => broken.client.get(READ));
      assert.deepEqual([retryable, applied], [true, 'no']);
      const odd = await serve((_call, response) => json(response, 200, { id: 7 }));
      const details = await failureDetails(() => odd.client.get(READ));
      assert.deepEqual([details.retryable, details.code], [true, 'unexpected-answer']);
    });
  });
});
