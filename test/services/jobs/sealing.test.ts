import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { spy } from 'sinon';
import { headSignature, createHeadWebhook } from '../../../src/services/jobs/head-webhook.js';
import { createJobs } from '../../../src/services/jobs/jobs.js';
import { createHttp } from '../../../src/services/http/http.js';
import { createKeys } from '../../../src/services/store/keys.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { audited } from '../store/building.js';
import { setStage, until, type Stage } from './staging.js';

const KEY = randomBytes(32);

/** What a log was told. */
function toldTo({ args }: { readonly args: readonly (readonly unknown[])[] }) {
  return args;
}

describe('sealing the trail', () => {
  let server: TestRedis;
  let stage: Stage;
  let tenant: string;
  let tenants = 0;

  before(async () => {
    server = await startRedis();
  });
  beforeEach(async () => {
    tenant = `sealing-${(tenants += 1)}`;
    stage = await setStage(server.url, tenant, KEY);
  });
  afterEach(async () => {
    await stage.jobs.stop();
    stage.close();
  });
  after(() => server.stop());

  async function commit(entries: number, name = 'op'): Promise<void> {
    for (let n = 1; n <= entries; n += 1)
      await stage.store.desk.commit({ audit: audited(`${name}-${n}`) });
  }

  /** As the agenda would have it done now. */
  async function round(jobs = stage.jobs): Promise<void> {
    await stage.store.agenda.add('seal', 0);
    await jobs.tick();
  }

  it('happens by itself within seconds, and never holds up a commit', async () => {
    stage.jobs.start();
    await commit(5);
    await until('all is sealed', async () => (await stage.store.audit.unsealed()) === 0, 5_000);
    await commit(3, 'later');
    await until('all is sealed', async () => (await stage.store.audit.unsealed()) === 0, 5_000);
    const verdict = await stage.store.audit.verify();
    assert.equal(verdict.kind === 'whole' && verdict.checked, 8);
  });

  it('catches up, 500 at a time', async function () {
    this.timeout(30_000);
    await commit(1_203);
    const { audit } = stage.parts;
    const seal = spy((most: number) => audit.seal(most));
    await round(createJobs({ ...stage.parts, audit: { ...audit, seal } }));
    assert.deepEqual(await Promise.all(seal.returnValues), [500, 500, 203]);
    const verdict = await stage.store.audit.verify();
    assert.equal(verdict.kind === 'whole' && verdict.checked, 1_203);
  });

  it('is one chain, though two processes seal at once (I11)', async () => {
    const other = await setStage(server.url, tenant, KEY);
    try {
      stage.jobs.start();
      other.jobs.start();
      await commit(60);
      await until('all is sealed', async () => (await stage.store.audit.unsealed()) === 0);
      const verdict = await stage.store.audit.verify();
      assert.equal(verdict.kind === 'whole' && verdict.checked, 60);
    } finally {
      await other.jobs.stop();
      other.close();
    }
  });

  it('goes on after a process was killed between commit and seal', async function () {
    this.timeout(30_000);
    const child = spawn(
      process.execPath,
      ['--import=tsx', 'test/services/jobs/commit-and-wait.ts', server.url, tenant],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(await stage.store.audit.unsealed(), 3);
    await round();
    const verdict = await stage.store.audit.verify();
    assert.equal(verdict.kind === 'whole' && verdict.checked, 3);
  });

  it('does nothing without a key', async () => {
    const without = await setStage(server.url, tenant);
    await commit(2);
    await without.jobs.tick();
    assert.equal(await stage.store.audit.unsealed(), 2);
    without.close();
  });

  it('waits for the right key when another one is set, and says so once', async () => {
    await commit(2);
    await round();
    const other = await setStage(server.url, tenant, randomBytes(32));
    await commit(1, 'more');
    for (let n = 0; n < 3; n += 1) await round(other.jobs);
    assert.equal(other.log.error.callCount, 1);
    assert.equal(await stage.store.audit.unsealed(), 1);
    other.close();
    await round();
    assert.equal((await stage.store.audit.verify()).kind, 'whole');
  });

  /** What a replica that was a little behind knows: everything up to entry `seq`. */
  async function failOverTo(seq: number): Promise<void> {
    const { web } = stage.redis;
    const keys = createKeys(tenant);
    const entries = await web.xrange(keys.audit, '-', `${seq}-0`);
    const seals = await web.xrange(keys.auditSeals, '-', `${seq}-0`);
    await web.del(keys.audit, keys.auditSeals);
    for (const [id, fields] of entries) await web.xadd(keys.audit, id, ...fields);
    for (const [id, fields] of seals) await web.xadd(keys.auditSeals, id, ...fields);
    await web.set(keys.auditSeq, seq);
    await web.hset(keys.auditHead, 'seq', seq, 'mac', seals.at(-1)?.[1][1] ?? '');
  }

  it('says once, loudly, that a fail-over took the end away, and goes on behind an entry that names it', async () => {
    await commit(10);
    await round();
    const lost = await stage.store.audit.head();
    assert.ok(lost);
    await failOverTo(7);
    await commit(2, 'after');
    for (let n = 0; n < 3; n += 1) await round();
    assert.equal(stage.log.error.callCount, 1);
    const [facts, words] = toldTo(stage.log.error)[0] ?? [];
    assert.deepEqual(facts, { seq: 10, mac: lost.mac, noted: true });
    assert.match(String(words), /the end of the trail is gone/);
    const entries = await stage.store.audit.read(1, 100);
    const said = entries.filter(({ entry }) => entry.command === 'chain-broken');
    assert.equal(said.length, 1);
    assert.deepEqual([said[0]?.entry.actor, said[0]?.entry.code], ['desk', `10:${lost.mac}`]);
    const verdict = await stage.store.audit.verify({ known: lost });
    assert.ok(verdict.kind === 'whole');
    assert.equal(verdict.checked, 10);
    assert.deepEqual(verdict.losses, [{ at: 10, lost: { seq: 10, mac: lost.mac } }]);
  });

  it('is noted by one of several processes, and forgotten by none', async () => {
    const other = await setStage(server.url, tenant, KEY);
    try {
      await commit(8);
      await round();
      await commit(2, 'more');
      await round(other.jobs);
      await failOverTo(6);
      await round(other.jobs);
      await round();
      await round(other.jobs);
      const entries = await stage.store.audit.read(1, 100);
      const codes = entries.filter(({ entry }) => entry.command === 'chain-broken');
      assert.equal(codes.length, 1);
      assert.match(codes[0]?.entry.code ?? '', /^10:/);
      assert.equal(other.log.error.callCount + stage.log.error.callCount, 2);
      assert.equal(await stage.store.audit.unsealed(), 0);
    } finally {
      other.close();
    }
  });

  it('stays a cut for good when entries are gone that the head knows of', async () => {
    await commit(10);
    await round();
    const keys = createKeys(tenant);
    for (const seq of [8, 9, 10]) await stage.redis.web.xdel(keys.audit, `${seq}-0`);
    await commit(1, 'after');
    await round();
    await round();
    assert.equal(stage.log.error.callCount, 1);
    assert.equal(await stage.store.audit.unsealed(), 0, 'sealing goes on');
    const verdict = await stage.store.audit.verify();
    assert.deepEqual(verdict.kind === 'broken' && verdict.broken, { kind: 'missing', seq: 8 });
  });

  it('is verified in rounds when it is long, with the same verdict', async () => {
    await commit(1_600);
    await round();
    const { audit } = stage.store;
    let verdict = await audit.verify({ within: -1 });
    let rounds = 1;
    for (; verdict.kind === 'unfinished'; rounds += 1) {
      assert.equal(verdict.of, 1_600);
      assert.equal(verdict.checked, Math.min(1_600, rounds * 500));
      verdict = await audit.verify({ within: -1, resume: verdict.resume });
    }
    assert.equal(rounds, 5);
    assert.equal(verdict.kind === 'whole' && verdict.checked, 1_600);
    const forged = JSON.stringify({
      walked: { checked: 900, at: { seq: 900, mac: 'x' }, losses: [] },
      signature: 'x',
    });
    const again = await audit.verify({ resume: forged });
    assert.equal(again.kind === 'whole' && again.checked, 1_600, 'from the beginning');
  }).timeout(30_000);

  describe('tells its head', () => {
    let receiver: Server;
    let url: string;
    let statuses: number[];
    let got: Record<string, unknown>[];

    beforeEach(async () => {
      statuses = [];
      got = [];
      receiver = createServer((request, response) => {
        let text = '';
        request.on('data', (piece: Buffer) => (text += piece.toString()));
        request.on('end', () => {
          const status = statuses.shift() ?? 200;
          if (status === 200) got.push(JSON.parse(text) as Record<string, unknown>);
          response.statusCode = status;
          response.end(status === 200 ? 'ok' : '');
        });
      });
      receiver.listen(0, '127.0.0.1');
      await once(receiver, 'listening');
      const address = receiver.address();
      url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/head`;
    });
    afterEach(() => {
      receiver.closeAllConnections();
      receiver.close();
    });

    function heads() {
      return toldTo(stage.log.info).filter(([, words]) => /head/.test(String(words)));
    }

    async function telling() {
      const tellHead = createHeadWebhook({ http: createHttp(), url, tenant, auditKey: KEY });
      return createJobs({ ...stage.parts, tellHead });
    }

    it('to the log, and signed to an address outside', async () => {
      await commit(3);
      await round();
      await stage.store.agenda.add('audit-head', 0);
      await (await telling()).tick();
      const head = await stage.store.audit.head();
      const [facts, words] = heads()[0] ?? [];
      assert.equal(words, 'audit: head of the trail');
      assert.deepEqual(facts, { seq: 3, mac: head?.mac, keyName: head?.key });
      assert.equal(got.length, 1);
      const { signature, ...told } = got[0] as { signature: string } & Parameters<
        typeof headSignature
      >[1];
      assert.deepEqual(
        [told.tenant, told.seq, told.mac, told.key],
        [tenant, 3, head?.mac, head?.key],
      );
      assert.equal(signature, headSignature(KEY, told));
    });

    it('again by the agenda when nobody takes it, and the log says it once', async () => {
      await commit(1);
      await round();
      statuses.push(503, 503);
      const jobs = await telling();
      for (let n = 0; n < 3; n += 1) {
        await stage.store.agenda.add('audit-head', 0);
        await jobs.tick();
      }
      assert.equal(got.length, 1);
      assert.equal(heads().length, 1);
      assert.equal(stage.log.warn.callCount, 2);
    });

    it('not at all while nothing is sealed', async () => {
      await stage.store.agenda.add('audit-head', 0);
      await (await telling()).tick();
      assert.deepEqual(got, []);
    });
  });
});
