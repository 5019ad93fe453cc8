import assert from 'node:assert/strict';
import { createHttp } from '../../../src/services/http/http.js';
import { createTeamViewerClient } from '../../../src/services/teamviewer/client.js';
import type { TeamViewerClient } from '../../../src/services/teamviewer/client.js';
import { isSessionLink } from '../../../src/services/teamviewer/links.js';
import { freePort } from '../../support/ports.js';
import { failureDetails } from '../graph/graph-parts.js';
import { head, json } from '../http/tiny-server.js';
import type { Answering } from '../http/tiny-server.js';
import { tinyTeamViewer } from './teamviewer-parts.js';
import type { TinyTeamViewer } from './teamviewer-parts.js';

const READ = { operation: 'look', method: 'GET', path: '/ping' } as const;
const WRITE = { operation: 'make', method: 'POST', path: '/sessions', json: {} } as const;

describe('TeamViewer client', () => {
  const far: TinyTeamViewer[] = [];
  afterEach(async () => {
    await Promise.all(far.splice(0).map((server) => server.close()));
  });

  async function serve(answer: Answering): Promise<TeamViewerClient> {
    const server = await tinyTeamViewer(answer);
    far.push(server);
    return server.client;
  }

  const cases: readonly (readonly [number, boolean, 'no' | 'maybe'])[] = [
    [400, false, 'no'],
    [403, false, 'no'],
    [404, false, 'no'],
    [408, true, 'maybe'],
    [429, true, 'no'],
    [500, true, 'maybe'],
    [503, true, 'maybe'],
  ];
  for (const [status, retryable, applied] of cases) {
    it(`calls a write that got ${status} ${retryable ? 'worth another try' : 'final'}, applied: ${applied}`, async () => {
      const client = await serve((_call, response) =>
        json(response, status, { error: 'some_word', error_code: 3 }, { 'retry-after': '30' }),
      );
      assert.deepEqual(await failureDetails(() => client.send(WRITE)), {
        system: 'teamviewer',
        operation: 'make',
        retryable,
        applied,
        status,
        code: 'some_word',
        retryAfter: 30_000,
      });
    });
  }

  it('never calls a read applied', async () => {
    const client = await serve((_call, response) => json(response, 500, {}));
    const { retryable, applied } = await failureDetails(() => client.send(READ));
    assert.deepEqual([retryable, applied], [true, 'no']);
  });

  it('calls a refused token a permanent failure that an admin can read', async () => {
    const client = await serve((_call, response) =>
      json(response, 401, { error: 'invalid_token' }),
    );
    const { retryable, applied, code } = await failureDetails(() => client.send(WRITE));
    assert.deepEqual([retryable, applied, code], [false, 'no', 'teamviewer-token']);
  });

  it('is in doubt about a write when the connection broke', async () => {
    const client = await serve((_call, response) => response.socket?.destroy());
    const { retryable, applied } = await failureDetails(() => client.send(WRITE));
    assert.deepEqual([retryable, applied], [true, 'maybe']);
  });

  it('is certain about a write when nobody listened', async () => {
    const settings = { baseUrl: `http://127.0.0.1:${await freePort()}`, token: 't' };
    const client = createTeamViewerClient(createHttp(), settings);
    const { retryable, applied, code } = await failureDetails(() => client.send(WRITE));
    assert.deepEqual([retryable, applied, code], [true, 'no', 'ECONNREFUSED']);
  });

  it('takes no code from a body that may hold anything', async () => {
    for (const body of ['busy', '{"error":"see https://get.teamviewer.com/s1-x"}', '{"error":7}']) {
      const client = await serve((_call, response) => head(response, 400).end(body));
      assert.equal((await failureDetails(() => client.send(WRITE))).code, undefined, body);
    }
  });
});

describe('session links', () => {
  it('are believed on a host of the list and below it, over https alone', () => {
    const cases: readonly (readonly [string, boolean])[] = [
      ['https://get.teamviewer.com/s06301144', true],
      ['https://teamviewer.com/s', true],
      ['https://get.teamviewer.com:8443/s', false],
      ['https://get.teamviewer.com.evil.example/s', false],
      ['https://notteamviewer.com/s', false],
      ['https://a@get.teamviewer.com/s', false],
      ['http://get.teamviewer.com/s', false],
      ['javascript:alert(1)', false],
      ['/s06301144', false],
    ];
    for (const [link, expected] of cases) {
      assert.equal(isSessionLink(link, ['teamviewer.com']), expected, link);
    }
    assert.equal(isSessionLink('https://get.teamviewer.com/s', []), false);
    assert.equal(isSessionLink('https://tv.noordzee.example/s', ['tv.noordzee.example']), true);
  });
});
