import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { CAST, startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { call, cardActivity, codeOf, connectorOf, graphBearer } from './callers.js';
import type { Answer, Connector } from './callers.js';

const CARD = { type: 'AdaptiveCard', version: '1.5', body: [] };

describe('simulated connector', () => {
  let simulator: Simulator;
  let connect: Connector;
  beforeEach(async () => {
    simulator = await startSimulator();
    connect = await connectorOf(simulator);
  });
  afterEach(() => simulator.close());

  const at = (conversation: string, rest = ''): string =>
    `/conversations/${encodeURIComponent(conversation)}/activities${rest}`;
  const send = (conversation: string, body: unknown, rest = ''): Promise<Answer> =>
    connect(at(conversation, rest), { method: 'POST', body });
  const openChat = (id: string, more = {}): Promise<Answer> =>
    connect('/conversations', {
      method: 'POST',
      body: {
        isGroup: false,
        bot: { id: simulator.state().bot.id },
        members: [{ id }],
        tenantId: simulator.company.tenantId,
        ...more,
      },
    });
  const postRoot = (): Promise<Answer> =>
    connect('/conversations', {
      method: 'POST',
      body: {
        isGroup: true,
        tenantId: simulator.company.tenantId,
        channelData: { channel: { id: simulator.teams.channelId } },
        activity: cardActivity(CARD),
      },
    });

  it('refuses calls without a token, or with one for Graph', async () => {
    const url = `${simulator.url}/teams/v3${at(simulator.teams.channelId)}`;
    const bearer = await graphBearer(simulator);
    const without = await call(url, { method: 'POST', body: cardActivity(CARD) });
    const foreign = await call(url, { method: 'POST', body: cardActivity(CARD), bearer });
    assert.deepEqual([without.status, foreign.status], [401, 401]);
    assert.equal(simulator.teams.messages('channel').length, 0);
  });

  it('opens the same chat for a person each time, by Teams id and by object id', async () => {
    const anna = simulator.company.people.find(({ id }) => id === CAST.anna);
    const first = await openChat(anna?.teamsId ?? '');
    const second = await openChat(CAST.anna);
    assert.equal(first.status, 201);
    assert.match(String(first.body['id']), /^a:/);
    assert.deepEqual(second.body, first.body);
  });

  it('does not open a chat where the app is not installed, in another tenant or for a stranger', async () => {
    const answers = [
      await openChat(CAST.gus),
      await openChat(CAST.anna, { tenantId: randomUUID() }),
      await openChat('29:nobody'),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [403, 400, 400],
    );
    assert.deepEqual(answers.map(codeOf).slice(0, 1), ['ForbiddenOperationException']);
  });

  it('starts a thread in the channel and names both its conversation and its activity', async () => {
    const { status, body } = await postRoot();
    assert.equal(status, 201);
    const id = String(body['activityId']);
    assert.equal(body['id'], `${simulator.teams.channelId};messageid=${id}`);
    assert.deepEqual(simulator.teams.message(id)?.card, CARD);
    assert.equal(simulator.teams.message(id)?.root, null);
  });

  it('puts what is sent to a thread under its root', async () => {
    const root = (await postRoot()).body;
    const reply = await send(String(root['id']), { type: 'message', text: 'noted' });
    const message = simulator.teams.message(String(reply.body['id']));
    assert.equal(message?.root, root['activityId']);
    assert.equal(message?.conversation, simulator.teams.channelId);
    assert.equal(message?.text, 'noted');
  });

  it('accepts a reply to an activity id that never was, as the SDK sends proactive messages', async () => {
    const chat = simulator.teams.personalChat(CAST.anna);
    const reply = await send(chat, { type: 'message', text: 'hallo' }, `/${randomUUID()}`);
    assert.equal(reply.status, 201);
    assert.equal(simulator.teams.message(String(reply.body['id']))?.text, 'hallo');
  });

  it('splits text and card of one activity into two messages and names neither', async () => {
    const chat = simulator.teams.personalChat(CAST.anna);
    const reply = await send(chat, { ...cardActivity(CARD), text: 'hier' });
    assert.equal(reply.status, 201);
    assert.equal(reply.body['id'], undefined);
    const [text, card] = simulator.teams.messages(CAST.anna);
    assert.deepEqual(
      [text?.text, text?.card, card?.text, card?.card],
      ['hier', undefined, undefined, CARD],
    );
  });

  it('updates in place: same id, next revision, nobody keeps an own view', async () => {
    const id = String((await postRoot()).body['activityId']);
    simulator.teams.world.setView(id, simulator.teams.world.roster.get(CAST.sam), { mine: true });
    const next = { ...CARD, body: [{ type: 'TextBlock', text: 'later' }] };
    const put = await connect(at(simulator.teams.channelId, `/${id}`), {
      method: 'PUT',
      body: cardActivity(next),
    });
    assert.deepEqual([put.status, put.body['id']], [200, id]);
    const message = simulator.teams.message(id);
    assert.equal(message?.revision, 2);
    assert.ok(message.updatedAt);
    assert.equal(message.views, undefined);
    assert.deepEqual(message.card, next);
  });

  it('knows no update of what is unknown, deleted or somebody else’s', async () => {
    const id = String((await postRoot()).body['activityId']);
    const put = (activity: string): Promise<Answer> =>
      connect(at(simulator.teams.channelId, `/${activity}`), {
        method: 'PUT',
        body: cardActivity(CARD),
      });
    const unknown = await put('1');
    simulator.teams.deleteMessage(id);
    const deleted = await put(id);
    const { world } = simulator.teams;
    const channel = world.find(simulator.teams.channelId);
    assert.ok(channel);
    const sam = { id: CAST.sam, name: 'Sam', bot: false };
    const theirs = world.add({
      conversation: channel,
      root: null,
      from: sam,
      content: { text: 'x' },
    });
    const foreign = await put(theirs.id);
    assert.deepEqual(
      [unknown, deleted, foreign].map(({ status }) => status),
      [404, 404, 403],
    );
    assert.equal(codeOf(deleted), 'ActivityNotFoundInConversation');
  });

  it('deletes the bot’s own message', async () => {
    const id = String((await postRoot()).body['activityId']);
    const gone = await connect(at(simulator.teams.channelId, `/${id}`), { method: 'DELETE' });
    assert.equal(gone.status, 200);
    assert.equal(simulator.teams.message(id)?.deleted, true);
  });

  it('refuses more than 100 KB with MessageSizeTooBig', async () => {
    const chat = simulator.teams.personalChat(CAST.anna);
    const body = [{ type: 'TextBlock', text: 'x'.repeat(100 * 1024) }];
    const answer = await send(chat, cardActivity({ ...CARD, body }));
    assert.deepEqual([answer.status, codeOf(answer)], [413, 'MessageSizeTooBig']);
  });

  it('shows typing without making a message of it', async () => {
    const changes: string[] = [];
    simulator.watch(({ type }) => changes.push(type));
    const answer = await send(simulator.teams.personalChat(CAST.anna), { type: 'typing' });
    assert.equal(answer.status, 202);
    assert.ok(changes.includes('typing'));
    assert.equal(simulator.teams.messages(CAST.anna).length, 0);
  });

  it('refuses by its own code when the app is gone, blocked, or the place deleted', async () => {
    const { teams } = simulator;
    const hello = { type: 'message', text: 'x' };
    const chats = [CAST.anna, CAST.luc, CAST.tom].map((id) => teams.personalChat(id));
    teams.setPresence(CAST.anna, { installed: false });
    teams.setPresence(CAST.luc, { blocked: true });
    teams.deleteConversation(chats[2] ?? '');
    teams.setBotInChannel(false);
    const answers: Answer[] = [];
    for (const place of [...chats, teams.channelId, '19:nowhere@thread.tacv2']) {
      answers.push(await send(place, hello));
    }
    assert.deepEqual(
      answers.map((answer) => [answer.status, codeOf(answer)]),
      [
        [403, 'BotNotInConversationRoster'],
        [403, 'ConversationBlockedByUser'],
        [404, 'ConversationNotFound'],
        [403, 'BotNotInConversationRoster'],
        [404, 'ConversationNotFound'],
      ],
    );
  });

  it('finds a member by Teams id, object id and sign-in name, and pages the rest', async () => {
    const base = `/conversations/${encodeURIComponent(simulator.teams.channelId)}`;
    const sam = simulator.company.people.find(({ id }) => id === CAST.sam);
    assert.ok(sam);
    for (const id of [sam.teamsId, sam.id, sam.upn]) {
      const { body } = await connect(`${base}/members/${encodeURIComponent(id)}`);
      assert.equal(body['aadObjectId'], CAST.sam);
    }
    const stranger = await connect(`${base}/members/${CAST.anna}`);
    assert.equal(stranger.status, 404);
    const paged = await connect(`${base}/pagedmembers?pageSize=50`);
    assert.equal((paged.body['members'] as unknown[]).length, 5);
    const guest = await connect(`${base}/members/${CAST.gus}`);
    assert.equal(guest.body['userRole'], 'guest');
  });

  it('keeps fields of an activity that it gives no meaning', async () => {
    const chat = simulator.teams.personalChat(CAST.anna);
    const reply = await send(chat, {
      type: 'message',
      text: 'x',
      importance: 'high',
      summary: 's',
    });
    const message = simulator.teams.message(String(reply.body['id']));
    assert.deepEqual(message?.extra, { importance: 'high', summary: 's' });
  });
});
