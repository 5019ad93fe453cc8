import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectorFailure } from '../../src/services/desk/failures.js';
import { CAST } from '../../simulator/index.js';
import { startEdge, type TestEdge } from './support/edge.js';
import { personId } from './support/fakes.js';

const MESSAGE = 'application/vnd.microsoft.activity.message';
const CARD = 'application/vnd.microsoft.card.adaptive';

describe('a verified activity', () => {
  let edge: TestEdge;
  before(async () => {
    edge = await startEdge({ answerWithin: 300 });
  });
  after(() => edge.close());
  beforeEach(() => edge.reset());

  describe('that is a message', () => {
    it('reaches the conversations as a turn in the 1:1 chat, with who wrote and their language', async () => {
      const { status, body } = await edge.simulator.teams.say({
        person: CAST.anna,
        text: 'mijn scherm is zwart',
      });

      assert.deepEqual({ status, body }, { status: 200, body: undefined });
      const [turn] = edge.message.firstCall.args;
      assert.equal(turn.text, 'mijn scherm is zwart');
      assert.equal(turn.place, 'personal');
      assert.equal(turn.who.id, CAST.anna);
      assert.equal(turn.who.locale, 'nl');
      assert.equal(turn.who.timeZone, 'Europe/Amsterdam');
      assert.equal(turn.conversation.id, edge.simulator.teams.personalChat(CAST.anna));
      assert.equal(turn.conversation.root, undefined);
    });

    it('in the channel loses the mention of the bot and keeps those of people', async () => {
      await edge.simulator.teams.say({
        person: CAST.sam,
        conversation: 'channel',
        text: 'assign 12 @Priya',
        mentions: [CAST.priya],
      });

      const [turn] = edge.message.firstCall.args;
      assert.equal(turn.place, 'help-desk');
      assert.match(turn.text, /^assign 12 <at>Priya Nair<\/at>$/);
      assert.deepEqual(
        turn.mentions.map(({ name }) => name),
        ['Priya Nair'],
      );
      const mentioned = await turn.memberByTeamsId(turn.mentions[0]?.teamsId ?? '');
      assert.equal(mentioned, CAST.priya);
    });

    it('in a thread is answered in that thread', async () => {
      edge.message.callsFake(async (turn) => {
        await turn.send({ text: 'noted' });
      });
      const { rootActivityId } = await edge.connector.createThread(
        {
          id: edge.simulator.teams.channelId,
          serviceUrl: `${edge.simulator.url}/teams/`,
          tenantId: edge.simulator.company.tenantId,
        },
        { text: 'a request' },
      );

      await edge.simulator.teams.say({
        person: CAST.sam,
        conversation: 'channel',
        thread: rootActivityId,
        text: 'hm',
      });

      const [turn] = edge.message.firstCall.args;
      assert.equal(turn.conversation.root, rootActivityId);
      const last = edge.simulator.teams.messages('channel').at(-1);
      assert.deepEqual(
        { text: last?.text, root: last?.root },
        { text: 'noted', root: rootActivityId },
      );
    });

    it('runs no turn when it was edited', async () => {
      await edge.simulator.teams.say({
        person: CAST.anna,
        text: 'approve 1',
        id: '1700',
        edited: true,
      });

      sinonNotCalled(edge);
    });

    it('that fails is answered with an apology that carries a number, and the stack goes to the log', async () => {
      edge.message.rejects(new Error('boom'));

      const { status } = await edge.simulator.teams.say({ person: CAST.anna, text: 'hallo' });

      assert.equal(status, 200);
      const last = edge.simulator.teams.messages(CAST.anna).at(-1);
      assert.equal(last?.card?.['speak'], 'bug');
      assert.equal(last?.card?.['lang'], 'nl');
      const line = edge.log.lines.find(({ level }) => level === 'error');
      assert.match(JSON.stringify(line?.fields), /"shown":"[\da-f]{8}"/);
    });

    it('that is lost with Redis says whether it may have been recorded', async () => {
      const down = { system: 'redis', operation: 'commit', retryable: true } as const;
      edge.message.onFirstCall().rejects(new ConnectorFailure({ ...down, applied: 'no' }));
      edge.message.onSecondCall().rejects(new ConnectorFailure({ ...down, applied: 'maybe' }));

      await edge.simulator.teams.say({ person: CAST.anna, text: 'een' });
      await edge.simulator.teams.say({ person: CAST.anna, text: 'twee' });

      const said = edge.simulator.teams.messages(CAST.anna).map(({ card }) => card?.['speak']);
      assert.deepEqual(said.slice(-3), ['not-recorded', undefined, 'unsure']);
    });

    it('remembers what a turn put in its memory, for that person alone', async () => {
      const seen: unknown[] = [];
      edge.message.callsFake(async ({ memory }) => {
        seen.push(await memory.get('count'));
        await memory.set('count', Number((await memory.get('count')) ?? 0) + 1);
      });

      await edge.simulator.teams.say({ person: CAST.luc, text: 'un' });
      await edge.simulator.teams.say({ person: CAST.luc, text: 'deux' });
      await edge.simulator.teams.say({ person: CAST.tom, text: 'een' });

      assert.deepEqual(seen, [undefined, 1, undefined]);
    });
  });

  describe('that is a click', () => {
    const press = (data: unknown, verb = 'approve') =>
      edge.simulator.teams.click({
        person: CAST.sam,
        conversation: 'channel',
        messageId: '42',
        verb,
        data,
      });

    it('is answered with the card, as HTTP 200', async () => {
      edge.click.resolves({ card: { type: 'AdaptiveCard', version: '1.5' } });

      const { status, body } = await press({ id: 'REQ-1', version: 3, nonce: 'channel.3' });

      assert.equal(status, 200);
      assert.deepEqual(body, {
        statusCode: 200,
        type: CARD,
        value: { type: 'AdaptiveCard', version: '1.5' },
      });
      const [turn, click] = edge.click.firstCall.args;
      assert.equal(turn.text, '');
      assert.deepEqual(click, {
        verb: 'approve',
        data: { id: 'REQ-1', version: 3, nonce: 'channel.3' },
        messageId: '42',
        automatic: false,
      });
    });

    it('tells which card it lay on, so that a lost one can be adopted', async () => {
      await press({ id: 'REQ-1', nonce: 'channel.3' });

      assert.equal(edge.orphan.callCount, 1);
      assert.equal(edge.orphan.firstCall.args[0].messageId, '42');
    });

    for (const [what, value] of [
      ['without an action', {}],
      ['that is null', null],
      ['without a verb', { action: { type: 'Action.Execute', data: {} } }],
      ['with a list as data', { action: { type: 'Action.Execute', verb: 'x', data: [] } }],
      ['of another type', { action: { type: 'Action.Http', verb: 'x' } }],
    ] as const) {
      it(`${what} gets 200 and a sentence, and does nothing`, async () => {
        const { status, body } = await edge.simulator.teams.raw(invoke(edge, { value }));

        assert.equal(status, 200);
        assert.deepEqual(body, { statusCode: 200, type: MESSAGE, value: 'en not-understood' });
        sinonNotCalled(edge);
      });
    }

    it('by another name gets 200 and a sentence', async () => {
      const { status, body } = await edge.simulator.teams.raw(
        invoke(edge, { name: 'task/fetch', value: {} }),
      );

      assert.equal(status, 200);
      assert.match(JSON.stringify(body), /not-understood/);
    });

    it('that fails gets 200 and an apology', async () => {
      edge.click.rejects(new Error('boom'));

      assert.deepEqual(await press({}), {
        status: 200,
        body: { statusCode: 200, type: MESSAGE, value: 'en bug' },
      });
    });

    it('that takes too long is answered in time, and its later failure is logged', async () => {
      edge.click.callsFake(async () => {
        await sleep(500);
        throw new Error('too late');
      });

      const { body } = await press({});
      assert.deepEqual(body, { statusCode: 200, type: MESSAGE, value: 'en unsure' });
      await sleep(300);
      assert.ok(edge.log.lines.some(({ message }) => message === 'a late click failed'));
    });

    it('of an Action.Submit acts like any click, and its card is replaced', async () => {
      const { rootActivityId } = await edge.connector.createThread(
        {
          id: edge.simulator.teams.channelId,
          serviceUrl: `${edge.simulator.url}/teams/`,
          tenantId: edge.simulator.company.tenantId,
        },
        { card: { type: 'AdaptiveCard', speak: 'old' }, summary: 'old' },
      );
      edge.click.resolves({ card: { type: 'AdaptiveCard', speak: 'new' } });

      await edge.simulator.teams.raw(
        invoke(edge, {
          type: 'message',
          name: undefined,
          replyToId: rootActivityId,
          value: { verb: 'take', id: 'REQ-1' },
        }),
      );

      assert.deepEqual(edge.click.firstCall.args[1], {
        verb: 'take',
        data: { id: 'REQ-1' },
        messageId: rootActivityId,
        automatic: false,
      });
      const card = edge.simulator.teams
        .messages('channel')
        .find(({ id }) => id === rootActivityId)?.card;
      assert.equal(card?.['speak'], 'new');
    });
  });

  describe('that tells of the app being added or removed', () => {
    it('welcomes once, and brings the chat back to life', async () => {
      await edge.simulator.teams.say({ person: CAST.marie, text: 'bonjour' });
      const chat = edge.simulator.teams.personalChat(CAST.marie);
      await edge.simulator.teams.uninstall(CAST.marie);
      assert.ok(edge.places.dead.has(chat));

      await edge.simulator.teams.install(CAST.marie);

      assert.ok(!edge.places.dead.has(chat));
      assert.equal(edge.installed.callCount, 1);
      assert.equal(edge.places.chats.get(personId(CAST.marie))?.id, chat);
    });
  });
});

function sinonNotCalled({ message, click }: TestEdge): void {
  assert.equal(message.callCount + click.callCount, 0);
}

/** An invoke from Sam in the channel, with some fields different. */
function invoke(edge: TestEdge, change: object): object {
  const { company, url, teams } = edge.simulator;
  return {
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: 'f:1',
    channelId: 'msteams',
    serviceUrl: `${url}/teams/`,
    from: { id: '29:sam', name: 'Sam', aadObjectId: CAST.sam },
    recipient: { id: `28:${company.bot.appId}` },
    conversation: { id: teams.channelId, conversationType: 'channel', tenantId: company.tenantId },
    channelData: { tenant: { id: company.tenantId } },
    locale: 'en-GB',
    ...change,
  };
}
