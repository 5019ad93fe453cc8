import assert from 'node:assert/strict';
import { CAST } from '../../simulator/index.js';
import type { Human } from '../../simulator/human.js';
import type { Message } from '../../simulator/teams/messages.js';
import { World } from '../support/world.js';
import { verbsOf } from './form.js';
import { recordOf, stands } from './record.js';
import { inGeneral, slashed, spoken, unseenByOthers } from './whispers.js';

describe('Slash commands in the channel', () => {
  let world: World;
  let sam: Human;
  let priya: Human;
  const roots: Message[] = [];

  before(async () => {
    const mention = [{ id: CAST.eva, name: 'Eva Jansen' }];
    world = await World.start({ policy: { alert: { mention } } });
    [sam, priya] = [world.sam.inChannel(), world.priya.inChannel()];
    for (const who of [world.anna, world.luc, world.marie]) {
      const id = await world.ask(who, 'The screen of this PC flickers', { urgency: 'urgent' });
      roots.push(await sam.sees(new RegExp(`${id}\\b`), 'deny'));
    }
  });
  after(() => world.stop());
  afterEach(() => unseenByOthers(world));

  const root = (n: number): Message => roots[n - 1] ?? assert.fail(`no REQ-${n}`);

  it('are answered to the one who gave them alone, help and the queue as well', async () => {
    const help = await slashed(world, sam, 'help');
    assert.match(sam.reading(help), /queue/);
    assert.equal(help.onlyFor, CAST.sam);
    const mine = await slashed(world, priya, 'queue urgent');
    assert.match(priya.reading(mine), /Shown: Urgent/);
  });

  it('leave the live queue card where it is, and show its one reader a list of their own', async () => {
    const before = await sam.sees(/^Queue/, 'queue');
    const shown = await slashed(world, sam, 'queue');
    assert.match(sam.reading(shown), /^Queue[^]*3 open/);
    assert.notEqual(shown.id, before.id);
    const live = world.simulator.teams.message(before.id);
    assert.equal(live?.revision, before.revision);
    await sam.pressOn(shown, 'queue');
    const there = await sam.seesThere(shown, /^Queue[^]*3 open/);
    assert.equal(there.onlyFor, CAST.sam);
  });

  it('show a request without calling anybody, and its buttons work', async () => {
    const shown = await slashed(world, priya, 'status', { thread: root(1).id });
    assert.match(priya.reading(shown), /REQ-1 ·[^]*The screen/);
    assert.equal(shown.root, root(1).id);
    assert.match(priya.reading(root(1)), /<at>Eva Jansen<\/at>/);
    assert.doesNotMatch(JSON.stringify(shown.card), /<at>/);
    await priya.pressOn(shown, 'take');
    await priya.seesThere(shown, /Assigned to:\s*Priya Nair/);
    await sam.seesThere(root(1), /Assigned to:\s*Priya Nair/);
    const now = world.simulator.teams.message(shown.id);
    assert.match(JSON.stringify(now?.card), /Priya Nair/, 'also when they come back to it');
    const calls = world.simulator.journal.calls({ method: 'PUT', path: shown.id });
    assert.ok(calls.every(({ path }) => path.endsWith('?isTargetedActivity=true')));
  });

  it('move a request, which everybody sees on its card, with the answer for one', async () => {
    const told = await slashed(world, sam, 'note "Ask about the dock"', { thread: root(2).id });
    assert.match(sam.reading(told), /note is kept with REQ-2/);
    await priya.sees(/Note by Sam Carter[^]*Ask about the dock/);
    const denied = await slashed(world, sam, 'deny 3 --reason "Use the other headset"');
    assert.match(sam.reading(denied), /REQ-3/);
    await priya.seesThere(root(3), /Turned down/);
    await world.marie.sees(/Use the other headset/);
  });

  it('ask their question where nobody else can answer it', async () => {
    const question = await slashed(world, sam, 'approve', { thread: root(2).id });
    assert.match(sam.reading(question), /Approve REQ-2\?/);
    await assert.rejects(priya.pressOn(question, 'confirm'), /sees no confirm/);
    await sam.pressOn(question, 'confirm');
    const over = await sam.seesThere(question, /You approved REQ-2/);
    assert.equal(over.onlyFor, CAST.sam);
    await stands(world, 'REQ-2', 'approved');
    await world.luc.sees(/REQ-2/, 'accept');
    const helped = await recordOf(world, 'REQ-2');
    assert.ok(helped.state === 'approved');
  });

  it('ask which request was meant in the same way', async () => {
    const id = await world.ask(world.tom, 'De weegschaal bij de poort doet niets');
    await slashed(world, sam, `take ${id}`);
    const question = await slashed(world, sam, 'note "Is it the cable?"');
    assert.equal(question.onlyFor, CAST.sam);
    assert.deepEqual(verbsOf(sam, question), ['confirm', 'confirm']);
    await sam.pressOn(question, 'confirm');
    await sam.seesThere(question, /Your note is kept with REQ-[24]/);
    await priya.sees(/Note by Sam Carter[^]*Is it the cable\?/);
  });

  it('are obeyed once, however often they are delivered', async () => {
    const before = world.simulator.teams.messages('channel').length;
    await sam.slash('note 1 "Only once"', { deliveries: 3 });
    await sam.sees(/Note by Sam Carter[^]*Only once/);
    await world.settled();
    const added = world.simulator.teams.messages('channel').slice(before);
    assert.equal(added.filter(({ onlyFor, from }) => onlyFor && from.bot).length, 1);
    assert.equal(
      added.filter((one) => /Only once/.test(sam.reading(one)) && !one.onlyFor).length,
      1,
    );
  });

  it('show nobody that the answer is being written', async () => {
    const typing: string[] = [];
    const stop = world.simulator.watch((change) => {
      if (change.type === 'typing') typing.push(change.conversation);
    });
    await slashed(world, sam, 'whoami');
    stop();
    assert.deepEqual(typing, []);
  });

  it('come with what was asked above the answer', async () => {
    const told = await slashed(world, sam, 'whoami');
    const [preview] = told.entities ?? [];
    const asked = sam.messages().findLast(({ text }) => text === 'whoami');
    assert.deepEqual(preview, { type: 'targetedMessageInfo', messageId: asked?.id });
  });

  it('are gone after a day, and a click that comes later changes nothing for anybody', async () => {
    const shown = await slashed(world, sam, 'status 1');
    await world.pass(24 * 60 * 60_000);
    assert.ok(!sam.messages().some(({ id }) => id === shown.id));
    const late = await world.simulator.teams.press({
      person: sam.id,
      messageId: shown.id,
      verb: 'note',
      inputs: { 'note.text': 'too late' },
    });
    assert.equal(late.status, 200);
  });
});

