import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, it } from 'mocha';
import { ingredients, packageApp } from '../../scripts/package.js';
import { NEEDED, readSettings } from '../../scripts/package/settings.js';
import { newRequest } from '../../src/bot/commands/new.js';
import { help } from '../../src/bot/commands/help.js';
import { MENUS, type Menu } from '../../src/bot/commands/menus.js';
import { COMMANDS } from '../../src/bot/commands/registry.js';
import { complaints, CONTOSO, template } from './made.js';

/** What is said about Contoso's settings with these in their place. */
function about(other: Readonly<Record<string, string>>): string[] {
  const { problems } = readSettings({ ...CONTOSO, ...other });
  return problems.map(({ name, wrong }) => `${name} ${wrong}`);
}

describe('wrong settings of the app package', () => {
  it('are none when all is well', () => {
    assert.deepEqual(about({}), []);
    assert.deepEqual([...NEEDED].sort(), Object.keys(CONTOSO).sort());
  });

  it('are all told at once, each with what to do, and nothing is written', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'deskside-package-')), 'dist');
    try {
      const env = {
        ...CONTOSO,
        TEAMS_APP_ID: '',
        MicrosoftAppId: 'bot',
        PUBLIC_URL: 'http://a.nl',
      };
      const { ok, words } = await packageApp({ env, folder, now: () => new Date() });
      assert.equal(ok, false);
      assert.match(words, /nothing was written:\n/);
      assert.match(words, /\n {2}TEAMS_APP_ID is missing\. Make a GUID once/);
      assert.match(words, /\n {2}MicrosoftAppId must be a GUID/);
      assert.match(words, /\n {2}PUBLIC_URL must be an https address\. Set it/);
      assert.equal(words.trim().split('\n').length, 4, words);
      assert.equal(existsSync(folder), false);
    } finally {
      rmSync(join(folder, '..'), { recursive: true });
    }
  });

  for (const name of NEEDED) {
    it(`name ${name} when it is missing`, () => {
      assert.deepEqual(about({ [name]: ' ' }), [`${name} is missing`]);
    });
  }

  it('are ids that are no GUIDs', () => {
    for (const name of ['TEAMS_APP_ID', 'MicrosoftAppId']) {
      assert.match(about({ [name]: '1234' }).join(), new RegExp(`^${name} must be a GUID`));
    }
  });

  it('are addresses without https', () => {
    for (const name of ['PUBLIC_URL', 'WEBSITE_URL', 'PRIVACY_URL', 'TERMS_URL']) {
      const found = about({ [name]: 'http://desk.contoso.example' });
      assert.deepEqual(found, [`${name} must be an https address`]);
    }
  });

  it('are public addresses that only this machine or network knows', () => {
    for (const host of ['localhost', '127.0.0.1', '10.1.2.3', '[::1]', 'desk', 'desk.local']) {
      assert.match(about({ PUBLIC_URL: `https://${host}:8443` }).join(), /can’t reach/, host);
    }
    assert.deepEqual(about({ PUBLIC_URL: 'https://desk.contoso.example:8443/bots/' }), []);
  });

  it('are a developer’s name over 32 characters', () => {
    assert.deepEqual(about({ DEVELOPER_NAME: 'x'.repeat(32) }), []);
    assert.deepEqual(about({ DEVELOPER_NAME: 'x'.repeat(33) }), [
      'DEVELOPER_NAME is longer than 32 characters',
    ]);
  });
});

/** The personal list with these commands in it, and the team's as it is. */
function personally(...commands: Menu['commands']): readonly Menu[] {
  return MENUS.map((menu) => (menu.scope === 'personal' ? { ...menu, commands } : menu));
}

