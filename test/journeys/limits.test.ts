import assert from 'node:assert/strict';
import { World } from '../support/world.js';
import {
  buttonsOf,
  cardNow,
  DAY,
  HOUR,
  MINUTE,
  ownCard,
  readingNow,
  recordOf,
  rootOf,
  until,
} from './session-steps.js';

const SECOND = 1_000;

describe('Four hours without an answer (4)', () => {
  let world: World;
  let id: string;
  before(async () => {
    world = await World.start();
    id = await world.ask(world.anna, 'Mijn scherm blijft zwart na de update');
    await rootOf(world, id);
  });
  after(() => world.stop());

  it('warn the help desk at 50, 75 and 90 %, on the card and in its thread', async () => {
    const sam = world.sam.inChannel();
    const root = await rootOf(world, id);
    for (const [percent, wait] of [
      [50, 2 * HOUR + SECOND],
      [75, HOUR],
      [90, 36 * MINUTE],
    ] as const) {
      await world.pass(wait);
      await sam.seesThere(root, `${percent} % of the time has passed`);
      const notice = await sam.sees(`${percent} % of the time for ${id} has passed`);
      assert.equal(notice.root, root.id);
    }
    assert.equal(world.anna.find(/%/), undefined, 'the user is not alarmed');
  });

  it('are still in time in their last second, taken or not', async () => {
    const sam = world.sam.inChannel();
    await sam.pressOn(await rootOf(world, id), 'take');
    await world.pass(24 * MINUTE - 11 * SECOND);
    assert.equal((await recordOf(world, id)).state, 'pending');
  });

  it('end it a moment later: out of the queue, and the user is told kindly', async () => {
    const { anna } = world;
    const sam = world.sam.inChannel();
    const root = await rootOf(world, id);
    await world.pass(11 * SECOND);
    const told = await anna.sees(/Niemand heeft.*op tijd/);
    assert.ok(told);
    const card = await ownCard(anna, id, 'reopen');
    assert.deepEqual(buttonsOf(anna, card), { reopen: 'Ik heb nog steeds hulp nodig' });
    await sam.seesThere(root, /● Expired/);
    assert.deepEqual(buttonsOf(sam, root), {});
    await sam.sees(/Nobody is waiting/);
    await sam.sees(new RegExp(`${id} expired.*Anna de Vries was told`));
  });

  it('let nobody approve afterwards: they read what happened', async () => {
    const priya = world.priya.inChannel();
    const root = await rootOf(world, id);
    await priya.say('approve --yes', { thread: root.id });
    await priya.sees(/expired without an answer[\s\S]*HD-302/);
    assert.equal((await recordOf(world, id)).state, 'expired');
  });

  it('can be revived by the user, with all that was said, and a fresh four hours', async () => {
    const { anna } = world;
    const sam = world.sam.inChannel();
    const root = await rootOf(world, id);
    await anna.pressOn(await ownCard(anna, id, 'reopen'), 'reopen');
    await sam.seesThere(root, /● Waiting\n/);
    const request = await recordOf(world, id);
    assert.ok(request.state === 'pending');
    assert.deepEqual([request.round, request.limit.open], [2, 4 * HOUR]);
    assert.match(JSON.stringify(cardNow(sam, root)), /It expired without an answer/);
    assert.match(readingNow(sam, root), /Mijn scherm blijft zwart/);
    assert.equal(request.limit.deadline - request.limit.from, 4 * HOUR);
  });

  it('move when an operator gives more time, and the warnings with them', async () => {
    const sam = world.sam.inChannel();
    const root = await rootOf(world, id);
    await world.pass(2 * HOUR + SECOND);
    await sam.seesThere(root, /50 % of the time/);
    await sam.pressOn(root, 'extend', { 'extend.by': '4h' });
    await sam.seesThere(root, /Needs an answer/);
    await until(() => !/50 % of the time/.test(readingNow(sam, root)));
    await world.pass(3 * HOUR);
    assert.equal((await recordOf(world, id)).state, 'pending');
    await until(() => heard(/50 % of the time for/) === 3);
    function heard(pattern: RegExp): number {
      return sam.messages().filter((message) => pattern.test(sam.reading(message))).length;
    }
  });

  it('cannot be revived after seven days', async () => {
    const { anna } = world;
    await world.pass(6 * HOUR);
    await anna.sees(/Niemand heeft.*op tijd/, 'reopen');
    await until(async () => (await recordOf(world, id)).state === 'expired');
    await world.pass(7 * DAY + MINUTE);
    await anna.say(`heropenen ${id}`);
    await anna.sees(/HD-301/);
    assert.equal((await recordOf(world, id)).state, 'expired');
  });
});

describe('Working hours (4)', () => {
  let world: World;
  const open = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }));
  before(async () => {
    world = await World.start({ policy: { hours: { kind: 'week', zone: 'UTC', open } } });
    await world.pass(untilSaturdayNoon(await world.app.inside.store.requests.now()));
  });
  after(() => world.stop());

  function untilSaturdayNoon(now: number): number {
    const saturday = new Date(now);
    saturday.setUTCHours(12, 0, 0, 0);
    saturday.setUTCDate(saturday.getUTCDate() + ((6 - saturday.getUTCDay() + 7) % 7 || 7));
    return saturday.getTime() - now;
  }

  it('say on the form and on the card when somebody is back', async () => {
    const { anna } = world;
    await anna.say('Mijn scherm blijft zwart na de update');
    const form = await anna.sees(/De helpdesk is nu dicht/, 'intake-send');
    const monday = /T09:00:00Z/;
    assert.match(anna.reading(form), monday);
    await anna.pressOn(form, 'intake-send', {
      text: 'Mijn scherm blijft zwart na de update',
      device: 'unlisted',
      category: 'screen',
      urgency: 'urgent',
    });
    const card = await ownCard(anna, 'REQ-1', 'withdraw');
    assert.match(anna.reading(card), /De helpdesk is nu dicht\. Er is weer iemand op .*T09:00:00Z/);
    const root = await rootOf(world, 'REQ-1');
    assert.match(world.sam.reading(root), /opens on .*T09:00:00Z.*due before .*T13:00:00Z/);
  });

  it('pause the limit: nothing is warned of or expires at the weekend', async () => {
    await world.pass(40 * HOUR);
    await world.settled();
    const request = await recordOf(world, 'REQ-1');
    assert.ok(request.state === 'pending');
    assert.equal(request.limit.warnings.length, 3);
    assert.equal(world.sam.inChannel().find(/%/), undefined);
  });

  it('run from the opening: the card no longer says that nobody is there', async () => {
    const { anna } = world;
    // Monday, five past nine.
    await world.pass(5 * HOUR + 5 * MINUTE);
    const card = await ownCard(anna, 'REQ-1', 'withdraw');
    await anna.seesThere(card, /Jij bent de volgende\. Je hoort van ons .*T13:00:00Z/);
    await world.sam.inChannel().seesThere(await rootOf(world, 'REQ-1'), /Needs an answer before/);
    await world.pass(2 * HOUR);
    await world.sam.inChannel().sees(/50 % of the time for REQ-1/);
  });

  it('and end as late in the day as they paused', async () => {
    await world.pass(HOUR + 50 * MINUTE);
    assert.equal((await recordOf(world, 'REQ-1')).state, 'pending');
    await world.pass(6 * MINUTE);
    await world.anna.sees(/Niemand heeft.*op tijd/, 'reopen');
  });
});
