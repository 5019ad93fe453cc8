import assert from 'node:assert/strict';
import { ConnectorFailure } from '../../../src/services/desk/failures.js';
import { FaultyTeams, type Answer } from '../support/faulty-teams.js';

const OK: Answer = { status: 201, body: { id: '17' } };
const CARD = {
  card: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'x' }] },
  summary: 'one line',
};
const PATH = '/teams/v3/conversations/19:a@thread.tacv2;messageid=5/activities';

describe('targeted messages', () => {
  let teams: FaultyTeams;
  before(async () => {
    teams = await FaultyTeams.start();
  });
  after(() => teams.stop());
  beforeEach(() => {
    teams.seen.length = 0;
    teams.answers = [OK];
  });

  const to = () => ({ id: '19:a@thread.tacv2', serviceUrl: teams.serviceUrl, tenantId: 't' });
  const whisper = (asked?: string) =>
    teams
      .connector()
      .whisper(to(), CARD, { teamsId: '29:sam', ...(asked === undefined ? {} : { asked }) }, '5');
  const call = () => {
    const [first] = teams.seen;
    assert.ok(first);
    const body: unknown = first.body === '' ? undefined : JSON.parse(first.body);
    return { ...first, url: decodeURIComponent(first.url), body };
  };

  it('name their one reader in the query and in the body, as Teams wants it', async () => {
    assert.equal(await whisper(), '17');
    const { method, url, authorization, body } = call();
    assert.equal(method, 'POST');
    assert.equal(url, `${PATH}?isTargetedActivity=true`);
    assert.equal(authorization, 'Bearer first');
    assert.deepEqual(body, {
      type: 'message',
      summary: 'one line',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: CARD.card }],
      recipient: { id: '29:sam', isTargeted: true },
    });
  });

  it('name the message they answer, which Teams shows above them', async () => {
    await whisper('1700');
    assert.match(
      JSON.stringify(call().body),
      /"entities":\[\{"type":"targetedMessageInfo","messageId":"1700"\}\]/,
    );
  });

  it('are changed without a recipient, and deleted, by targeted calls as well', async () => {
    await teams.connector().updateWhispered(to(), '17', { text: 'done' });
    const changed = call();
    assert.equal(changed.method, 'PUT');
    assert.equal(
      changed.url,
      '/teams/v3/conversations/19:a@thread.tacv2/activities/17?isTargetedActivity=true',
    );
    assert.deepEqual(changed.body, {
      type: 'message',
      text: 'done',
      textFormat: 'plain',
      id: '17',
    });
    teams.seen.length = 0;
    teams.answers = [{ status: 200 }];
    await teams.connector().removeWhispered(to(), '17');
    assert.equal(call().method, 'DELETE');
    assert.match(call().url, /activities\/17\?isTargetedActivity=true$/);
    assert.equal(call().body, undefined);
  });

  for (const [status, code] of [
    [400, 'BadArgument'],
    [403, 'BotNotInConversationRoster'],
    [404, 'ActivityNotFoundInConversation'],
  ] as const)
    it(`hand ${status} on at once, with Teams' code`, async () => {
      teams.answers = [{ status, body: { error: { code, message: 'no' } } }];
      await assert.rejects(whisper(), (error) => {
        assert.ok(error instanceof ConnectorFailure);
        assert.equal(error.details.operation, 'send message');
        assert.deepEqual([error.details.status, error.details.code], [status, code]);
        return true;
      });
      assert.equal(teams.seen.length, 1);
    });

  it('obey the same retry table as any other: again after 429, not after 502', async () => {
    teams.answers = [{ status: 429, headers: { 'retry-after': '0' } }, OK];
    assert.equal(await whisper(), '17');
    assert.equal(teams.seen.length, 2);
    teams.answers = [{ status: 502 }];
    await assert.rejects(whisper(), ConnectorFailure);
    assert.equal(teams.seen.length, 3);
  });

  it('have no id where Teams gave none', async () => {
    teams.answers = [{ status: 201, body: {} }];
    assert.equal(await whisper(), undefined);
  });
});
