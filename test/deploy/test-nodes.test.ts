import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { z } from 'zod';

const script = readFileSync('scripts/test-nodes.mjs', 'utf8');
const VERSIONS = [...script.matchAll(/^ {2}\[(\d+), '([\d.]+)'\],$/gm)].map(
  ([, major = '', version = '']) => ({ major, version }),
);

describe('npm run test:nodes', () => {
  function run(...args: string[]): { status: number | null; said: string } {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['scripts/test-nodes.mjs', ...args],
      { encoding: 'utf8' },
    );
    return { status, said: `${stdout}${stderr}` };
  }

  it('knows a version of each Node that package.json allows', () => {
    const { engines } = z
      .object({ engines: z.object({ node: z.string() }) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const allowed = engines.node.match(/(?<=\^|>=)\d+/g);
    assert.deepEqual(
      VERSIONS.map(({ major }) => major),
      allowed,
    );
    for (const { major, version } of VERSIONS) assert.ok(version.startsWith(`${major}.`), version);
  });

  it('runs a part on one of them and tells the count in a table', function () {
    this.timeout(120_000);
    const here = process.versions.node.split('.')[0] ?? '';
    const major = VERSIONS.some((known) => known.major === here) ? here : '24';
    const { status, said } = run('--only', major, '--', 'test/deploy/dockerfile.test.ts');
    assert.equal(status, 0, said);
    const escaped = String.raw`\nNode ${major}\.\d+\.\d+: [1-9]\d* passed, 0 failed, \d+ s\n$`;
    assert.match(said, new RegExp(escaped));
  });

  it('is not green when no test ran, or one failed', function () {
    this.timeout(120_000);
    const here = process.versions.node.split('.')[0] ?? '';
    const major = VERSIONS.some((known) => known.major === here) ? here : '24';
    const { status, said } = run('--only', major, '--', 'test/no-such.test.ts');
    assert.equal(status, 1);
    assert.match(said, /no test ran, \d+ s {2}<- not green/);
  });

  it('refuses a Node that it doesn’t know, in words', () => {
    const { status, said } = run('--only', '18');
    assert.equal(status, 1);
    assert.match(said, /^Usage: /);
  });
});
