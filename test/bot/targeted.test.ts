import assert from 'node:assert/strict';
import { inboundActivity, type InboundActivity } from '../../src/bot/inbound-activity.js';
import { isTargeted, marked, unmarked } from '../../src/bot/targeted.js';

const activity = (more: object): InboundActivity =>
  inboundActivity.parse({
    type: 'invoke',
    channelId: 'msteams',
    serviceUrl: 'https://smba.example/',
    from: { id: '29:sam' },
    recipient: { id: '28:bot' },
    conversation: { id: '19:a' },
    ...more,
  });

const BUTTON = { type: 'Action.Execute', verb: 'take', data: { id: 'REQ-1', nonce: 'channel.3' } };

describe('a whispered card', () => {
  const { card } = marked({
    card: {
      type: 'AdaptiveCard',
      body: [
        {
          type: 'ActionSet',
          actions: [{ ...BUTTON, fallback: { ...BUTTON, type: 'Action.Submit' } }],
        },
      ],
      actions: [
        { type: 'Action.ShowCard', card: { actions: [{ type: 'Action.Execute', verb: 'x' }] } },
      ],
      refresh: { action: BUTTON, userIds: [] },
    },
    summary: 'one line',
  }) as { card: Record<string, unknown> };

  it('says so in every button, wherever it is, and nowhere else', () => {
    const data = { ...BUTTON.data, whispered: true };
    assert.deepEqual(card, {
      type: 'AdaptiveCard',
      body: [
        {
          type: 'ActionSet',
          actions: [{ ...BUTTON, data, fallback: { ...BUTTON, type: 'Action.Submit', data } }],
        },
      ],
      actions: [
        {
          type: 'Action.ShowCard',
          card: { actions: [{ type: 'Action.Execute', verb: 'x', data: { whispered: true } }] },
        },
      ],
      refresh: { action: { ...BUTTON, data }, userIds: [] },
    });
  });

  it('leaves a text as it is', () => {
    assert.deepEqual(marked({ text: 'hi' }), { text: 'hi' });
  });

  it('gives its buttons’ data back as they were made', () => {
    assert.deepEqual(unmarked({ ...BUTTON.data, whispered: true, 'note.text': 'x' }), {
      ...BUTTON.data,
      'note.text': 'x',
    });
  });
});

describe('an activity that only its sender saw', () => {
  it('is a message that Teams says is targeted', () => {
    const recipient = { id: '28:bot', isTargeted: true };
    assert.equal(isTargeted(activity({ type: 'message', recipient })), true);
    assert.equal(isTargeted(activity({ type: 'message' })), false);
  });

  it('is a click on a whispered card, executed or submitted', () => {
    const data = { ...BUTTON.data, whispered: true };
    assert.equal(isTargeted(activity({ value: { action: { ...BUTTON, data } } })), true);
    assert.equal(isTargeted(activity({ type: 'message', value: { verb: 'take', ...data } })), true);
  });

  it('is no click on any other card, whatever it says', () => {
    assert.equal(isTargeted(activity({ value: { action: BUTTON } })), false);
    const data = { whispered: 'yes' };
    assert.equal(isTargeted(activity({ value: { action: { ...BUTTON, data } } })), false);
    assert.equal(isTargeted(activity({ value: 'whispered' })), false);
  });
});
