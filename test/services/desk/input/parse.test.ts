import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { COMMANDS, lexiconOf } from '../../../../src/bot/commands/registry.js';
import type { Lexicon } from '../../../../src/services/desk/input/lexicon.js';
import { parse, type ParsedCommand } from '../../../../src/services/desk/input/parse.js';

const LEXICON: Lexicon = [
  {
    verb: 'deny',
    words: ['deny', 'weigeren', 'refuser'],
    takesId: true,
    flags: [
      { name: 'reason', words: ['reden', 'raison'], value: true },
      { name: 'yes', words: ['ja'], value: false },
    ],
  },
  { verb: 'session end', words: ['session end', 'sessie beëindigen'], takesId: true, flags: [] },
  { verb: 'session', words: ['session'], takesId: false, flags: [] },
  { verb: 'note', words: ['note'], takesId: true, flags: [] },
];

function command(line: string): ParsedCommand {
  const parsed = parse(line, LEXICON);
  if (parsed.kind !== 'command') assert.fail(`${line}: ${parsed.kind}`);
  return parsed;
}

describe('parse', () => {
  it('reads a command with id, flag and quoted value', () => {
    const { verb, id, flags, rest } = command('/deny 12 --reason "not for us"');
    assert.deepEqual(
      { verb, id, flags, rest },
      {
        verb: 'deny',
        id: 'REQ-12',
        flags: { reason: 'not for us' },
        rest: '',
      },
    );
  });

  for (const id of ['12', '#12', 'REQ-12', 'req-12', '#REQ-12']) {
    it(`takes ${id} as a request`, () => assert.equal(command(`deny ${id}`).id, 'REQ-12'));
  }

  it('does without the slash, in any case and language, with and without accents', () => {
    for (const line of ['WEIGEREN 3', '/Refuser 3', 'deny 3', '/ deny 3']) {
      assert.equal(command(line).verb, 'deny', line);
    }
    assert.equal(command('sessie beeindigen 3').verb, 'session end');
    assert.equal(command('Sessie Beëindigen 3').verb, 'session end');
  });

  it('prefers the longer command', () => {
    assert.equal(command('session end 4').verb, 'session end');
    assert.equal(command('session list').verb, 'session');
  });

  it('knows a flag by its Dutch and French names, with = and with a blank', () => {
    assert.deepEqual(command('weigeren 1 --reden=dubbel').flags, { reason: 'dubbel' });
    assert.deepEqual(command('refuser 1 --raison "pas ici"').flags, { reason: 'pas ici' });
    assert.deepEqual(command('refuser 1 --raison="pas ici"').flags, { reason: 'pas ici' });
    assert.deepEqual(command('refuser 1 --raison «pas ici»').flags, { reason: 'pas ici' });
  });

  it('reads a dash that auto-correct made of two', () => {
    assert.deepEqual(command('deny 1 —reason "x y"').flags, { reason: 'x y' });
    assert.deepEqual(command('deny 1 –reason=x').flags, { reason: 'x' });
  });

  it('leaves a dash inside a sentence alone', () => {
    assert.equal(command('note 1 black — it flickers').rest, 'black — it flickers');
  });

  it('takes -y as --yes', () => assert.deepEqual(command('deny 1 -y').flags, { yes: true }));

  it('takes everything behind a bare -- literally', () => {
    const { rest, flags, quoted } = command('deny 1 -- --reason is a flag');
    assert.deepEqual(
      { rest, flags, quoted },
      { rest: '--reason is a flag', flags: {}, quoted: true },
    );
  });

  it('takes flags inside quotes literally', () => {
    const { rest, quoted } = command('note 1 "use --force here"');
    assert.deepEqual({ rest, quoted }, { rest: 'use --force here', quoted: true });
  });

  it('keeps inner quotes, inches and line breaks of a text', () => {
    assert.equal(command('note 1 my 27" screen says "no"').rest, 'my 27" screen says "no"');
    assert.equal(command('note 1 one\ntwo').rest, 'one\ntwo');
  });

  it('names an unknown flag, and where it is', () => {
    const parsed = parse('deny 12 --force', LEXICON);
    if (parsed.kind !== 'error') assert.fail(parsed.kind);
    const { problem, flag, at } = parsed;
    assert.deepEqual({ problem, flag, at }, { problem: 'unknown-flag', flag: 'force', at: 8 });
  });

  it('names a flag without its value', () => {
    for (const line of ['deny 12 --reason', 'deny 12 --reason --yes', 'deny 12 --reason=']) {
      const parsed = parse(line, LEXICON);
      assert.equal(parsed.kind === 'error' && parsed.problem, 'value-missing', line);
    }
  });

  it('says how many words there are when it knows no command', () => {
    const parsed = parse('my screen is black', LEXICON);
    if (parsed.kind !== 'unknown') assert.fail(parsed.kind);
    const { first, words, slash } = parsed;
    assert.deepEqual({ first, words, slash }, { first: 'my', words: 4, slash: false });
  });

  it('finds nothing in nothing', () => {
    for (const line of ['', '  ', '/', '<at>Deskside</at>', '\u200b']) {
      assert.equal(parse(line, LEXICON).kind, 'empty', JSON.stringify(line));
    }
  });
});

describe('parse, whatever is typed', () => {
  const all = lexiconOf(COMMANDS, true);
  const nasty = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '"',
          '«',
          '»',
          '--',
          '—',
          '<at>',
          '</at>',
          '&',
          '&#',
          '<',
          '\u202e',
          '/',
          '=',
          ' ',
        ),
        fc.constantFrom('approve', 'session end', '--reason', '-y', '#12', 'note'),
        fc.string({ unit: 'binary', maxLength: 12 }),
      ),
      { maxLength: 300 },
    )
    .map((parts) => parts.join(''));

  it('never throws', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const parsed = parse(text, all);
        assert.ok(['empty', 'unknown', 'command', 'error'].includes(parsed.kind));
      }),
    );
  });

  it('stays under 5 ms for 2,000 characters', () => {
    const worst = [
      '"',
      '"a ',
      '=“',
      '<at ',
      '<p',
      '&#1',
      '—a ',
      '--reason ',
      'deny ',
      '\u00e9',
    ].map((part) => `deny 1 ${part.repeat(2_000)}`.slice(0, 2_000));
    for (const text of worst) {
      parse(text, all);
      const spans = Array.from({ length: 5 }, () => {
        const begin = performance.now();
        parse(text, all);
        return performance.now() - begin;
      });
      const best = Math.min(...spans);
      assert.ok(best < 5, `${best} ms for ${JSON.stringify(text.slice(0, 20))}`);
    }
  });

  it('gives back every text that was quoted', () => {
    const text = fc
      .stringMatching(/^[\w ,.!?'/=—-]{1,80}$/)
      .map((raw) => raw.replace(/ +/g, ' ').trim());
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 99_999 }), (words, number) => {
        fc.pre(words !== '');
        const { id, rest } = command(`note REQ-${number} "${words}"`);
        assert.deepEqual({ id, rest }, { id: `REQ-${number}`, rest: words });
      }),
    );
  });
});
