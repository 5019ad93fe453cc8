import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verifyFile } from '../../scripts/audit-verify.js';
import { auditEntry } from '../../src/services/desk/trail.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { NOON_ISH, type OpenedStore } from '../services/store/building.js';
import { KEY, order, sealedTrail, textOf } from '../services/store/exporting.js';

const run = promisify(execFile);
const ENV = { AUDIT_KEY: KEY.toString('base64') };

describe('audit:verify', () => {
  let server: TestRedis;
  let at: OpenedStore;
  let folder: string;
  let file: string;
  let text: string;

  before(async () => {
    server = await startRedis();
    folder = await mkdtemp(join(tmpdir(), 'deskside-verify-'));
    file = join(folder, 'trail.jsonl');
    at = await sealedTrail(server.url, 'verify', 12);
    text = await textOf(at, await order(at, 'jsonl'));
  });
  beforeEach(() => writeFile(file, text));
  after(async () => {
    at.redis.disconnect();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('ends with 0 and says what is whole', async () => {
    const { code, text: said } = await verifyFile([file], ENV);
    assert.equal(code, 0);
    assert.match(said, /^whole: 1\.\.12\n12 entries, made 2026-11-20T09:00:00\.000Z, head 12:/);
  });

  it('ends with 1 and names the first bad entry', async () => {
    await writeFile(file, text.replace('"op-7"', '"op-8"'));
    const edited = await verifyFile([file], ENV);
    assert.deepEqual(edited, {
      code: 1,
      text: "Broken at entry 7 (line 8): it isn't what was sealed. Nothing after it can be trusted.",
    });
    await writeFile(file, text.split('\n').toSpliced(5, 1).join('\n'));
    assert.match(
      (await verifyFile([file], ENV)).text,
      /^Broken at entry 5 \(line 6\): it is missing/,
    );
    await writeFile(file, text.replace('"format":"jsonl"', '"format":"csv"'));
    assert.match((await verifyFile([file], ENV)).text, /head of the file was changed/);
  });

  it('compares it with a head that was kept outside', async () => {
    const [sealed] = await at.store.audit.sealed(12, 1);
    const known = `12:${sealed?.mac ?? ''}`;
    const fits = await verifyFile([file, '--head', known], ENV);
    assert.match(fits.text, /The head that you gave fits/);
    const ahead = await verifyFile([file, '--head', known.replace('12:', '15:')], ENV);
    assert.equal(ahead.code, 1);
    assert.match(ahead.text, /^Broken at entry 13 .*isn't there, and nothing after it/);
  });

  it('tells of losses that the trail itself tells of', async () => {
    const lost = { seq: 15, mac: 'L'.repeat(43) };
    const seen = {
      actor: { kind: 'desk', cause: 'timer' },
      command: 'chain-broken',
      opKey: 'x',
    } as const;
    const entry = auditEntry(seen, NOON_ISH, { outcome: 'done', code: `15:${lost.mac}` });
    await at.store.desk.commit({ audit: entry });
    await at.store.audit.seal(10);
    await writeFile(file, await textOf(at, await order(at, 'csv')));
    const { code, text: said } = await verifyFile([file, '--head', `15:${lost.mac}`], ENV);
    assert.equal(code, 0, said);
    assert.match(said, /Entry 13 says that entries 13 to 15 were lost before it/);
  });

  it('ends with 2 when it cannot tell: no key, no file, no export, another key, a wrong call', async () => {
    const other = { AUDIT_KEY: Buffer.alloc(32, 7).toString('base64') };
    const codes = await Promise.all([
      verifyFile([file], {}),
      verifyFile([file], { AUDIT_KEY: 'c2hvcnQ=' }),
      verifyFile([join(folder, 'none')], ENV),
      verifyFile(['package.json'], ENV),
      verifyFile([file], other),
      verifyFile([], ENV),
      verifyFile([file, 'two'], ENV),
      verifyFile([file, '--head', 'nonsense'], ENV),
      verifyFile([file, '--what'], ENV),
    ]);
    assert.deepEqual(
      codes.map(({ code }) => code),
      codes.map(() => 2),
    );
  });

  it('is a command of its own, with these codes', async () => {
    const args = ['--import=tsx', 'scripts/audit-verify.ts', file];
    const env = { ...process.env, ...ENV };
    const { stdout } = await run(process.execPath, args, { env });
    assert.match(stdout, /^whole: /);
    await writeFile(file, text.slice(0, -20));
    await assert.rejects(run(process.execPath, args, { env }), { code: 1 });
    await assert.rejects(run(process.execPath, args, { env: { PATH: process.env.PATH } }), {
      code: 2,
    });
  }).timeout(20_000);
});
