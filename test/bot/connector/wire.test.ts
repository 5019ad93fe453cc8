import assert from 'node:assert/strict';
import type { WireParts } from '../../../src/bot/connector/wire.js';
import { ConnectorFailure } from '../../../src/services/desk/failures.js';
import { personId } from '../support/fakes.js';
import { FaultyTeams, type Answer } from '../support/faulty-teams.js';

const OK: Answer = { status: 200, body: { id: '17' } };
const ERROR = (code: string) => ({ error: { code, message: 'with a secret: s3cr3t' } });

describe('the wire to Teams', () => {
  let teams: FaultyTeams;
  before(async () => {
    teams = await FaultyTeams.start();
  });
  after(() => teams.stop());
  beforeEach(() => {
    teams.seen.length = 0;
    teams.answers = [];
  });

  const to = () => ({ id: '19:a@thread.tacv2', serviceUrl: teams.serviceUrl, tenantId: 't' });
  const send = (parts?: WireParts) => teams.connector(parts).send(to(), { text: 'hi' });
  const update = (parts?: WireParts) => teams.connector(parts).update(to(), '17', { text: 'hi' });
  const failureOf = async (work: Promise<unknown>): Promise<ConnectorFailure['details']> => {
    try {
      await work;
    } catch (error) {
      assert.ok(error instanceof ConnectorFailure, `not a ConnectorFailure: ${String(error)}`);
      assert.ok(!error.message.includes('s3cr3t'));
      return error.details;
    }
    return assert.fail('did not fail');
  };

  it('posts a card alone, with its summary, and gives the id of the message', async () => {
    teams.answers = [OK];
    const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'x' }] };
    assert.equal(await teams.connector().send(to(), { card, summary: 'one line' }, '5'), '17');
    const [call] = teams.seen;
    assert.equal(
      decodeURIComponent(call?.url ?? ''),
      '/teams/v3/conversations/19:a@thread.tacv2;messageid=5/activities',
    );
    assert.equal(call?.authorization, 'Bearer first');
    assert.deepEqual(JSON.parse(call?.body ?? ''), {
      type: 'message',
      summary: 'one line',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
    });
  });

  it('waits as long as a 429 says, then sends again', async () => {
    teams.answers = [{ status: 429, headers: { 'retry-after': '1' } }, OK];
    const began = performance.now();
    assert.equal(await send(), '17');
    assert.ok(performance.now() - began >= 990);
  });

  for (const status of [429, 412]) {
    it(`sends again after a ${status} that names no time`, async () => {
      teams.answers = [{ status }, { status }, OK];
      assert.equal(await send(), '17');
      assert.equal(teams.seen.length, 3);
    });
  }

  it('hands a long Retry-After on instead of waiting for it', async () => {
    teams.answers = [{ status: 429, headers: { 'retry-after': '30' }, body: ERROR('Throttled') }];
    const details = await failureOf(send());
    assert.deepEqual(details, {
      system: 'teams',
      operation: 'send message',
      retryable: true,
      applied: 'no',
      status: 429,
      code: 'Throttled',
      retryAfter: 30_000,
    });
    assert.equal(teams.seen.length, 1);
  });

  for (const status of [502, 503, 504]) {
    it(`after ${status} updates again, but never posts again`, async () => {
      teams.answers = [{ status }, OK];
      await update();
      assert.equal(teams.seen.length, 2);

      teams.answers = [{ status }];
      const { applied, retryable } = await failureOf(send());
      assert.deepEqual(
        { applied, retryable, calls: teams.seen.length },
        { applied: 'maybe', retryable: true, calls: 3 },
      );
    });
  }

  it('does nothing again after a 500', async () => {
    teams.answers = [{ status: 500 }];
    assert.equal((await failureOf(update())).applied, 'maybe');
    assert.equal((await failureOf(send())).applied, 'maybe');
    assert.equal(teams.seen.length, 2);
  });

  it('after a lost answer updates again, but never posts again', async () => {
    teams.answers = ['reset', OK];
    await update();
    teams.answers = ['reset'];
    const { applied, status } = await failureOf(send());
    assert.deepEqual(
      { applied, status, calls: teams.seen.length },
      { applied: 'maybe', status: undefined, calls: 3 },
    );
  });

  it('gives up on a connector that hangs', async () => {
    teams.answers = ['hang'];
    const began = performance.now();
    const { applied, code, retryable } = await failureOf(send({ total: 300 }));
    assert.deepEqual(
      { applied, code, retryable },
      { applied: 'maybe', code: 'Timeout', retryable: true },
    );
    assert.ok(performance.now() - began < 1_000);
  });

  it('knows that a refused connection applied nothing', async () => {
    const gone = await FaultyTeams.start();
    await gone.stop();
    const work = gone
      .connector({ retryWithin: 50 })
      .send({ ...to(), serviceUrl: gone.serviceUrl }, { text: 'hi' });
    const { applied, code } = await failureOf(work);
    assert.deepEqual({ applied, code }, { applied: 'no', code: 'ECONNREFUSED' });
  });

  it('asks for a new token once after a 401', async () => {
    teams.answers = [{ status: 401 }, OK];
    let asked = 0;
    const freshToken = async () => `fresh-${(asked += 1)}`;
    assert.equal(await send({ freshToken }), '17');
    assert.equal(teams.seen[1]?.authorization, 'Bearer fresh-1');

    teams.answers = [{ status: 401 }];
    assert.equal((await failureOf(send({ freshToken }))).status, 401);
    assert.equal(asked, 2);
  });

  for (const [status, code] of [
    [403, 'BotNotInConversationRoster'],
    [404, 'ActivityNotFoundInConversation'],
    [413, 'MessageSizeTooBig'],
    [400, 'BadArgument'],
  ] as const) {
    it(`hands ${status} on at once, with Teams' code`, async () => {
      teams.answers = [{ status, body: ERROR(code) }];
      const details = await failureOf(update());
      assert.deepEqual(details, {
        system: 'teams',
        operation: 'update message',
        retryable: false,
        applied: 'no',
        status,
        code,
      });
      assert.equal(teams.seen.length, 1);
    });
  }

  it('follows no redirect, which would carry the token elsewhere', async () => {
    teams.answers = [{ status: 307, headers: { location: `${teams.serviceUrl}elsewhere` } }];
    assert.equal((await failureOf(send())).status, 307);
    assert.equal(teams.seen.length, 1);
  });

  it('reads the root of a new thread from activityId, or behind ;messageid=', async () => {
    const connector = teams.connector();
    teams.answers = [{ status: 201, body: { id: '19:a;messageid=5', activityId: '5' } }];
    assert.deepEqual(await connector.createThread(to(), { text: 'hi' }), { rootActivityId: '5' });
    teams.answers = [{ status: 201, body: { id: '19:a@thread.tacv2;messageid=6' } }];
    assert.deepEqual(await connector.createThread(to(), { text: 'hi' }), { rootActivityId: '6' });
    teams.answers = [{ status: 201, body: { id: '19:a@thread.tacv2' } }];
    assert.equal((await failureOf(connector.createThread(to(), { text: 'hi' }))).applied, 'maybe');
    const sent: unknown = JSON.parse(teams.seen[0]?.body ?? '');
    assert.deepEqual(sent, {
      isGroup: true,
      bot: { id: '28:app', name: '' },
      tenantId: 't',
      channelData: { channel: { id: '19:a@thread.tacv2' }, tenant: { id: 't' } },
      activity: { type: 'message', text: 'hi', textFormat: 'plain' },
    });
  });

  it('makes a chat with a person by their Teams id, or by their object id', async () => {
    const id = personId('a0000001-0000-4000-8000-000000000001');
    teams.answers = [{ status: 201, body: { id: 'a:7' } }];
    assert.equal(await teams.connector().createPersonal({ id, teamsId: '29:a' }, to()), 'a:7');
    await teams.connector().createPersonal({ id }, to());
    const members = teams.seen.map(
      ({ body }) => (JSON.parse(body) as { members: unknown }).members,
    );
    assert.deepEqual(members, [[{ id: '29:a', name: '' }], [{ id, name: '' }]]);
  });
});
