import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commandsDigest } from '../../src/bot/commands/digest.js';
import { demandOf } from '../../src/bot/commands/may.js';
import { MENU_LIMIT, MENUS, titleOf, type Menu } from '../../src/bot/commands/menus.js';
import { COMMANDS, lexiconOf } from '../../src/bot/commands/registry.js';
import { sayer } from '../../src/bot/commands/say.js';
import { parse } from '../../src/services/desk/input/parse.js';
import { LOCALES } from '../../src/services/desk/people/person.js';
import { createTranslator } from '../../src/services/i18n/translator.js';
import { made, opened } from './made.js';

const LEXICON = lexiconOf(COMMANDS, false);

function menu(scope: Menu['scope']): Menu {
  const found = MENUS.find((one) => one.scope === scope);
  assert.ok(found, scope);
  return found;
}

describe('the command lists of the app package', () => {
  it('offer commands of the registry, at most 12 a list, help first', () => {
    for (const { scope, commands } of MENUS) {
      assert.ok(commands.length <= MENU_LIMIT, scope);
      assert.equal(commands[0]?.verb, 'help');
      for (const command of commands) {
        assert.equal(
          COMMANDS.some((one) => one.verb === command.verb),
          true,
          command.verb,
        );
      }
    }
  });

  it('offer in a channel what the help desk does there, and to everyone what they may in their own chat', () => {
    for (const [scope, place] of [
      ['personal', 'personal'],
      ['team', 'help-desk'],
    ] as const) {
      for (const { verb, rights } of menu(scope).commands) {
        const places = rights.flatMap((right) => demandOf(right).where);
        assert.ok(places.includes(place), `${verb} in ${scope}`);
      }
    }
  });

  it('are a mention in the own chat, and a mention or a slash in a channel', async () => {
    const { manifest } = opened((await made()).bytes);
    assert.deepEqual(
      manifest.bots[0].commandLists?.map(({ scopes, triggers }) => ({ scopes, triggers })),
      [
        { scopes: ['personal'], triggers: ['mention'] },
        { scopes: ['team'], triggers: ['mention', 'slash'] },
      ],
    );
    assert.equal(manifest.bots[0]['supportsTargetedMessages'], true);
  });

  for (const locale of LOCALES) {
    it(`have titles in ${locale} that come to their command as Teams sends them`, async () => {
      const { manifest, strings } = opened((await made()).bytes);
      MENUS.forEach(({ commands }, list) => {
        commands.forEach(({ verb }, at) => {
          const title =
            locale === 'en'
              ? manifest.bots[0].commandLists?.[list]?.commands[at]?.title
              : strings(`${locale}.json`)[`bots[0].commandLists[${list}].commands[${at}].title`];
          assert.ok(title, `${verb} in ${locale}`);
          // Picked from a menu: the title and a blank, or the title behind a mention that was taken off.
          for (const line of [title, `${title} `, `\u00a0${title}`, `/${title}`]) {
            const parsed = parse(line, LEXICON);
            assert.equal(parsed.kind === 'command' && parsed.verb, verb, line);
          }
        });
      });
    });

    it(`describe each in ${locale} with an example that begins with its title`, async () => {
      const say = sayer(createTranslator().t, locale);
      const { manifest, strings } = opened((await made()).bytes);
      MENUS.forEach(({ commands }, list) => {
        commands.forEach((command, at) => {
          const description =
            locale === 'en'
              ? manifest.bots[0].commandLists?.[list]?.commands[at]?.description
              : strings(`${locale}.json`)[
                  `bots[0].commandLists[${list}].commands[${at}].description`
                ];
          const example = say(`help.${command.help}.example`);
          const title = titleOf(command, locale);
          assert.ok(description?.startsWith(say(`help.${command.help}.summary`)), command.verb);
          assert.ok(example === title || description?.endsWith(example), command.verb);
          assert.ok(`${example} `.startsWith(`${title} `), `${example}: ${title}`);
        });
      });
    });
  }
});

describe('the digest of the command lists', () => {
  it('stays the same as long as the lists do, and changes with any title', () => {
    const [first, ...others] = MENUS;
    assert.ok(first);
    const [command, ...commands] = first.commands;
    assert.ok(command);
    assert.match(commandsDigest(), /^[\da-f]{16}$/);
    assert.equal(commandsDigest(), commandsDigest(MENUS));
    const aliases = { ...command.aliases, nl: ['helpme'] };
    const changed = { ...first, commands: [{ ...command, aliases }, ...commands] };
    assert.notEqual(commandsDigest([changed, ...others]), commandsDigest());
    assert.notEqual(commandsDigest([{ ...first, commands }, ...others]), commandsDigest());
  });
});
