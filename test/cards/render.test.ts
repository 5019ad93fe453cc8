import assert from 'node:assert/strict';
import { CardError, render, type CardTemplate } from '../../src/cards/render.js';
import { readLayout } from '../../src/cards/templates.js';
import { Template } from 'adaptivecards-templating';
import { nodes } from './inspect.js';

function layout<Data extends object>(json: object): CardTemplate<Data> {
  const template = new Template(json);
  return { name: 'test', fill: (data) => template.expand({ $root: data }) as unknown };
}

describe('rendering a card', () => {
  it('fills each binding once and reads no data as a template', () => {
    const card = render(layout({ a: '${text}', b: [{ $data: '${rows}', c: '${name}' }] }), {
      text: '${1+1}',
      rows: [{ name: '${text}' }, { name: 'x' }],
    });
    assert.deepEqual(card, { a: '${1+1}', b: [{ c: '${text}' }, { c: 'x' }] });
  });

  it('refuses a card with a binding that found nothing', () => {
    assert.throws(() => render(layout({ a: '${missing}' }), { text: 'x' }), CardError);
    assert.throws(() => render(layout({ a: 'a ${missing}' }), { text: '${missing}' }), CardError);
  });

  it('refuses data with something undefined in it', () => {
    assert.throws(
      () => render(layout({ a: '${text}' }), { text: 'x', rows: [{ y: undefined }] }),
      /rows\/0\/y/,
    );
  });

  it('refuses a card over 28 KB', () => {
    assert.throws(() => render(layout({ a: '${text}' }), { text: 'é'.repeat(15_000) }), /bytes/);
  });

  it('puts parts into a layout: over an object, among a list', () => {
    const card = readLayout('consent') as {
      type: string;
      version: string;
      body: unknown[];
      actions: unknown[];
    };
    assert.equal(card.type, 'AdaptiveCard');
    assert.equal(card.version, '1.5');
    assert.equal(card.actions.length, 3);
    assert.ok(card.body.length > 3);
    assert.ok(nodes(card).every((node) => !('$include' in node)));
  });

  it('refuses a layout that is not there', () => {
    assert.throws(() => readLayout('nothing'), /ENOENT/);
  });

  it('keeps words out of the layouts', () => {
    const names = [
      'request-user',
      'request-channel',
      'consent',
      'session',
      'resolution',
      'receipt',
      'queue',
    ];
    for (const name of [...names, 'requests', 'intake', 'help', 'welcome', 'said']) {
      for (const { text, title, label, placeholder } of nodes(readLayout(name))) {
        for (const words of [text, title, label, placeholder]) {
          if (typeof words === 'string')
            assert.match(words, /^(▸ )?\$\{[\w.]+\}$/, `${name}: ${words}`);
        }
      }
    }
  });
});
