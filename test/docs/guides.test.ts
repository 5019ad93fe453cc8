import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { noordzee } from '../../simulator/company.js';
import { policySchema } from '../../src/config/policy-schema.js';
import { CHECKS } from '../../src/services/desk/self-test.js';
import { VARIABLES } from '../../src/config/variables.js';
import { createTranslator } from '../../src/services/i18n/translator.js';
import { DECLARATIONS } from '../../src/services/telemetry/metric-catalogue.js';
import { brokenLinks, pagesIn, readPage } from './markdown.js';

const FOLDERS = ['docs', 'deploy', 'manifest', 'src', 'simulator', 'test'].filter((folder) =>
  existsSync(folder),
);
const PAGES = ['.', ...FOLDERS].flatMap((folder) => pagesIn(folder));
const GUIDES = ['docs/install.md', 'docs/operations.md'];

const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8'))).scripts;

/** Settings that aren't the bot's. */
const OTHERS = new Set(['BOT_URL']);

describe('The guides', () => {
  it('link to files and headings that are there, as every page does', () => {
    assert.ok(PAGES.length > 20, 'the pages were found');
    assert.deepEqual(
      PAGES.flatMap((path) => brokenLinks(readPage(path))),
      [],
    );
  });

  it('name npm scripts, entry files and scripts that exist', () => {
    for (const path of GUIDES) {
      const { text } = readPage(path);
      const missing = [
        ...names(text, /npm run (?:--silent )?([a-z][\w:]*)/g).filter((name) => !scripts[name]),
        ...names(text, /dist\/(\w+)\.js/g).filter((name) => !existsSync(`src/${name}.ts`)),
        ...names(text, /(scripts\/[\w./-]+\.(?:ts|mjs))/g).filter((file) => !existsSync(file)),
      ];
      assert.deepEqual(missing, [], path);
    }
  });

  it('name settings that exist, and every setting stands in one of them', () => {
    const known = new Set(Object.keys(VARIABLES));
    const named = new Set(
      GUIDES.flatMap((path) =>
        names(
          readPage(path).text,
          /`((?:MicrosoftApp|Certificate|ToBot|ToChannel)\w+|[A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g,
        ),
      ),
    );
    const strangers = [...named].filter((name) => !known.has(name) && !OTHERS.has(name));
    assert.deepEqual(strangers.sort(), []);
    assert.ok(named.size > 20, 'the settings were found');
    assert.deepEqual([...known].filter((name) => !isIn(name)).sort(), []);
  });

  it('say what each line of the doctor means', () => {
    const { t } = createTranslator();
    const { text } = readPage('docs/install.md');
    const missing = CHECKS.filter(
      (check) => !text.includes(`\n| ${t('en', `doctor:check.${check}`)} `),
    );
    assert.deepEqual(missing, []);
  });

  it('show a policy file that is valid', () => {
    const { text } = readPage('docs/operations.md');
    const example = /```yaml\n(# policy\.yaml[\s\S]*?)```/.exec(text)?.[1] ?? '';
    const policy = policySchema.parse(parse(example));
    assert.equal(policy.hours.kind, 'week');
    assert.equal(policy.alert.mention.length, 1);
  });

  it('use metrics and labels that exist in their alert rules', () => {
    const rules =
      readPage('docs/operations.md').text.match(/```yaml\ngroups:[\s\S]*?```/)?.[0] ?? '';
    const used = [...rules.matchAll(/(deskside_\w+?)(?:_bucket)?\b(?:\{(\w+)=~?"([^"]*)"\})?/g)];
    assert.ok(used.length >= 10, 'the rules were found');
    for (const [words, metric = '', label, values = ''] of used) {
      const labels = DECLARATIONS.get(metric)?.labels;
      assert.ok(labels, words);
      if (label === undefined) continue;
      for (const value of values.split('|')) assert.ok(labels[label]?.includes(value), words);
    }
  });

  it('ask for the permissions that the simulator’s Graph wants too', () => {
    const { text } = readPage('docs/install.md');
    const step = text.slice(text.indexOf('## 2. '), text.indexOf('These five are optional'));
    const asked = names(step, /^\| `([\w.]+\.All)`/gm);
    const { roles } = noordzee().graphApp;
    const optional = names(text.slice(text.indexOf('These five are optional')), /^\| `([\w.]+)`/gm);
    assert.deepEqual(roles.filter((role) => !optional.includes(role)).sort(), asked.sort());
  });
});

function names(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

function isIn(name: string): boolean {
  return GUIDES.some((path) => readFileSync(path, 'utf8').includes(name));
}