describe('The mention and the slash command', () => {
  let world: World;
  let sam: Human;
  before(async () => {
    world = await World.start();
    sam = world.sam.inChannel();
    for (const who of [world.anna, world.luc]) {
      const id = await world.ask(who, 'The screen of this PC flickers');
      await sam.sees(new RegExp(`^${id}\\b`), 'deny');
    }
  });
  after(() => world.stop());

  for (const line of [
    'help',
    'help approve',
    'whoami',
    'queue mine',
    'aprove 1',
    'take 99',
    'deny 1',
  ])
    it(`say the same to ${line}`, async () => {
      const [mentioned, slash] = [await spoken(sam, line), await slashed(world, sam, line)];
      assert.equal(sam.reading(slash), sam.reading(mentioned));
      assert.deepEqual(verbsOf(sam, slash), verbsOf(sam, mentioned));
    });

  for (const line of [
    'take REQ',
    'release REQ',
    'assign REQ @Priya Nair',
    'note REQ "Ask about the dock"',
    'reply REQ "Is it plugged in?"',
    'extend REQ 2h',
    'approve REQ --yes',
    'cancel REQ --yes',
    'deny REQ --reason "Please ask the facility desk"',
  ])
    it(`do the same with ${line}`, async () => {
      const mentions = line.includes('@') ? [CAST.priya] : [];
      const mentioned = await spoken(sam, line.replace('REQ', 'REQ-1'), { mentions });
      const slash = await slashed(world, sam, line.replace('REQ', 'REQ-2'), { mentions });
      assert.equal(inGeneral(sam.reading(slash)), inGeneral(sam.reading(mentioned)));
      const [first, second] = [await recordOf(world, 'REQ-1'), await recordOf(world, 'REQ-2')];
      assert.equal(second.state, first.state);
      assert.equal(second.version, first.version);
      assert.equal(mentioned.onlyFor, undefined);
      assert.equal(slash.onlyFor, CAST.sam);
    });
});
