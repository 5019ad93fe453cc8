import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { CAST } from '../../simulator/index.js';
import { startEdge, type TestEdge } from './support/edge.js';

/** Posts bytes as they are; header names in lower case. */
function post(edge: TestEdge, body: string | Buffer, headers: Record<string, string> = {}) {
  return fetch(edge.messagesUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
}

/** A good message of Anna's, with some fields different. */
function activity(edge: TestEdge, change: object = {}): object {
  const { company, url } = edge.simulator;
  return {
    type: 'message',
    id: '1',
    text: 'help',
    channelId: 'msteams',
    serviceUrl: `${url}/teams/`,
    from: { id: '29:anna', name: 'Anna', aadObjectId: CAST.anna },
    recipient: { id: `28:${company.bot.appId}` },
    conversation: { id: 'a:1', conversationType: 'personal', tenantId: company.tenantId },
    channelData: { tenant: { id: company.tenantId } },
    ...change,
  };
}

const GENERIC: Readonly<Record<number, string>> = {
  400: 'bad request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not found',
  405: 'method not allowed',
  413: 'payload too large',
  415: 'unsupported media type',
};

async function assertRefused(response: Response, status: number): Promise<void> {
  assert.equal(response.status, status);
  assert.deepEqual(await response.json(), { error: GENERIC[status] });
}

describe('input that is not a verified activity', () => {
  let edge: TestEdge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.close());
  beforeEach(() => edge.reset());
  afterEach('runs no turn and leaves the process alive', async () => {
    assert.equal(edge.message.callCount + edge.click.callCount + edge.installed.callCount, 0);
    assert.equal((await fetch(`${edge.origin}/live`)).status, 200);
  });

  describe('on the way in', () => {
    it('is refused with 415 when it claims to be gzip, garbage or not', async () => {
      const bomb = gzipSync(Buffer.alloc(20_000_000, ' '));
      await assertRefused(await post(edge, 'no gzip at all', { 'content-encoding': 'gzip' }), 415);
      await assertRefused(await post(edge, bomb, { 'content-encoding': 'gzip' }), 415);
      await assertRefused(
        await post(edge, bomb.subarray(0, 50), { 'content-encoding': 'br' }),
        415,
      );
    });

    it('is refused with 415 when it is a form or has no type', async () => {
      await assertRefused(
        await post(edge, 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
        415,
      );
      await assertRefused(await post(edge, '{}', { 'content-type': 'application/jsonp' }), 415);
    });

    it('is refused with 413 when it is 1 MB, said beforehand or found out', async () => {
      const large = JSON.stringify({ text: 'x'.repeat(1_000_000) });
      await assertRefused(await post(edge, large), 413);
      const streamed = await fetch(edge.messagesUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: new Blob([large]).stream(),
        duplex: 'half',
      });
      await assertRefused(streamed, 413);
    });

    it('is cut off when it goes on without end after the refusal', async () => {
      const socket = connect(Number(new URL(edge.origin).port), '127.0.0.1');
      const closed = new Promise<void>((resolve) => {
        socket.once('close', () => resolve());
      });
      socket.on('error', () => undefined);
      socket.resume();
      socket.write(
        'POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n',
      );
      const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
      const timer = setInterval(() => socket.write(chunk), 1);
      await closed;
      clearInterval(timer);
    });

    for (const [what, body] of [
      ['broken', '{"type":'],
      ['empty', ''],
      ['a list', '[]'],
      ['a number', '7'],
      ['nested 40 deep', `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`],
      ['nested 50,000 deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
      ['no activity', '{}'],
    ] as const) {
      it(`is refused with 400 when its JSON is ${what}`, async () => {
        await assertRefused(await post(edge, body), 400);
      });
    }

    it('is refused with 405 or 404 where nothing is posted', async () => {
      const put = await fetch(edge.messagesUrl, { method: 'PUT', body: '{}' });
      assert.equal(put.headers.get('allow'), 'POST');
      await assertRefused(put, 405);
      await assertRefused(await fetch(edge.messagesUrl), 405);
      await assertRefused(await fetch(`${edge.origin}/wp-login.php`), 404);
    });
  });

  describe('with a good token', () => {
    for (const [what, status, change] of [
      ['has no type', 400, { type: undefined }],
      ['has a number as type', 400, { type: 7 }],
      ['has no serviceUrl', 400, { serviceUrl: undefined }],
      ['has an empty serviceUrl', 400, { serviceUrl: '' }],
      ['has no sender', 400, { from: undefined }],
      ['has a foreign serviceUrl', 403, { serviceUrl: 'https://evil.example/teams/' }],
      ['comes from another channel', 403, { channelId: 'emulator' }],
      ['is for another bot', 403, { recipient: { id: '28:somebody-else' } }],
      ['names no tenant', 403, { conversation: { id: 'a:1' }, channelData: {} }],
      [
        'is of another tenant',
        403,
        { channelData: { tenant: { id: '00000000-0000-4000-8000-00000000beef' } } },
      ],
      [
        'names two tenants',
        403,
        { conversation: { id: 'a:1', tenantId: '00000000-0000-4000-8000-00000000beef' } },
      ],
      [
        'is from another organisation’s person in a shared channel',
        403,
        {
          from: {
            id: '29:anna',
            name: 'Anna',
            aadObjectId: CAST.anna,
            tenantId: '00000000-0000-4000-8000-00000000beef',
          },
        },
      ],
      ['comes from nobody of the directory', 403, { from: { id: '29:x', name: 'Anonymous' } }],
      ['comes from a bot', 403, { from: { id: '28:other', aadObjectId: CAST.anna, role: 'bot' } }],
    ] as const) {
      it(`is refused with ${status} when it ${what}`, async () => {
        const { status: got, body } = await edge.simulator.teams.raw(activity(edge, change));
        assert.deepEqual({ status: got, body }, { status, body: { error: GENERIC[status] } });
      });
    }
  });

  describe('with a bad token', () => {
    const forged = {
      'an expired one': { expiresIn: -3600 },
      'one for another bot': { aud: 'somebody-else' },
      'one of another issuer': { iss: 'https://evil.example' },
      "one of the emulator's issuer": {
        iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
      },
      'one without the serviceurl claim': { serviceUrl: null },
      'one for another serviceUrl': { serviceUrl: 'https://smba.trafficmanager.net/emea/' },
      'one of an unknown key': { key: 'other' },
      'one whose signature is wrong': { key: 'other', kid: 'channel' },
      'one without a signature': { alg: 'none' },
      'one signed with the public key as a secret': { alg: 'HS256' },
      'one that is not valid yet': { notBefore: 3600 },
      "a skill's": { claims: { ver: '1.0', appid: 'another-bot' } },
    } as const;
    for (const [what, overrides] of Object.entries(forged)) {
      it(`such as ${what} is refused with 401`, async () => {
        const token = await edge.simulator.teams.token(overrides);
        const { status, body } = await edge.simulator.teams.raw(activity(edge), { token });
        assert.deepEqual({ status, body }, { status: 401, body: { error: 'unauthorized' } });
      });
    }

    for (const token of [null, '', 'garbage', 'a.b.c']) {
      it(`such as ${token === null ? 'none at all' : `"${token}"`} is refused with 401`, async () => {
        const { status, body } = await edge.simulator.teams.raw(activity(edge), { token });
        assert.deepEqual({ status, body }, { status: 401, body: { error: 'unauthorized' } });
      });
    }

    it('sends nothing to anybody', () => {
      const sent = edge.simulator.journal.calls({ system: 'teams' });
      assert.deepEqual(sent, []);
    });
  });
});

describe('a token of a minute ago', () => {
  it('is still good within the skew of five minutes', async () => {
    const edge = await startEdge();
    try {
      const token = await edge.simulator.teams.token({ expiresIn: -120 });
      assert.equal((await edge.simulator.teams.raw(activity(edge), { token })).status, 200);
      assert.equal(edge.message.callCount, 1);
    } finally {
      await edge.close();
    }
  });
});
