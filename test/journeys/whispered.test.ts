import assert from 'node:assert/strict';
import { CAST } from '../../simulator/index.js';
import type { Human } from '../../simulator/human.js';
import type { Message } from '../../simulator/teams/messages.js';
import { World } from '../support/world.js';
import { verbsOf } from './form.js';
import { recordOf, stands } from './record.js';
import { slashed, spoken, unseenByOthers } from './whispers.js';

describe('Errors and refusals in the channel', () => {
  let world: World;
  let sam: Human;
  let priya: Human;
  let tom: Human;
  let eva: Human;
  let root: Message;

  before(async () => {
    world = await World.start();
    [sam, priya, tom, eva] = [
      world.sam.inChannel(),
      world.priya.inChannel(),
      world.tom.inChannel(),
      world.eva.inChannel(),
    ];
    await world.ask(world.anna, 'Het beeldscherm flikkert de hele dag al');
    root = await sam.sees(/REQ-1\b/, 'deny');
  });
  after(() => world.stop());
  afterEach(() => unseenByOthers(world));

  for (const [line, code] of [
    ['deny', 'HD-102'],
    ['take 99', 'HD-103'],
    ['queue --sideways', 'HD-102'],
    ['blubb', 'HD-101'],
    ['', 'HD-101'],
    ['connect 1', 'HD-203'],
  ] as const)
    it(`after a mention are for the one who mentioned: "${line}" is ${code}`, async () => {
      const told = await spoken(sam, line, { thread: root.id });
      assert.match(sam.reading(told), new RegExp(code));
      assert.equal(told.onlyFor, CAST.sam);
      assert.equal(told.root, root.id);
    });

  it('speak the language of the one who reads them, also where the channel speaks another', async () => {
    const told = await spoken(tom, 'take', { thread: root.id });
    assert.match(tom.reading(told), /Dit is voor de rol helpdeskmedewerker/);
    const asked = await slashed(world, tom, 'goedkeuren 1');
    assert.match(tom.reading(asked), /Dit is voor de rol helpdeskmedewerker/);
    const seen = sam.messages().map((message) => sam.reading(message));
    assert.doesNotMatch(seen.join('\n'), /helpdeskmedewerker/);
  });

  it('are audited like any refusal', async () => {
    const trail = world.app.inside.store.audit;
    const before = (await trail.read(1, 1_000)).length;
    await slashed(world, tom, 'approve 1');
    const added = (await trail.read(1, 1_000)).slice(before).map(({ entry }) => entry);
    const [refused, ...others] = added.filter(({ command }) => command === 'approve');
    assert.deepEqual(others, []);
    assert.equal(refused?.actor, CAST.tom);
    assert.equal(refused.outcome, 'refused');
    assert.match(refused.code ?? '', /HD-201/);
    await stands(world, 'REQ-1', 'pending');
  });

  it('are in the language of the asker for a slash command that works, too', async () => {
    const told = await slashed(world, eva, 'nemen 1');
    assert.match(eva.reading(told), /REQ-1 is nu van jou/);
    await sam.seesThere(root, /Assigned to:\s*Eva Jansen/);
    const freed = await slashed(world, eva, 'release 1');
    assert.match(eva.reading(freed), /REQ-1/);
  });

  it('offer what may have been meant, and what is pressed there is answered there', async () => {
    const meant = await spoken(sam, 'whoamy');
    assert.equal(meant.onlyFor, CAST.sam);
    assert.deepEqual(verbsOf(sam, meant), ['confirm']);
    await sam.pressOn(meant, 'confirm');
    const there = await sam.seesThere(meant, /You are Sam Carter/);
    assert.equal(there.onlyFor, CAST.sam);
  });

  it('that come of a question everybody saw leave nothing but that it was answered', async () => {
    const question = await spoken(sam, 'approve', { thread: root.id });
    assert.equal(question.onlyFor, undefined);
    await priya.pressOn(root, 'deny', { 'deny.reason': 'Please ask the facility desk' });
    await stands(world, 'REQ-1', 'declined');
    await sam.pressOn(question, 'confirm');
    const told = await sam.sees(/HD-30[12]/);
    assert.equal(told.onlyFor, CAST.sam);
    await priya.seesThere(question, /Sam Carter has answered this question/);
    assert.doesNotMatch(priya.reading(question), /HD-30/);
  });

  it('stay in their place: a session’s link is for the 1:1 chat, however it is asked for', async () => {
    const told = await slashed(world, sam, 'connect 1');
    assert.match(sam.reading(told), /HD-203/);
    assert.doesNotMatch(JSON.stringify(told), /get\.teamviewer/);
  });
});

describe('Where there are no targeted messages', () => {
  let world: World;
  let sam: Human;
  before(async () => {
    world = await World.start();
    sam = world.sam.inChannel();
    await world.ask(world.anna, 'Het beeldscherm flikkert de hele dag al');
    await sam.sees(/REQ-1\b/, 'deny');
    world.simulator.teams.setTargetedMessages(false);
  });
  after(() => world.stop());
  const added = (before: number) => world.simulator.teams.messages('channel').slice(before);

  it('the answer comes in the 1:1 chat, and the channel sees nothing of it', async () => {
    const before = world.simulator.teams.messages('channel').length;
    await sam.say('deny 1');
    await world.sam.sees(/HD-102/);
    assert.deepEqual(
      added(before).filter(({ from }) => from.bot),
      [],
    );
  });

  it('a question that comes there is answered there', async () => {
    await sam.slash('approve 1');
    const question = await world.sam.sees(/Approve REQ-1\?/, 'confirm');
    await world.sam.pressOn(question, 'confirm');
    await world.sam.seesThere(question, /You approved REQ-1/);
    assert.equal((await recordOf(world, 'REQ-1')).state, 'approved');
  });

  it('and no 1:1 chat either, the channel reads that there is an answer, and how to get it', async () => {
    world.simulator.teams.setPresence(CAST.tom, { blocked: true });
    const before = world.simulator.teams.messages('channel').length;
    await world.tom.inChannel().say('take 1');
    await sam.sees(/Tom Willems, I have an answer for you alone.*write hello there/);
    const told = added(before).filter(({ from }) => from.bot);
    assert.equal(told.length, 1);
    assert.equal(told[0]?.onlyFor, undefined);
    assert.doesNotMatch(JSON.stringify(told), /HD-201|role/);
  });

  it('a slash command that can be answered nowhere gets that line outside its own thread', async () => {
    await world.tom.inChannel().slash('take 1');
    const lines = () =>
      sam.messages().filter((one) => /an answer for you alone/.test(sam.reading(one)));
    for (let tries = 0; lines().length < 2 && tries < 200; tries += 1) await world.settled();
    assert.equal(lines().at(-1)?.root, null);
  });
});
