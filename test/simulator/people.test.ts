import assert from 'node:assert/strict';
import { CAST, startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { cardActivity, connectorOf } from './callers.js';
import type { Body } from './callers.js';
import { startStubBot } from './stub-bot.js';
import type { StubBot } from './stub-bot.js';

const CARD = {
  type: 'AdaptiveCard',
  body: [
    {
      type: 'ActionSet',
      actions: [
        {
          type: 'Action.ShowCard',
          card: {
            type: 'AdaptiveCard',
            actions: [
              { type: 'Action.Execute', title: 'Deny', verb: 'deny', data: { id: 'REQ-1' } },
            ],
          },
        },
      ],
    },
  ],
};

describe('simulated people', () => {
  let simulator: Simulator;
  let bot: StubBot;
  beforeEach(async () => {
    simulator = await startSimulator();
    bot = await startStubBot();
    simulator.connectBot(bot.url);
  });
  afterEach(async () => {
    await simulator.close();
    await bot.close();
  });

  const last = (): Body => bot.received.at(-1)?.activity ?? {};

  async function postCard(): Promise<string> {
    const connect = await connectorOf(simulator);
    const { body } = await connect('/conversations', {
      method: 'POST',
      body: {
        isGroup: true,
        channelData: { channel: { id: simulator.teams.channelId } },
        activity: cardActivity(CARD),
      },
    });
    return String(body['activityId']);
  }

  it('send what they write as Teams does, in their own language and zone', async () => {
    const answer = await simulator.teams.say({ person: CAST.luc, text: 'écran noir' });
    assert.equal(answer.status, 200);
    const activity = last();
    const { from, conversation, recipient, channelData } = activity;
    assert.deepEqual(
      { from, recipient, channelData, locale: activity['locale'], zone: activity['localTimezone'] },
      {
        from: {
          id: simulator.teams.world.roster.get(CAST.luc).teamsId,
          name: 'Luc Martin',
          aadObjectId: CAST.luc,
        },
        recipient: { id: `28:${simulator.company.bot.appId}`, name: 'Deskside' },
        channelData: { tenant: { id: simulator.company.tenantId } },
        locale: 'fr-BE',
        zone: 'Europe/Brussels',
      },
    );
    assert.deepEqual(conversation, {
      id: simulator.teams.personalChat(CAST.luc),
      conversationType: 'personal',
      tenantId: simulator.company.tenantId,
    });
    assert.match(String(activity['localTimestamp']), /\+0[12]:00$/);
    assert.equal(activity['serviceUrl'], simulator.environment()['ALLOWED_SERVICE_URLS']);
    assert.match(bot.received[0]?.headers.authorization ?? '', /^Bearer eyJ/);
  });

  it('mention the bot in the channel, and people where the text names them', async () => {
    await simulator.teams.say({
      person: CAST.sam,
      conversation: 'channel',
      text: 'assign 1 @Priya a<b',
      mentions: [CAST.priya],
    });
    const activity = last();
    assert.equal(activity['text'], '<at>Deskside</at> assign 1 <at>Priya Nair</at> a&lt;b');
    const mentions = (activity['entities'] as Body[]).filter(({ type }) => type === 'mention');
    assert.deepEqual(
      mentions.map(({ mentioned }) => (mentioned as Body)['name']),
      ['Deskside', 'Priya Nair'],
    );
    const conversation = activity['conversation'] as Body;
    assert.equal(
      conversation['id'],
      `${simulator.teams.channelId};messageid=${String(activity['id'])}`,
    );
    assert.equal(conversation['isGroup'], true);
  });

  it('answer in a thread under its root', async () => {
    const root = await postCard();
    await simulator.teams.say({
      person: CAST.sam,
      conversation: 'channel',
      thread: root,
      text: 'take',
    });
    const conversation = last()['conversation'] as Body;
    assert.equal(conversation['id'], `${simulator.teams.channelId};messageid=${root}`);
    assert.equal(simulator.teams.messages('channel').at(-1)?.root, root);
  });

  it('edit a message: same id, messageUpdate, and the chat shows the new text', async () => {
    await simulator.teams.say({ person: CAST.anna, text: 'help', id: '77' });
    await simulator.teams.say({ person: CAST.anna, text: 'queue', id: '77', edited: true });
    const activity = last();
    assert.deepEqual([activity['type'], activity['id']], ['messageUpdate', '77']);
    assert.equal((activity['channelData'] as Body)['eventType'], 'editMessage');
    assert.deepEqual(
      simulator.teams.messages(CAST.anna).map(({ text, revision }) => [text, revision]),
      [['queue', 2]],
    );
  });

  it('get the same activity delivered several times when the line stutters', async () => {
    const answers = await simulator.teams.say({ person: CAST.anna, text: 'x', deliveries: 3 });
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal(new Set(bot.received.map(({ activity }) => activity['id'])).size, 1);
    assert.equal(simulator.teams.messages(CAST.anna).length, 1);
  });

  it('press a button they see, with the card’s data and their inputs', async () => {
    const messageId = await postCard();
    await simulator.teams.press({
      person: CAST.sam,
      messageId,
      verb: 'deny',
      inputs: { reason: 'no' },
    });
    const activity = last();
    assert.deepEqual(
      [activity['type'], activity['name'], activity['replyToId']],
      ['invoke', 'adaptiveCard/action', messageId],
    );
    const action = (activity['value'] as Body)['action'] as Body;
    assert.equal(action['verb'], 'deny');
    assert.deepEqual(action['data'], { id: 'REQ-1', reason: 'no' });
  });

  it('cannot press a button that is not there', async () => {
    const messageId = await postCard();
    await assert.rejects(
      simulator.teams.press({ person: CAST.sam, messageId, verb: 'approve' }),
      /only: deny/,
    );
  });

  it('see the answered card alone, until the message is updated', async () => {
    const messageId = await postCard();
    const value = { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: 'yours' }] };
    bot.answer = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value };
    await simulator.teams.press({ person: CAST.sam, messageId, verb: 'deny' });
    const message = simulator.teams.message(messageId);
    assert.deepEqual(message?.views, { [CAST.sam]: value });
    assert.deepEqual(message.card, CARD);
  });

  it('get a toast for a message answer, an error and an app that does not answer', async () => {
    const messageId = await postCard();
    const toasts: string[] = [];
    simulator.watch((change) => {
      if (change.type === 'toast') toasts.push(change.text);
    });
    const click = { person: CAST.sam, messageId, verb: 'deny' };
    bot.answer = {
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'ok',
    };
    await simulator.teams.press(click);
    bot.answer = {
      statusCode: 400,
      type: 'application/vnd.microsoft.error',
      value: { code: 'BadRequest', message: 'no' },
    };
    await simulator.teams.press(click);
    bot.status = 501;
    await simulator.teams.press(click);
    assert.deepEqual(toasts, ['ok', 'no', 'Unable to reach app. Please try again.']);
  });

  it('click with one id for all deliveries, or with new ids when the client retries', async () => {
    const messageId = await postCard();
    const click = { person: CAST.sam, messageId, verb: 'deny', deliveries: 3 };
    await simulator.teams.press(click);
    await simulator.teams.press({ ...click, newIds: true });
    const ids = bot.received.map(({ activity }) => activity['id']);
    assert.equal(new Set(ids.slice(0, 3)).size, 1);
    assert.equal(new Set(ids.slice(3)).size, 3);
  });

  it('are posted once more when the bot does not answer in time, unless switched off', async () => {
    simulator.teams.answerTimeoutMs = 40;
    bot.delayMs = 120;
    const late = await simulator.teams.say({ person: CAST.anna, text: 'x' });
    assert.equal(late.status, 504);
    assert.equal(bot.received.length, 2);
    simulator.teams.redeliver = false;
    await simulator.teams.say({ person: CAST.anna, text: 'y' });
    assert.equal(bot.received.length, 3);
  });

  it('add and remove the app, which tells the bot and changes what it may send', async () => {
    const connect = await connectorOf(simulator);
    const path = `/conversations/${simulator.teams.personalChat(CAST.anna)}/activities`;
    await simulator.teams.uninstall(CAST.anna);
    const refused = await connect(path, { method: 'POST', body: { type: 'message', text: 'x' } });
    await simulator.teams.install(CAST.anna);
    const sent = await connect(path, { method: 'POST', body: { type: 'message', text: 'x' } });
    assert.deepEqual([refused.status, sent.status], [403, 201]);
    const kinds = bot.received.map(({ activity }) => [activity['type'], activity['action']]);
    assert.deepEqual(kinds, [
      ['installationUpdate', 'remove'],
      ['conversationUpdate', undefined],
      ['installationUpdate', 'add'],
    ]);
  });

  it('post anything raw, with any token or none', async () => {
    await simulator.teams.raw({ type: 'message' }, { token: null });
    await simulator.teams.raw({ type: 'message' }, { token: 'forged' });
    await simulator.teams.raw({ type: 'message' });
    const tokens = bot.received.map(({ headers }) => headers.authorization);
    assert.deepEqual(tokens.slice(0, 2), [undefined, 'Bearer forged']);
    assert.match(tokens[2] ?? '', /^Bearer eyJ/);
  });

  it('are told that nobody answers when the bot is down', async () => {
    await bot.close();
    const answer = await simulator.teams.say({ person: CAST.anna, text: 'x' });
    assert.equal(answer.status, 502);
    bot = await startStubBot();
  });

  it('can be waited for: until a message fits', async () => {
    const connect = await connectorOf(simulator);
    const chat = simulator.teams.personalChat(CAST.anna);
    const waiting = simulator.teams.until(({ text }) => text === 'now');
    await connect(`/conversations/${chat}/activities`, {
      method: 'POST',
      body: { type: 'message', text: 'now' },
    });
    assert.equal((await waiting).conversation, chat);
    await assert.rejects(
      simulator.teams.until(({ text }) => text === 'never', 20),
      /within 20 ms/,
    );
  });
});
