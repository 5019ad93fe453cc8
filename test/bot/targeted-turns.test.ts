import assert from 'node:assert/strict';
import type { Message } from '../../simulator/teams/messages.js';
import { CAST } from '../../simulator/index.js';
import { startEdge, type TestEdge } from './support/edge.js';

const CARD = {
  card: {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text: 'for you' }],
    actions: [{ type: 'Action.Execute', verb: 'take', data: { id: 'REQ-1', nonce: 'channel.1' } }],
  },
  summary: 'for you',
};

describe('a turn that others don’t see', () => {
  let edge: TestEdge;
  before(async () => {
    edge = await startEdge({ answerWithin: 300 });
  });
  after(() => edge.close());
  beforeEach(async () => {
    edge.reset();
    await edge.simulator.reset();
    edge.places.dead.clear();
  });

  const say = (more: { targeted?: true; text?: string; conversation?: string } = {}) =>
    edge.simulator.teams.say({
      person: CAST.sam,
      conversation: 'channel',
      text: 'take 1',
      ...more,
    });
  const posts = (): readonly Message[] =>
    edge.simulator.teams.messages('channel').filter(({ from }) => from.bot);
  const whispering = () =>
    edge.message.callsFake(async (turn) => {
      await turn.whisper(CARD);
    });

  it('is one of a slash command, with the text as it was picked', async () => {
    await say({ targeted: true });
    const [turn] = edge.message.firstCall.args;
    assert.equal(turn.targeted, true);
    assert.equal(turn.text, 'take 1');
    assert.equal(turn.place, 'help-desk');
  });

  it('is no mention, and nothing in the 1:1 chat', async () => {
    await say();
    await say({ conversation: 'personal' });
    assert.deepEqual(
      edge.message.getCalls().map(({ args: [turn] }) => turn.targeted),
      [false, false],
    );
  });

  it('is answered to its sender alone, in the thread', async () => {
    whispering();
    await say({ targeted: true });
    await say();
    const [first, second] = posts();
    assert.equal(first?.onlyFor, CAST.sam);
    assert.equal(second?.onlyFor, CAST.sam);
    assert.notEqual(first.root, null);
    assert.equal(first.entities?.length, 1);
    assert.equal(second.entities, undefined, 'a mention is there to be read above the answer');
  });

  it('is a click on such an answer too, whose data comes back as it was made', async () => {
    whispering();
    await say({ targeted: true });
    const [told] = posts();
    assert.ok(told);
    edge.click.callsFake(async (turn, click) => {
      await turn.update(click.messageId ?? '', { ...CARD, summary: 'again' });
      return { card: CARD.card };
    });
    await edge.simulator.teams.press({ person: CAST.sam, messageId: told.id, verb: 'take' });
    const [turn, click] = edge.click.firstCall.args;
    assert.equal(turn.targeted, true);
    assert.deepEqual(click.data, { id: 'REQ-1', nonce: 'channel.1' });
    assert.equal(edge.simulator.teams.message(told.id)?.revision, 2);
    assert.equal(edge.orphan.called, false, 'no copy that must be kept true');
    const [again] = posts();
    assert.match(JSON.stringify(again?.card), /whispered/, 'its buttons still say where they lie');
  });

  it('shows nobody that an answer is being written', async () => {
    edge.message.callsFake((turn) => turn.typing());
    let typing = 0;
    const stop = edge.simulator.watch(({ type }) => (typing += type === 'typing' ? 1 : 0));
    await say({ targeted: true });
    assert.equal(typing, 0);
    await say();
    stop();
    assert.equal(typing, 1);
  });

  it('gets its apology alone, and so does a mention', async () => {
    edge.message.rejects(new Error('a bug'));
    await say({ targeted: true });
    await say();
    assert.deepEqual(
      posts().map(({ onlyFor }) => onlyFor),
      [CAST.sam, CAST.sam],
    );
  });

  it('counts against the limit of the conversation like any message', async () => {
    whispering();
    edge.take.onFirstCall().resolves({ ok: false, after: 1 });
    await say({ targeted: true });
    const { channelId } = edge.simulator.teams;
    assert.deepEqual(edge.take.args, [[channelId], [channelId]]);
    assert.equal(posts().length, 1);
  });

  it('is answered in the 1:1 chat by a plain message', async () => {
    whispering();
    await say({ conversation: 'personal' });
    const [told] = edge.simulator.teams.messages(CAST.sam).filter(({ from }) => from.bot);
    assert.equal(told?.onlyFor, undefined);
    assert.doesNotMatch(JSON.stringify(told?.card), /whispered/);
  });

  describe('where Teams has no targeted messages', () => {
    beforeEach(() => edge.simulator.teams.setTargetedMessages(false));

    it('is answered in the 1:1 chat', async () => {
      edge.chat.resolves({ conversation: { id: 'a:sam', serviceUrl: 'x', tenantId: 't' } });
      whispering();
      await say({ targeted: true });
      assert.deepEqual(edge.chat.firstCall.args, [CAST.sam, CARD]);
      assert.deepEqual(posts(), []);
    });

    it('and no 1:1 chat, is told that there is an answer, outside the thread nobody sees', async () => {
      whispering();
      await say({ targeted: true });
      await say();
      const [first, second] = posts();
      assert.equal(first?.text, 'en Sam Carter for-you-alone');
      assert.equal(first.root, null);
      assert.equal(second?.text, first.text);
      assert.notEqual(second.root, null);
    });

    it('tries again each time: the next client may have them', async () => {
      whispering();
      await say();
      edge.simulator.teams.setTargetedMessages(true);
      await say();
      assert.equal(posts().at(-1)?.onlyFor, CAST.sam);
    });
  });
});
