import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { seededRandom } from '../../../simulator/random.js';
import { verifyExport } from '../../../src/services/audit-file/verify-export.js';
import type { ExportOrder } from '../../../src/services/desk/ports.js';
import { createKeys } from '../../../src/services/store/keys.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { ANNA, NOON_ISH, openStore, type OpenedStore } from './building.js';
import { inPieces, KEY, order, sealedTrail, textOf } from './exporting.js';

const FORMATS = ['jsonl', 'csv'] as const;
const ENTRIES = 40;

describe('a file of the trail', function () {
  let server: TestRedis;
  let at: OpenedStore;
  let keys: ReturnType<typeof createKeys>;
  let tenants = 0;

  before(async () => {
    server = await startRedis();
  });
  after(() => server.stop());
  beforeEach(async () => {
    const tenant = `export-${(tenants += 1)}`;
    keys = createKeys(tenant);
    at = await sealedTrail(server.url, tenant, ENTRIES);
  });
  afterEach(() => {
    at.redis.disconnect();
  });

  const verified = (text: string, known?: { seq: number; mac: string }) =>
    verifyExport(inPieces(text), KEY, known);

  for (const format of FORMATS) {
    it(`holds every entry in ${format} and verifies without Redis (I11)`, async () => {
      const verdict = await verified(await textOf(at, await order(at, format)));
      assert.equal(verdict.kind, 'whole');
      assert.equal(verdict.kind === 'whole' && verdict.frame.numbers, `1-${ENTRIES}`);
    });

    it(`holds a part of the trail in ${format}, and still tells when one of it is missing`, async () => {
      const wish = await order(at, format, { denied: true }, { denied: 'yes' });
      const text = await textOf(at, wish);
      const whole = await verified(text);
      assert.equal(whole.kind === 'whole' && whole.entries, ENTRIES / 4);
      const { lines, put } = linesOf(text, format);
      lines.splice(3, 1);
      const verdict = await verified(put(lines));
      const bad = { seq: 16, kind: 'missing' };
      assert.deepEqual(verdict.kind === 'broken' && pick(verdict.bad), bad);
    });

    it(`is named by the first bad entry, 100 tamperings out of 100 in ${format}`, async function () {
      this.timeout(60_000);
      const text = await textOf(at, await order(at, format));
      const random = seededRandom(67);
      for (let round = 0; round < 100; round += 1) {
        const { changed, seq, kinds, what } = tampered(text, format, random);
        const verdict = await verified(changed);
        const label = `round ${round}, ${what} at ${seq}`;
        assert.ok(verdict.kind === 'broken', `${label}: ${verdict.kind}`);
        assert.equal(verdict.bad.seq, seq, `${label}: ${JSON.stringify(verdict.bad)}`);
        assert.ok(kinds.includes(verdict.bad.kind), `${label}: ${verdict.bad.kind}`);
      }
    });

    it(`is not believed in ${format} when its first lines were changed`, async () => {
      const text = await textOf(at, await order(at, format));
      const end = text.indexOf('\n');
      for (let spot = 1; spot < end - 1; spot += 3) {
        const other = text[spot] === 'x' ? 'y' : 'x';
        const verdict = await verified(`${text.slice(0, spot)}${other}${text.slice(spot + 1)}`);
        assert.notEqual(verdict.kind, 'whole', `character ${spot}`);
      }
    });

    it(`goes through a head from outside in ${format}, or says where not`, async () => {
      const text = await textOf(at, await order(at, format));
      const [seal] = (await at.store.audit.sealed(20, 1)) ?? [];
      assert.ok(seal);
      const fits = await verified(text, { seq: 20, mac: seal.mac });
      assert.equal(fits.kind === 'whole' && fits.headFits, true);
      const other = await verified(text, { seq: 20, mac: 'A'.repeat(43) });
      assert.deepEqual(other.kind === 'broken' && pick(other.bad), { seq: 20, kind: 'edited' });
      const later = await verified(text, { seq: ENTRIES + 5, mac: seal.mac });
      const cut = { seq: ENTRIES + 1, kind: 'cut' };
      assert.deepEqual(later.kind === 'broken' && pick(later.bad), cut);
    });
  }

  it('names what somebody spoilt in Redis before the file was made', async () => {
    await at.redis.xdel(keys.audit, '17-0');
    const verdict = await verified(await textOf(at, await order(at, 'jsonl')));
    assert.deepEqual(verdict.kind === 'broken' && pick(verdict.bad), { seq: 17, kind: 'missing' });
  });

  it('shows names in CSV alone, guarded against formulas, and none in the chain', async () => {
    const csv = await textOf(at, await order(at, 'csv'));
    assert.match(csv, /"'=HYPERLINK\(""http:\/\/x"";""Anna""\)"/);
    assert.doesNotMatch(csv, /(?:^|,)"[=+@\t-]/m);
    const jsonl = await textOf(at, await order(at, 'jsonl'));
    assert.doesNotMatch(jsonl, /HYPERLINK|Bram/);
  });

  it('is the same each time it is made, whoever was forgotten meanwhile in the chain', async () => {
    const wish = await order(at, 'jsonl');
    const once = await textOf(at, wish);
    await at.redis.del(keys.person(ANNA));
    await at.store.desk.commit({ audit: { ...(await first()), opKey: 'later' } });
    await at.store.audit.seal(10);
    assert.equal(await textOf(at, wish), once);
  });

  async function first() {
    const [entry] = await at.store.audit.read(1, 1);
    assert.ok(entry);
    return entry.entry;
  }

  it('is about one person, or from a moment on, as it was asked for', async () => {
    const filter = { person: ANNA, since: 'x' };
    const query = { person: ANNA, since: NOON_ISH + 20_000 };
    const text = await textOf(at, await order(at, 'jsonl', query, filter));
    const verdict = await verified(text);
    assert.ok(verdict.kind === 'whole');
    assert.deepEqual(verdict.frame.filter, filter);
    const seqs = linesOf(text, 'jsonl').lines.map((line) => Number(/"seq":(\d+)/.exec(line)?.[1]));
    const expected = Array.from({ length: ENTRIES }, (_, index) => index + 1).filter(
      (n) => n >= 20 && (n % 3 !== 0 || n % 5 === 1),
    );
    assert.deepEqual(seqs, expected);
  });

  it('is not made without the key, or with another one, or beyond the time it may take', async () => {
    const wish = await order(at, 'csv');
    const tenant = `export-${tenants}`;
    const without = openStore(server.url, tenant);
    const other = openStore(server.url, tenant, randomBytes(32), randomBytes(32));
    assert.equal((await without.store.auditFiles.open(wish)).kind, 'no-key');
    assert.equal((await other.store.auditFiles.open(wish)).kind, 'other-key');
    assert.equal((await at.store.auditFiles.open(wish, -1)).kind, 'too-large');
    for (const { redis } of [without, other]) redis.disconnect();
  });

  it('is another key’s, or no export at all, to whoever reads it so', async () => {
    const text = await textOf(at, await order(at, 'csv'));
    assert.equal((await verifyExport(inPieces(text), randomBytes(32))).kind, 'other-key');
    assert.equal((await verifyExport(inPieces('name;age\n'), KEY)).kind, 'no-export');
    assert.equal((await verifyExport(inPieces(''), KEY)).kind, 'no-export');
  });
});

function pick({ seq, kind }: { seq: number; kind: string }) {
  return { seq, kind };
}

/** Lines with entries, and the way to put a file together of others. */
function linesOf(text: string, format: ExportOrder['format']) {
  const end = format === 'csv' ? '\r\n' : '\n';
  const all = text.split(end).slice(0, -1);
  const frame = all.splice(0, format === 'csv' ? 2 : 1);
  return {
    lines: all,
    put: (lines: readonly string[]) => [...frame, ...lines, ''].join(end),
  };
}

interface Tampered {
  readonly changed: string;
  readonly what: string;
  readonly seq: number;
  readonly kinds: readonly string[];
}

const WAYS = ['edit', 'delete', 'swap', 'cut', 'copy', 'forge', 'replace', 'tear'] as const;

function tampered(text: string, format: ExportOrder['format'], random: () => number): Tampered {
  const { lines, put } = linesOf(text, format);
  const upTo = (most: number) => Math.floor(random() * most);
  const what = WAYS[upTo(WAYS.length)] ?? 'edit';
  const index = 1 + upTo(lines.length - 2);
  const own = lines[index] ?? '';
  const spoilt = otherwise(own, upTo(own.length), upTo(26));
  const to = index + 1 + upTo(lines.length - index - 1);
  const result = (kinds: readonly string[], seq = index + 1): Tampered => ({
    changed: put(lines),
    what,
    seq,
    kinds,
  });
  switch (what) {
    case 'edit':
      lines[index] = spoilt;
      // A quote that is gone takes the rest of a CSV with it.
      return result(['edited', 'cut']);
    case 'delete':
      lines.splice(index, 1);
      return result(['missing']);
    case 'swap':
      [lines[index], lines[to]] = [lines[to] ?? '', own];
      return result(['out-of-order']);
    case 'cut':
      lines.splice(index);
      return result(['cut']);
    case 'copy':
      lines.splice(index, 0, lines[upTo(index)] ?? '');
      return result(['inserted']);
    case 'forge':
      lines.splice(index, 0, own.replace('"op-', '"no-').replace('op-', 'no-'));
      return result(['inserted']);
    case 'replace':
      lines[index] = lines[upTo(index)] ?? '';
      return result(['edited']);
    case 'tear': {
      const whole = put(lines);
      const start = whole.indexOf(own);
      return { ...result(['cut']), changed: whole.slice(0, start + 1 + upTo(own.length - 1)) };
    }
  }
}

/** The same with another character at one place. */
function otherwise(text: string, at: number, letter: number): string {
  const instead = String.fromCharCode(97 + letter);
  const other = text[at] === instead ? '#' : instead;
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}
