import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'mocha';
import type { Declared } from '../../../src/bot/commands/declared.js';
import { wordsOf } from '../../../src/bot/commands/help.js';
import { isView } from '../../../src/bot/commands/may.js';
import {
  COMMANDS,
  commandOf,
  commandOfButton,
  lexiconOf,
} from '../../../src/bot/commands/registry.js';
import { sayer } from '../../../src/bot/commands/say.js';
import { VIEW_PERMISSIONS } from '../../../src/bot/commands/view-permissions.js';
import { inputsFrom } from '../../../src/bot/conversations/typed-inputs.js';
import { fold } from '../../../src/services/desk/input/fold.js';
import { parse } from '../../../src/services/desk/input/parse.js';
import { LOCALES } from '../../../src/services/desk/people/person.js';
import { PERMISSIONS } from '../../../src/services/desk/permissions.js';
import { createTranslator } from '../../../src/services/i18n/translator.js';
import { commandTable, withCommandTable } from '../../../scripts/command-table.js';

const LEXICON = lexiconOf(COMMANDS, true);

function everyWord(command: Declared): string[] {
  return [...wordsOf(command), ...(command.inThread ?? [])];
}

describe('the list of commands', () => {
  it('has every word for one command only, whatever the language', () => {
    const owners = new Map<string, string>();
    for (const command of COMMANDS) {
      for (const word of new Set(everyWord(command).map(fold))) {
        assert.equal(owners.get(word), undefined, `"${word}" is also ${owners.get(word)}`);
        owners.set(word, command.verb);
      }
    }
    assert.ok(owners.size > 70, `${owners.size} words`);
  });

  it('finds each command by each of its words, with and without a slash', () => {
    for (const command of COMMANDS) {
      for (const word of everyWord(command)) {
        for (const line of [word, `/${word}`, word.toUpperCase()]) {
          const parsed = parse(line, LEXICON);
          assert.equal(parsed.kind === 'command' && parsed.verb, command.verb, line);
        }
      }
    }
  });

  it('speaks the words that product and sources use in Dutch and French', () => {
    const expected: Record<string, string> = {
      hulp: 'help',
      nieuw: 'new',
      goedkeuren: 'approve',
      weigeren: 'deny',
      wachtrij: 'queue',
      taal: 'language',
      aide: 'help',
      nouveau: 'new',
      approuver: 'approve',
      refuser: 'deny',
      file: 'queue',
      langue: 'language',
      'sessie beëindigen': 'session end',
      'fin de session': 'session end',
    };
    for (const [word, verb] of Object.entries(expected)) {
      const parsed = parse(`/${word}`, LEXICON);
      assert.equal(parsed.kind === 'command' && parsed.verb, verb, word);
    }
  });

  it('has words in each language for each command', () => {
    for (const { verb, aliases } of COMMANDS) {
      const own = [...aliases.nl, ...aliases.fr];
      assert.ok(aliases.nl.length > 0 && aliases.fr.length > 0, `${verb}: ${own.join(', ')}`);
    }
  });

  it('comes to exactly one command from each button, and knows each move', () => {
    const verbs = COMMANDS.flatMap(({ cardVerbs }) => cardVerbs);
    assert.equal(new Set(verbs).size, verbs.length);
    const moves = Object.keys(PERMISSIONS).filter((type) => !type.startsWith('open'));
    assert.deepEqual(
      moves.filter((move) => commandOfButton(move) === undefined),
      [],
    );
  });

  it('leaves no row of the permission tables without a command', () => {
    const used = new Set<string>(COMMANDS.flatMap(({ rights }) => rights));
    const rows = [...Object.keys(PERMISSIONS), ...Object.keys(VIEW_PERMISSIONS)];
    assert.deepEqual(
      rows.filter((row) => !used.has(row)),
      [],
    );
    assert.equal(isView('help'), true);
    assert.equal(isView('approve'), false);
  });

  it('never lets two flags of a command share a word', () => {
    for (const { verb, flags } of COMMANDS) {
      const words = flags.flatMap((flag) => [...new Set([flag.name, ...flag.words].map(fold))]);
      assert.equal(new Set(words).size, words.length, verb);
    }
  });

  for (const locale of LOCALES) {
    it(`has examples in ${locale} that it understands itself`, () => {
      const say = sayer(createTranslator().t, locale);
      for (const command of COMMANDS) {
        const line = say(`help.${command.help}.example`);
        const parsed = parse(line, LEXICON);
        if (parsed.kind !== 'command') assert.fail(`${line}: ${parsed.kind}`);
        assert.equal(parsed.verb, command.verb, line);
        const { inputs, extra } = inputsFrom(parsed, command);
        assert.equal(extra, undefined, line);
        const given = command.about && !('id' in inputs) ? { ...inputs, id: 'REQ-1' } : inputs;
        assert.equal(commandOf(parsed.verb)?.prepare(given).ok, true, line);
      }
    });

    it(`names only flags in its usage in ${locale} that it knows`, () => {
      const say = sayer(createTranslator().t, locale);
      for (const command of COMMANDS) {
        const usage = say(`help.${command.help}.usage`);
        const known = new Set(command.flags.flatMap(({ name, words }) => [name, ...words]));
        for (const [, flag = ''] of usage.matchAll(/--([^\s\]]+)/g)) {
          assert.ok(known.has(flag), `${usage}: --${flag}`);
        }
      }
    });
  }
});

/** Cells without the padding that a formatter adds. */
function cells(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s:|-]+$/.test(line))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
}

describe('the table of commands in the README', () => {
  it('is the one that the registry gives', async () => {
    const readme = await readFile('README.md', 'utf8');
    const [, rest = ''] = readme.split('<!-- commands -->');
    const [table = ''] = rest.split('<!-- /commands -->');
    assert.deepEqual(cells(table), cells(commandTable()));
  });

  it('goes between the markers, and only there', () => {
    const filled = withCommandTable('a\n<!-- commands -->\nold\n<!-- /commands -->\nb\n');
    assert.match(filled, /^a\n<!-- commands -->\n\| Command/);
    assert.match(filled, /\n<!-- \/commands -->\nb\n$/);
    assert.doesNotMatch(filled, /old/);
    assert.throws(() => withCommandTable('no markers'), /missing/);
  });
});
