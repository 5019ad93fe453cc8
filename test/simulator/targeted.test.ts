import assert from 'node:assert/strict';
import { Human } from '../../simulator/human.js';
import { CAST, startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { cardActivity, codeOf, connectorOf } from './callers.js';
import type { Answer, Connector } from './callers.js';
import { startStubBot, type StubBot } from './stub-bot.js';

const CARD = {
  type: 'AdaptiveCard',
  body: [{ type: 'TextBlock', text: 'for you' }],
  actions: [{ type: 'Action.Execute', verb: 'take', data: {} }],
};
const DAY = 24 * 60 * 60_000;

describe('targeted messages in the simulated Teams', () => {
  let simulator: Simulator;
  let connect: Connector;
  let bot: StubBot;
  beforeEach(async () => {
    simulator = await startSimulator();
    connect = await connectorOf(simulator);
    bot = await startStubBot();
    simulator.connectBot(bot.url);
  });
  afterEach(async () => {
    await simulator.close();
    await bot.close();
  });

  const human = (id: string): Human => new Human(simulator, id, 'channel');
  const teamsId = (id: string): string => simulator.teams.world.roster.get(id).teamsId;
  const at = (rest = '', query = '?isTargetedActivity=true'): string =>
    `/conversations/${encodeURIComponent(simulator.teams.channelId)}/activities${rest}${query}`;
  const to = (id: string) => ({ recipient: { id, isTargeted: true } });
  const whisper = (more: object = to(teamsId(CAST.sam))): Promise<Answer> =>
    connect(at(), { method: 'POST', body: { ...cardActivity(CARD), ...more } });
  const whispered = async (): Promise<string> => String((await whisper()).body['id']);

  it('are seen by their reader alone, who alone can press what is on them', async () => {
    const id = await whispered();
    assert.deepEqual(
      human(CAST.sam)
        .messages()
        .map((message) => message.id),
      [id],
    );
    assert.deepEqual(human(CAST.priya).messages(), []);
    await assert.rejects(
      simulator.teams.press({ person: CAST.priya, messageId: id, verb: 'take' }),
      /sees no take/,
    );
    await simulator.teams.press({ person: CAST.sam, messageId: id, verb: 'take' });
    const clicked = bot.received.at(-1)?.activity;
    assert.equal(clicked?.['replyToId'], id);
  });

  it('are known to targeted calls alone', async () => {
    const id = await whispered();
    const body = cardActivity(CARD);
    const plain = [
      await connect(at(`/${id}`, ''), { method: 'PUT', body }),
      await connect(at(`/${id}`, ''), { method: 'DELETE' }),
    ];
    assert.deepEqual(plain.map(codeOf), Array(2).fill('ActivityNotFoundInConversation'));
    const changed = await connect(at(`/${id}`), { method: 'PUT', body });
    assert.equal(changed.status, 200);
    assert.equal(simulator.teams.message(id)?.onlyFor, CAST.sam);
    const removed = await connect(at(`/${id}`), { method: 'DELETE' });
    assert.equal(removed.status, 200);
    assert.deepEqual(human(CAST.sam).messages(), []);
    const [call] = simulator.journal.calls({ method: 'POST', path: 'isTargetedActivity=true' });
    assert.equal(call?.status, 201);
  });

  it('are refused without a reader, for a stranger, in a 1:1 chat, and where there are none', async () => {
    const personal = encodeURIComponent(simulator.teams.personalChat(CAST.sam));
    const answers = [
      await whisper({}),
      await whisper({ recipient: { id: teamsId(CAST.sam) } }),
      await whisper(to('29:nobody')),
      await whisper(to(teamsId(CAST.anna))),
      await connect(`/conversations/${personal}/activities?isTargetedActivity=true`, {
        method: 'POST',
        body: { ...cardActivity(CARD), ...to(teamsId(CAST.sam)) },
      }),
    ];
    simulator.teams.setTargetedMessages(false);
    answers.push(await whisper());
    assert.deepEqual(
      answers.map(({ status }) => status),
      Array(6).fill(400),
    );
    assert.deepEqual(answers.map(codeOf), Array(6).fill('BadArgument'));
  });

  it('are refused to a bot that isn’t in the channel', async () => {
    simulator.teams.setBotInChannel(false);
    const answer = await whisper();
    assert.deepEqual([answer.status, codeOf(answer)], [403, 'BotNotInConversationRoster']);
  });

  it('keep their reader: an update that names one is refused', async () => {
    const id = await whispered();
    const body = { ...cardActivity(CARD), ...to(teamsId(CAST.priya)) };
    assert.equal((await connect(at(`/${id}`), { method: 'PUT', body })).status, 400);
  });

  it('are gone after a day', async () => {
    const id = await whispered();
    await simulator.clock.advance(DAY);
    assert.deepEqual(human(CAST.sam).messages(), []);
    const late = await connect(at(`/${id}`), { method: 'PUT', body: cardActivity(CARD) });
    assert.equal(codeOf(late), 'ActivityNotFoundInConversation');
  });

  it('reach the bot as slash commands do, and nobody else', async () => {
    await human(CAST.sam).slash('queue mine');
    const activity = bot.received.at(-1)?.activity;
    assert.equal(activity?.['text'], 'queue mine');
    assert.deepEqual(activity['recipient'], {
      id: `28:${simulator.company.bot.appId}`,
      name: 'Deskside',
      isTargeted: true,
    });
    assert.equal(human(CAST.sam).messages().length, 1);
    assert.deepEqual(human(CAST.priya).messages(), []);
    await assert.rejects(
      simulator.teams.say({ person: CAST.sam, text: 'queue', targeted: true }),
      /for channels/,
    );
  });

  it('can be shown above their answer to whom they came from, while they last', async () => {
    await human(CAST.sam).slash('queue');
    const [asked] = human(CAST.sam).messages();
    const above = (messageId: string, reader: string = CAST.sam) =>
      whisper({
        ...to(teamsId(reader)),
        entities: [{ type: 'targetedMessageInfo', messageId }],
      });
    assert.equal((await above(asked?.id ?? '')).status, 201);
    assert.equal(codeOf(await above(asked?.id ?? '', CAST.priya)), 'INVALID_TARGETED_MESSAGE_ID');
    assert.equal(codeOf(await above('17')), 'INVALID_TARGETED_MESSAGE_ID');
    await simulator.clock.advance(DAY);
    const late = await above(asked?.id ?? '');
    assert.deepEqual([late.status, codeOf(late)], [404, 'TARGETED_MESSAGE_EXPIRED_OR_DELETED']);
  });

  it('have no replies that all could read', async () => {
    await human(CAST.sam).slash('queue');
    const [asked] = human(CAST.sam).messages();
    const thread = encodeURIComponent(`${simulator.teams.channelId};messageid=${asked?.id}`);
    const answer = await connect(`/conversations/${thread}/activities`, {
      method: 'POST',
      body: cardActivity(CARD),
    });
    assert.equal(answer.status, 404);
  });
});
