import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppManifestUtils, TeamsManifestConverter } from '@microsoft/app-manifest';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { z } from 'zod';
import { packageApp } from '../../scripts/package.js';
import { bundledVersions } from '../../scripts/package/schema.js';
import { commandsDigest } from '../../src/bot/commands/digest.js';
import { complaints, CONTOSO, made, opened, template } from './made.js';

describe('the app package', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'deskside-package-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const now = () => new Date('2026-11-21T10:00:00Z');

  it('is made from the environment, with a record of what is in it', async () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const { ok, words } = await packageApp({ env: CONTOSO, folder, now });
    assert.equal(ok, true, words);
    assert.match(
      words,
      new RegExp(String.raw`deskside-${version}\.zip +version ${version}, [\d.]+ KB`),
    );
    assert.match(words, /Upload new app/);
    assert.deepEqual(readdirSync(folder).sort(), [
      `deskside-${version}.zip`,
      'deskside-package.json',
    ]);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'deskside-package.json'), 'utf8')), {
      version,
      commandsDigest: commandsDigest(),
      builtAt: '2026-11-21T10:00:00.000Z',
    });
    const { manifest } = opened(readFileSync(join(folder, `deskside-${version}.zip`)));
    assert.equal(manifest.version, version);
  });

  it('holds the manifest at its root, three icons and two languages, and nothing else', async () => {
    const { names } = opened((await made()).bytes);
    assert.deepEqual(names, [
      'manifest.json',
      'color.png',
      'outline.png',
      'color32x32.png',
      'nl.json',
      'fr.json',
    ]);
  });

  it('carries the ids and the host of the organisation', async () => {
    const { manifest } = opened((await made()).bytes);
    assert.equal(manifest['id'], CONTOSO.TEAMS_APP_ID);
    assert.equal(manifest.bots[0]['botId'], CONTOSO.MicrosoftAppId);
    assert.deepEqual(manifest['validDomains'], ['desk.contoso.example']);
    assert.deepEqual(manifest['webApplicationInfo'], {
      id: CONTOSO.MicrosoftAppId,
      resource: `api://desk.contoso.example/botid-${CONTOSO.MicrosoftAppId}`,
    });
    assert.deepEqual(manifest['developer'], {
      name: 'Contoso IT',
      websiteUrl: CONTOSO.WEBSITE_URL,
      privacyUrl: CONTOSO.PRIVACY_URL,
      termsOfUseUrl: CONTOSO.TERMS_URL,
    });
  });

  it('has the same bytes whenever and wherever it is made', async () => {
    const zone = process.env['TZ'];
    const first = await made();
    try {
      process.env['TZ'] = 'Pacific/Auckland';
      const second = await made();
      assert.equal(Buffer.compare(second.bytes, first.bytes), 0);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('fits the newest schema that @microsoft/app-manifest brings', async () => {
    const { text, manifest } = opened((await made()).bytes);
    assert.equal(
      manifest.manifestVersion,
      bundledVersions().at(-1),
      'a newer schema is bundled: move manifest/manifest.json, nl.json and fr.json to it',
    );
    const read = TeamsManifestConverter.jsonToManifest(text('manifest.json'));
    assert.deepEqual(await AppManifestUtils.validateAgainstSchema(read), []);
    for (const name of ['nl.json', 'fr.json']) {
      assert.match(
        opened((await made()).bytes).strings(name)['$schema'] ?? '',
        new RegExp(
          String.raw`/v${manifest.manifestVersion.replace('.', String.raw`\.`)}/MicrosoftTeams\.Localization`,
        ),
      );
    }
  });

  it('asks for no more than it needs', async () => {
    const { manifest } = opened((await made()).bytes);
    for (const key of ['authorization', 'devicePermissions', 'staticTabs', 'configurableTabs']) {
      assert.equal(key in manifest, false, key);
    }
    assert.deepEqual(manifest.bots[0].scopes, ['personal', 'team']);
    assert.deepEqual(manifest['permissions'], ['identity', 'messageTeamMembers']);
  });

  it('has names and descriptions that the store takes', async () => {
    const { manifest, strings } = opened((await made()).bytes);
    const texts = [
      { ...manifest.name, description: manifest.description },
      ...['nl.json', 'fr.json'].map((name) => ({
        short: strings(name)['name.short'] ?? '',
        full: strings(name)['name.full'] ?? '',
        description: {
          short: strings(name)['description.short'] ?? '',
          full: strings(name)['description.full'] ?? '',
        },
      })),
    ];
    for (const { short, full, description } of texts) {
      assert.doesNotMatch(`${short} ${full}`, /\bteams\b|microsoft|beta|dev/i);
      assert.ok(description.short.length <= 80 && !description.full.includes(description.short));
      assert.doesNotMatch(description.short + description.full, /!|\p{Extended_Pictographic}/u);
    }
  });

  it('writes nothing with --check, and to another file with --out', async () => {
    const checked = await packageApp({ env: CONTOSO, folder, now, check: true });
    assert.equal(checked.ok, true);
    assert.deepEqual(readdirSync(folder), []);
    const out = join(folder, 'deeper', 'desk.zip');
    const { ok, words } = await packageApp({ env: CONTOSO, folder, now, out });
    assert.equal(ok, true, words);
    assert.equal(existsSync(out), true);
    assert.deepEqual(readdirSync(folder).sort(), ['deeper', 'deskside-package.json']);
  });

  it('is refused as a command with everything that is missing, and made with a file of settings', () => {
    const env = { PATH: process.env['PATH'] };
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['--import=tsx', 'scripts/package.ts', ...args], {
        env,
        encoding: 'utf8',
      });
    const bare = run('--check');
    assert.equal(bare.status, 1);
    for (const name of Object.keys(CONTOSO))
      assert.match(bare.stderr, new RegExp(`${name} is missing`));
    const file = join(folder, 'contoso.env');
    writeFileSync(
      file,
      Object.entries(CONTOSO)
        .map(([name, value]) => `${name}="${value}"\n`)
        .join(''),
    );
    const good = run('--check', '--env-file', file);
    assert.equal(good.status, 0, good.stderr);
    assert.match(good.stdout, /is valid; nothing was written/);
    const wrong = run('--chek');
    assert.equal(wrong.status, 1);
    assert.match(wrong.stderr, /Usage: npm run package/);
  });

  it('leaves no placeholder unfilled', async () => {
    const { names, text } = opened((await made()).bytes);
    for (const name of names.filter((file) => file.endsWith('.json'))) {
      assert.doesNotMatch(text(name), /\$\{/, name);
    }
    const unknown = template().replace('${{TERMS_URL}}', '${{TERM_URL}}');
    assert.match(
      await complaints({ template: unknown }),
      /manifest\.json has a placeholder that nothing fills: \$\{\{TERM_URL\}\}/,
    );
    const half = template().replace('"${{DEVELOPER_NAME}}"', '"${DEVELOPER_NAME}"');
    assert.match(await complaints({ template: half }), /still has \$\{DEVELOPER_NAME\} in it/);
  });
});
