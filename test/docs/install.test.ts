import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { freePort } from '../support/ports.js';
import { triesOf, type Try } from './markdown.js';
import { Workshop } from './workshop.js';

/** Ports that the page names, and those that this run uses in their place. */
async function otherPorts(): Promise<(text: string) => string> {
  const ports = new Map<string, string>();
  for (const named of ['6379', '3978', '3979', '9464']) {
    ports.set(named, String(await freePort()));
  }
  return (text) => text.replaceAll(/\b(?:6379|397[89]|9464)\b/g, (port) => ports.get(port) ?? port);
}

describe('docs/install.md, tried word for word against the simulator', function () {
  this.timeout(120_000);
  const tries = triesOf(readFileSync('docs/install.md', 'utf8'));
  let workshop: Workshop;
  let here: (text: string) => string;

  before(async () => {
    here = await otherPorts();
    workshop = await Workshop.open({
      PORT: here('3978'),
      METRICS_PORT: here('9464'),
      BOT_URL: here('http://127.0.0.1:3978/api/messages'),
    });
  });
  after(() => workshop.close());

  it('has something to try', () => {
    assert.ok(tries.length >= 8, `${tries.length} blocks are marked`);
    assert.equal(tries.filter(({ kind }) => kind === 'stays').length, 3);
  });

  for (const attempt of tries) {
    it(`${attempt.kind}: ${titleOf(attempt)}`, async () => {
      const shows = attempt.shows.map((line) => here(line));
      const command = here(attempt.command);
      if (attempt.kind === 'stays') {
        await workshop.stays(command, shows);
        return;
      }
      const { code, said } = await workshop.runs(command);
      assert.equal(code, attempt.kind === 'fails' ? 1 : 0, said);
      for (const line of shows) assert.ok(said.includes(line), `no "${line}" in:\n${said}`);
    });
  }

  it('ends, the bot having finished what it did', async () => {
    assert.deepEqual(await workshop.stop(), [0, 0, 0]);
  });
});

function titleOf({ command }: Try): string {
  return command.trim().split('\n')[0]?.slice(0, 70) ?? '';
}
