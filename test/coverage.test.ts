import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'mocha';

interface Row {
  readonly ids: string;
  readonly file: string;
  readonly title: string;
}

async function rows(): Promise<Row[]> {
  const text = await readFile('docs/coverage.md', 'utf8');
  return text
    .split('\n')
    .filter((line) => /^\| [SF]\d/.test(line))
    .map((line) => {
      const [ids = '', file = '', title = ''] = line
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.trim());
      return { ids, file: file.replaceAll('`', ''), title };
    });
}

describe('docs/coverage.md', () => {
  it('names tests that are there, by their exact titles', async () => {
    const missing: string[] = [];
    for (const { ids, file, title } of await rows()) {
      const source = await readFile(file, 'utf8').catch(() => '');
      const quoted = [`'${title.replaceAll("'", "\\'")}'`, `"${title}"`, `\`${title}\``];
      if (
        !quoted.some(
          (literal) => source.includes(`it(${literal}`) || source.includes(`it(\n    ${literal}`),
        )
      ) {
        missing.push(`${ids}: ${file}: ${title}`);
      }
    }
    assert.deepEqual(missing, []);
  });

  it('has at least one row for each capability it claims, and no id twice', async () => {
    const seen = new Map<string, number>();
    for (const { ids } of await rows()) {
      for (const id of ids.split(', ')) {
        assert.match(id, /^[SF]\d{1,3}$/, `one id or several with ", " between: ${ids}`);
        seen.set(id, (seen.get(id) ?? 0) + 1);
      }
    }
    assert.ok(seen.size > 30, `only ${seen.size} ids`);
    assert.deepEqual(
      [...seen].filter(([, times]) => times > 1),
      [],
    );
  });
});
