import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { fold } from '../../../../src/services/desk/input/fold.js';
import { MOST_CHARACTERS, normalise } from '../../../../src/services/desk/input/normalise.js';
import { unmask } from '../../../../src/services/desk/input/tokenise.js';

describe('normalise', () => {
  const cases: [what: string, input: string, plain: string][] = [
    ['drops a mention in front', '<at>Deskside</at> queue', 'queue'],
    ['drops HTML and keeps line breaks', '<p>one</p><div>two<br/>three</div>', 'one\ntwo\nthree'],
    ['decodes entities once', 'a &amp;lt; b &lt; c &#39;d&#39; &#x41;', "a &lt; b < c 'd' A"],
    ['leaves numbers that are no character', 'x &#0; &#99999999; y', 'x &#0; &#99999999; y'],
    ['makes ordinary blanks of others', 'a\u00a0b\u2009\tc', 'a b c'],
    ['makes straight quotes of curly ones', '“it’s” „zo”', '"it\'s" "zo"'],
    ['takes out what nobody sees', 'ap\u200bpro\u00adve\ufeff \u202e12', 'approve 12'],
    ['keeps an arrow that is no HTML', 'x < y and 1 <2', 'x < y and 1 <2'],
    ['takes out control characters', 'a\u0000b\u001bc', 'abc'],
  ];
  for (const [what, input, plain] of cases) {
    it(what, () => assert.equal(normalise(input), plain));
  }

  it('keeps a mention in the text as one word with its name', () => {
    const line = normalise('assign 12 <at id="1">Sam de Vries</at>');
    assert.equal(line.split(' ').length, 3);
    assert.equal(unmask(line), 'assign 12 @Sam de Vries');
  });

  it('cuts at the limit, and never through a character', () => {
    const long = `${'x'.repeat(MOST_CHARACTERS - 1)}😀😀`;
    const plain = normalise(long);
    assert.equal(plain.length, MOST_CHARACTERS - 1);
    assert.doesNotMatch(plain, /\p{Surrogate}/u);
  });

  it('does nothing to plain text that was normalised before', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9 #.,!?/-]*$/), (text) => {
        const once = normalise(text);
        assert.equal(normalise(once), once);
      }),
    );
  });
});

describe('fold', () => {
  it('makes words comparable: case, accents, ligatures', () => {
    assert.equal(fold('Redémarrer'), 'redemarrer');
    assert.equal(fold('TÂCHES'), 'taches');
    assert.equal(fold('beëindigen'), 'beeindigen');
    assert.equal(fold('œuvre'), 'oeuvre');
  });
});
