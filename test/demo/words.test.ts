import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const PAGE = 'simulator/page';
const rows = z.record(z.string(), z.tuple([z.string(), z.string(), z.string()]));
const modules = z.object({
  'words.js': z.object({ WORDS: rows }),
  'words-events.js': z.object({ EVENT_WORDS: rows, BEAT_WORDS: rows }),
});

async function load(name: string): Promise<unknown> {
  return import(pathToFileURL(`${PAGE}/${name}`).href);
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\w+\}/g)].map(([whole]) => whole).sort();
}

describe('the words of the demo page', () => {
  let words: z.infer<typeof rows>;
  let all: z.infer<typeof rows>;

  before(async () => {
    const read = modules.parse({
      'words.js': await load('words.js'),
      'words-events.js': await load('words-events.js'),
    });
    words = read['words.js'].WORDS;
    const { EVENT_WORDS, BEAT_WORDS } = read['words-events.js'];
    all = { ...words, ...EVENT_WORDS, ...BEAT_WORDS };
  });

  it('are there in three languages, with the same values to fill in', () => {
    for (const [key, [en, nl, fr]] of Object.entries(all)) {
      for (const text of [en, nl, fr]) {
        assert.ok(text.trim(), `${key} is empty`);
        assert.deepEqual(placeholders(text), placeholders(en), key);
      }
    }
  });

  it('have a row for every key that the page asks for', async () => {
    const files = (await readdir(PAGE)).filter((name) => name.endsWith('.js'));
    const asked = new Set<string>();
    for (const name of files) {
      const source = await readFile(`${PAGE}/${name}`, 'utf8');
      for (const [, key = ''] of source.matchAll(/\bsay\([\w.]+, '(\w+)'/g)) asked.add(key);
    }
    assert.ok(asked.size > 40);
    assert.deepEqual(
      [...asked].filter((key) => !(key in words)),
      [],
    );
  });

  it('have a caption for every beat of the story', async () => {
    const story = await readFile('simulator/demo/story.ts', 'utf8');
    const beats = [...story.matchAll(/name: '(\w+)'/g)].map(([, name = '']) => name);
    assert.ok(beats.length > 5);
    assert.deepEqual(
      beats.filter((name) => !(name in all)),
      [],
    );
  });
});
