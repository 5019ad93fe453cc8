import assert from 'node:assert/strict';
import { finding } from '../../../src/services/desk/self-test.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { ANNA, BRAM } from '../store/building.js';
import { setStage, until, type Stage } from './staging.js';
import { NO_ROLES } from '../../support/cast.js';

const DOWN = [finding('teamviewer', 'teamviewer.no-answer', { host: 'tv' })];

describe('the regular checkup', () => {
  let server: TestRedis;
  let stage: Stage;
  let tenants = 0;

  before(async () => {
    server = await startRedis();
  });
  beforeEach(async () => {
    tenants += 1;
    stage = await setStage(server.url, `checkup-${tenants}`);
    stage.selfTests.run.resolves(DOWN);
  });
  afterEach(async () => {
    await stage.jobs.stop();
    stage.close();
  });
  after(() => server.stop());

  const due = async (member: string) =>
    Number(await stage.redis.web.zscore(`{hd:checkup-${tenants}}:agenda:work`, member)) -
    Date.now();

  async function round(): Promise<void> {
    const before = stage.selfTests.run.callCount;
    await stage.store.agenda.add('checkup', 0);
    await until('a round', () => stage.selfTests.run.callCount > before);
    await until('the next one', async () => (await due('checkup')) > 5 * 60_000);
  }

  it('is due a minute after the start, and then every ten', async () => {
    stage.jobs.start();
    await until('it is in the agenda', async () => (await due('checkup')) > 0);
    const first = await due('checkup');
    assert.ok(first > 50_000 && first <= 60_000, `${first} ms`);
    await round();
    const next = await due('checkup');
    assert.ok(next > 590_000 && next <= 600_000, `${next} ms`);
    assert.deepEqual(stage.selfTests.run.args[0], ['watched', 5_000]);
  });

  it('sends an alert when two rounds in a row saw it, and tries again while Teams says later', async () => {
    stage.jobs.start();
    stage.cardPlaces.alert.onFirstCall().resolves({ kind: 'wait', after: 50 });
    await round();
    assert.equal(stage.cardPlaces.alert.callCount, 0);
    await round();
    await until('it is sent', () => stage.cardPlaces.alert.callCount === 2);
    await round();
    assert.equal(stage.cardPlaces.alert.callCount, 2);
    const [alert, person] = stage.cardPlaces.alert.args[1] ?? [];
    assert.deepEqual([alert?.kind, person], ['broken', undefined]);
  });

  it('turns to each admin when there is no channel to tell', async () => {
    stage.jobs.start();
    // The groups of the stage name no admins; they are read once at the start.
    await until('the roles were read', async () => (await due('roles')) > 100_000);
    await stage.store.roles.replace({
      ...NO_ROLES,
      admins: new Set([ANNA, BRAM]),
      auditors: new Set(),
      guests: new Set(),
    });
    stage.cardPlaces.alert.callsFake(async (_alert, person) =>
      person === undefined ? { kind: 'dead' } : { kind: 'synced' },
    );
    await twice(stage, round);
    await until('both got it', () => {
      const people = stage.cardPlaces.alert.args.map(([, person]) => person);
      return people.includes(ANNA) && people.includes(BRAM);
    });
    await until('nothing waits', async () => (await stage.store.alerts.waiting()).length === 0);
  });

  it('keeps an alert that nobody can be told yet', async () => {
    stage.cardPlaces.alert.resolves({ kind: 'dead' });
    await twice(stage, round);
    await until('it was tried', () => stage.cardPlaces.alert.callCount > 0);
    assert.deepEqual(await stage.store.alerts.waiting(), [{ key: 'broken-teamviewer' }]);
  });

  it('drops an alarm that was overtaken before anybody could read it', async () => {
    stage.cardPlaces.alert.resolves({ kind: 'wait', after: 60_000 });
    await twice(stage, round);
    await until('it was tried', () => stage.cardPlaces.alert.callCount > 0);
    stage.cardPlaces.alert.resetHistory();
    stage.cardPlaces.alert.resolves({ kind: 'synced' });
    stage.selfTests.run.resolves([finding('teamviewer', 'teamviewer.fine')]);
    await round();
    await until('nothing waits', async () => (await stage.store.alerts.waiting()).length === 0);
    assert.deepEqual(
      stage.cardPlaces.alert.args.map(([alert]) => alert.kind),
      ['works'],
    );
  });
});

async function twice(stage: Stage, round: () => Promise<void>): Promise<void> {
  stage.jobs.start();
  await round();
  await round();
}