describe('wrong words of the app package', () => {
  it('are titles that the parser doesn’t understand', async () => {
    const aliases = { ...newRequest.aliases, nl: ['hulpvraag'] };
    assert.match(
      await complaints({ menus: personally({ ...newRequest, aliases }) }),
      /The personal command list, nl: "hulpvraag" is a title that the bot doesn't understand\. Let new have/,
    );
  });

  it('are titles that mean another command, or hold more than its name', async () => {
    const other = { ...newRequest.aliases, fr: ['aide'] };
    assert.match(
      await complaints({ menus: personally({ ...newRequest, aliases: other }) }),
      /list, fr: "aide" is understood as help, not as new/,
    );
    const longer = { ...newRequest.aliases, nl: ['nieuw verzoek'] };
    assert.match(
      await complaints({ menus: personally({ ...newRequest, aliases: longer }) }),
      /"nieuw verzoek" is understood as new with "verzoek" behind it/,
    );
  });

  it('are titles with a slash in front, and titles that are there twice', async () => {
    const aliases = { ...newRequest.aliases, nl: ['/nieuw'] };
    assert.match(
      await complaints({ menus: personally({ ...newRequest, aliases }) }),
      /"\/nieuw" starts with a slash, which Teams refuses/,
    );
    assert.match(await complaints({ menus: personally(help, help) }), /"help" is there twice/);
  });

  it('are lists with more than 12 commands, or none', async () => {
    const found = await complaints({ menus: personally(...COMMANDS.slice(0, 13)) });
    assert.match(found, /The personal command list has 13 commands, and Teams takes 1 to 12/);
    assert.match(found, /manifest\.json: \/bots\/0\/commandLists\/0\/commands must NOT have more/);
    assert.match(await complaints({ menus: personally() }), /has 0 commands/);
  });

  it('are texts that a language lacks, or has too many or too long', async () => {
    const { strings } = ingredients(new Map());
    const nl: Record<string, string> = { ...strings.nl, 'staticTabs[0].name': 'Mijn aanvragen' };
    delete nl['description.full'];
    const found = await complaints({
      strings: { nl, fr: { ...strings.fr, 'description.short': 'é'.repeat(81) } },
    });
    assert.match(found, /nl\.json has no description\.full\. Translate it/);
    assert.match(found, /nl\.json has staticTabs\[0\]\.name, which the manifest hasn't/);
    assert.match(found, /fr\.json: \/description\.short must NOT have more than 80 characters/);
  });

  it('are fields that the schema doesn’t know, or another schema', async () => {
    const odd = template().replace('"permissions":', '"packageName": "desk", "permissions":');
    assert.match(
      await complaints({ template: odd }),
      /manifest\.json: must NOT have additional properties \(packageName\)/,
    );
    assert.match(
      await complaints({ template: template().replaceAll('1.30', '9.99') }),
      /names schema 9\.99 .*doesn't bring\. Choose 1\.\d+/,
    );
  });

  it('are a team scope without its promise about channels', async () => {
    const silent = template().replace('"supportsChannelFeatures": "tier1",', '');
    assert.match(
      await complaints({ template: silent }),
      /has the scope team and no supportsChannel/,
    );
  });
});

/** A PNG of one colour. */
function png(size: number, pixel: readonly [number, number, number, number]): Uint8Array {
  const data = Uint8Array.from({ length: size * size * 4 }, (_, at) => pixel[at % 4] ?? 0);
  return encode({ width: size, height: size, channels: 4, data });
}

describe('wrong icons of the app package', () => {
  const { icons } = ingredients(new Map());

  it('are those of another size', async () => {
    const color = png(96, [10, 90, 100, 255]);
    assert.match(
      await complaints({ icons: { ...icons, color, outline: icons.color } }),
      /color\.png is 96 x 96 pixels and must be 192 x 192[^]*outline\.png is 192 x 192 pixels/,
    );
  });

  it('are a colour icon with holes and an outline in colour or on a ground', async () => {
    const found = await complaints({
      icons: {
        color: png(192, [10, 90, 100, 0]),
        outline: png(32, [250, 255, 255, 255]),
        color32x32: png(32, [10, 90, 100, 255]),
      },
    });
    assert.match(found, /color\.png must fill its square/);
    assert.match(found, /outline\.png must be on a transparent ground/);
    assert.match(found, /outline\.png must be white and transparent only/);
    assert.match(found, /color32x32\.png must be on a transparent ground/);
  });

  it('are files that are no PNG', async () => {
    const color = Buffer.from('<svg/>');
    assert.match(await complaints({ icons: { ...icons, color } }), /color\.png isn't a PNG/);
  });
});
