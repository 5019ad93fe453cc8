import assert from 'node:assert/strict';
import { CAST } from '../../simulator/index.js';
import type { Human } from '../../simulator/human.js';
import type { Message } from '../../simulator/teams/messages.js';
import { World } from '../support/world.js';
import { verbsOf } from './form.js';

const MENTIONED = [
  { id: CAST.sam, name: 'Sam Carter' },
  { id: CAST.eva, name: 'Eva Jansen' },
];

describe('The help-desk channel (2)', () => {
  let world: World;
  let sam: Human;
  let priya: Human;
  let root: Message;
  /** Says something in the thread of Anna's request. */
  const inThread = (who: Human, text: string, mentions: string[] = []) =>
    who.say(text, { thread: root.id, mentions });

  before(async () => {
    world = await World.start({ policy: { alert: { mention: MENTIONED } } });
    sam = world.sam.inChannel();
    priya = world.priya.inChannel();
    await world.ask(world.anna, 'Het beeldscherm flikkert de hele dag al', { urgency: 'urgent' });
    root = await sam.sees(/REQ-1\b/, 'deny');
  });
  after(() => world.stop());

  it('gets one root card per request, which mentions whom the policy says', async () => {
    assert.equal(root.root, null);
    const text = sam.reading(root);
    assert.match(text, /Het beeldscherm flikkert/);
    assert.match(text, /Anna de Vries/);
    assert.match(text, /Urgent/);
    assert.match(text, /New request for <at>Sam Carter<\/at>.*<at>Eva Jansen<\/at>/);
    const mentioned = JSON.stringify(sam.cardOf(root)?.['msteams']);
    assert.match(mentioned, new RegExp(CAST.sam));
    assert.match(mentioned, new RegExp(CAST.eva));
    const roots = sam
      .messages()
      .filter((one) => one.from.bot && verbsOf(sam, one).includes('deny'));
    assert.equal(roots.length, 1);
  });

  it('has one queue card, oldest first, with the next action and the time left', async () => {
    await world.ask(world.luc, "L'imprimante du couloir est en panne");
    await sam.sees(/REQ-2\b/, 'deny');
    const queue = await sam.sees(/Queue[^]*2 open[^]*REQ-1\b[^]*REQ-2\b/, 'queue');
    assert.match(sam.reading(queue), /Answer due before/);
    assert.ok(verbsOf(sam, queue).includes('approve'));
    assert.ok(verbsOf(sam, queue).includes('show'));
    const queues = sam.messages().filter((one) => /^Queue/.test(sam.reading(one)));
    assert.equal(queues.length, 1);
  });

  it('lets an operator take a request in its thread without naming it', async () => {
    await inThread(sam, 'take');
    await sam.seesThere(root, /Assigned to:\s*Sam Carter/);
    const told = await sam.sees(/REQ-1 is yours now/);
    assert.equal(told.root, root.id);
    await world.anna.sees(/Iemand kijkt naar je aanvraag/, 'withdraw');
  });

  it('hands it over to a colleague by mention, who is told, and hands it back', async () => {
    await inThread(sam, 'assign @Priya Nair', [CAST.priya]);
    await sam.seesThere(root, /Assigned to:\s*Priya Nair/);
    await world.priya.sees(/Sam Carter assigned REQ-1 of Anna de Vries to you/);
    await inThread(priya, 'release');
    await priya.sees(/REQ-1 is back in the queue/);
    await priya.seesThere(root, /Needs an answer/);
    assert.doesNotMatch(priya.reading(await priya.sees(/REQ-1\b/, 'take')), /Assigned to/);
  });

  it('does the same by the buttons of the card', async () => {
    await sam.pressOn(root, 'assign', { 'assign.to': CAST.priya });
    await sam.seesThere(root, /Assigned to:\s*Priya Nair/);
    await sam.pressOn(root, 'release');
    await priya.sees(/REQ-1\b/, 'take');
    await priya.pressOn(root, 'note', { 'note.text': 'Same model as last week' });
    const note = await sam.sees(/Note by Priya Nair[^]*Same model as last week/);
    assert.equal(note.root, root.id);
  });

  it('keeps internal notes from the user', async () => {
    await inThread(sam, 'note Dock firmware is old');
    const note = await sam.sees(/Note by Sam Carter[^]*Dock firmware is old/);
    assert.equal(note.root, root.id);
    await world.settled();
    const seen = world.anna.messages().map((message) => world.anna.reading(message));
    assert.doesNotMatch(seen.join('\n'), /Dock firmware/);
  });

  it('sends a reply to the user, whose typed answer comes back into the thread', async () => {
    await inThread(sam, 'reply "Does it flicker without the dock?"');
    await world.anna.sees(/Sam Carter.*helpdesk[^]*Does it flicker without the dock\?/);
    await sam.seesThere(root, /Waiting for the user's answer/);
    await world.anna.say('nee dan niet');
    const answer = await sam.sees(/Anna de Vries adds to REQ-1[^]*nee dan niet/);
    assert.equal(answer.root, root.id);
  });

  it('shows the request of the thread it is asked in', async () => {
    await inThread(priya, 'status');
    const shown = await priya.sees(/REQ-1 ·[^]*Het beeldscherm flikkert/, 'deny');
    assert.equal(shown.root === root.id || shown.id === root.id, true);
    assert.equal(priya.find(/You have no requests yet/), undefined);
  });

  it('gives more time', async () => {
    await inThread(sam, 'extend 2h');
    await sam.sees(/Sam Carter gave REQ-1 more time/);
    await sam.sees(/REQ-1 has more time now/);
  });

  it('denies with a reason, which the user reads', async () => {
    const lucs = await sam.sees(/REQ-2\b/, 'deny');
    await sam.say('deny', { thread: lucs.id });
    const asked = await sam.sees(/HD-102/);
    assert.equal(asked.root, lucs.id);
    assert.match(sam.reading(asked), /reason/);
    await sam.say('deny Please ask the facility desk', { thread: lucs.id });
    await world.luc.sees(/Sam Carter[^]*Please ask the facility desk/);
    const over = await sam.seesThere(lucs, /Turned down/);
    assert.deepEqual(verbsOf(sam, over), []);
    assert.match(sam.reading(over), /Please ask the facility desk/);
    await sam.sees(/Queue[^]*1 open/, 'queue');
  });

  it('approves after one question, and asks the user', async () => {
    await inThread(sam, 'approve');
    const question = await sam.sees(/Approve REQ-1\? Anna de Vries/, 'confirm');
    assert.equal(question.root, root.id);
    await world.settled();
    assert.equal(world.anna.find(/REQ-1/, 'accept'), undefined);
    const others = await priya.pressOn(question, 'confirm');
    assert.match(JSON.stringify(others.body), /This question is for Sam Carter/);
    await sam.pressOn(question, 'confirm');
    await sam.seesThere(question, /You approved REQ-1/);
    await world.anna.sees(/REQ-1/, 'accept');
    const asked = await sam.seesThere(root, /The user is asked for consent/);
    assert.doesNotMatch(sam.reading(asked), /<at>/);
  });

  it('moves the queue to the end when somebody asks for it, and filters it for them', async () => {
    await priya.say('queue');
    await priya.sees(/The queue has moved to the end of the channel/);
    const queue = await priya.sees(/^Queue/, 'queue');
    assert.ok(priya.messages().findIndex(({ id }) => id === queue.id) > 5);
    await sam.say('queue mine');
    const mine = await sam.sees(/Shown: Mine/);
    assert.match(sam.reading(mine), /REQ-1\b/);
    await priya.say('queue mine');
    await priya.sees(/Shown: Mine[^]*You have no open requests/);
  });

  it('follows nobody else: a user of the channel is told who may', async () => {
    const tom = world.tom.inChannel();
    await inThread(tom, 'take');
    const told = await tom.sees(/HD-201/);
    assert.match(tom.reading(told), /de rol helpdeskmedewerker/);
    assert.equal(told.root, root.id);
    assert.equal(told.onlyFor, CAST.tom);
  });
});
