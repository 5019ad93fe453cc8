import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import { inboundActivity } from '../../src/bot/inbound-activity.js';
import { mentionsOf, ownWords } from '../../src/bot/own-words.js';

const BOT = {
  type: 'mention',
  text: '<at>Deskside</at>',
  mentioned: { id: '28:bot', name: 'Deskside' },
};

function read(change: object): { text: string; mentions: unknown } {
  const body = {
    type: 'message',
    channelId: 'msteams',
    serviceUrl: 'https://x/',
    from: { id: '29:a' },
    recipient: { id: '28:bot' },
    conversation: { id: 'a:1' },
    ...change,
  };
  const inbound = inboundActivity.parse(body);
  return { text: ownWords(body as unknown as Activity, inbound), mentions: mentionsOf(inbound) };
}

function html(content: string): object {
  return { attachments: [{ contentType: 'text/html', content }] };
}

describe('the own words of a message', () => {
  it('leave out the mention of the bot and keep those of people', () => {
    const pia = { type: 'mention', text: '<at>Pia</at>', mentioned: { id: '29:p', name: 'Pia' } };
    const { text, mentions } = read({
      text: '<at>Deskside</at> assign 3 <at>Pia</at>',
      entities: [BOT, pia, pia],
    });
    assert.equal(text, 'assign 3 <at>Pia</at>');
    assert.deepEqual(mentions, [{ teamsId: '29:p', name: 'Pia' }]);
  });

  it('leave out what was quoted', () => {
    const quote =
      '<blockquote itemscope itemtype="http://schema.skype.com/Reply"><strong>Sam</strong><p>approve &amp; close 7</p></blockquote>';
    const { text } = read({
      text: 'Sam approve & close 7\r\n\r\nwhat is this?',
      ...html(`${quote}<p>what is this?</p>`),
    });
    assert.equal(text, 'what is this?');
    assert.equal(read({ text: 'Sam approve & close 7', ...html(quote) }).text, '');
    assert.equal(read({ text: '<quoted messageId="17"/> thanks' }).text, 'thanks');
  });

  it('stay whole when a quote is none of Teams, or is not in front', () => {
    const own = '<blockquote>approve 7</blockquote>';
    assert.equal(read({ text: 'approve 7 please', ...html(own) }).text, 'approve 7 please');
    const other =
      '<blockquote itemtype="http://schema.skype.com/Reply">something else</blockquote>';
    assert.equal(read({ text: 'approve 7', ...html(other) }).text, 'approve 7');
  });

  it('are read quickly, however hostile', () => {
    const began = performance.now();
    read({ text: '<quoted '.repeat(20_000), ...html('<blockquote '.repeat(20_000)) });
    read({
      text: 'x'.repeat(200_000),
      ...html(`<blockquote schema.skype.com/Reply>${'<'.repeat(200_000)}`),
    });
    assert.ok(performance.now() - began < 1_000);
  });

  it('survive entities and attachments that are not what they should be', () => {
    const entities = [
      {},
      { type: 'mention' },
      { type: 'mention', mentioned: { id: '28:bot' } },
      { type: 'clientInfo' },
    ];
    const { text, mentions } = read({
      text: 'hi',
      entities,
      attachments: [{ contentType: 'text/html', content: 7 }],
    });
    assert.deepEqual({ text, mentions }, { text: 'hi', mentions: [] });
    assert.equal(read({ text: null, entities: null, attachments: null }).text, '');
  });
});
