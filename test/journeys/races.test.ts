import assert from 'node:assert/strict';
import { CAST } from '../../simulator/index.js';
import type { Human } from '../../simulator/human.js';
import type { RequestEvent } from '../../src/services/desk/requests/event.js';
import { World } from '../support/world.js';
import { verbsOf } from './form.js';
import { idOf } from './record.js';

describe('Two people, two clicks, three deliveries', () => {
  let world: World;
  let sam: Human;
  let priya: Human;
  before(async () => {
    world = await World.start({ policy: { limits: { openPerPerson: 50 } } });
    sam = world.sam.inChannel();
    priya = world.priya.inChannel();
  });
  after(() => world.stop());

  async function eventsOf(id: string): Promise<readonly RequestEvent[]> {
    return world.app.inside.store.requests.events(idOf(id), 50);
  }
  async function count(id: string, type: RequestEvent['type']): Promise<number> {
    return (await eventsOf(id)).filter((event) => event.type === type).length;
  }
  /** A fresh request of Luc's, with its root card in the channel. */
  async function asked(text: string) {
    const { luc } = world;
    await luc.say(`/nouveau "${text}"`);
    const form = await luc.sees(text, 'intake-send');
    const rest = { device: 'unlisted', category: 'other', urgency: 'normal' };
    await luc.pressOn(form, 'intake-send', { text, ...rest });
    const card = await luc.sees(text, 'withdraw');
    const id = /REQ-\d+/.exec(luc.reading(card))?.[0] ?? '';
    const root = await sam.sees(new RegExp(`^(?:New request[^\\n]*\\n)?${id}\\b`), 'deny');
    return { id, root };
  }

  it('two operators take it at once: one has it, the other reads who', async () => {
    const { id, root } = await asked('Mon écran reste noir depuis ce matin');
    const answers = await Promise.all([sam.pressOn(root, 'take'), priya.pressOn(root, 'take')]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
    assert.equal(await count(id, 'taken'), 1);
    const [event] = (await eventsOf(id)).filter(({ type }) => type === 'taken');
    const samWon = event?.by === CAST.sam;
    const [winner, loser] = samWon ? [sam, priya] : [priya, sam];
    assert.match(winner.reading(await winner.seesThere(root, /./)), /is yours now/);
    const told = loser.reading(await loser.seesThere(root, /HD-302/));
    assert.match(told, new RegExp(`${winner.name} has it already`));
    await world.eva.inChannel().seesThere(root, new RegExp(`Assigned to:\\s*${winner.name}`));
  });

  it('one approves while the other denies: one move leaves the queue', async () => {
    const { id, root } = await asked('Ma souris saute partout');
    await Promise.all([
      sam.pressOn(root, 'approve', { 'approve.mode': 'control' }),
      priya.pressOn(root, 'deny', { 'deny.reason': 'Not ours' }),
    ]);
    const approved = await count(id, 'approved');
    const denied = await count(id, 'denied');
    assert.equal(approved + denied, 1);
    const loser = approved === 1 ? priya : sam;
    const winner = approved === 1 ? 'Sam Carter' : 'Priya Nair';
    const told = loser.reading(await loser.seesThere(root, /HD-302/));
    assert.match(told, new RegExp(winner));
    await world.luc.sees(approved === 1 ? /Sam Carter/ : /Not ours/);
  });

  it('the user withdraws while it is approved: one of them reads what the other did', async () => {
    const { id, root } = await asked('Le son ne marche plus dans Teams');
    const own = await world.luc.sees(new RegExp(id), 'withdraw');
    await Promise.all([
      sam.pressOn(root, 'approve', { 'approve.mode': 'control' }),
      world.luc.pressOn(own, 'withdraw'),
    ]);
    await world.luc.seesThere(own, /Vous (?:avez retiré|l'avez retirée)/);
    const over = await priya.seesThere(root, /The user withdrew it/);
    assert.deepEqual(verbsOf(priya, over), []);
    assert.equal(await count(id, 'withdrawn'), 1);
  });

  it('a double click acts once, and says the same both times', async () => {
    const { id, root } = await asked('Excel se ferme tout seul sans arrêt');
    const both = {
      person: CAST.sam,
      messageId: root.id,
      verb: 'extend',
      deliveries: 2,
      newIds: true,
    };
    await world.simulator.teams.press({ ...both, inputs: { 'extend.by': '1h' } });
    assert.equal(await count(id, 'extended'), 1);
    assert.match(sam.reading(await sam.seesThere(root, /more time/)), /REQ-\d+/);
  });

  it('a click delivered three times acts once', async () => {
    const { id, root } = await asked('Word ne veut plus imprimer en couleur');
    const thrice = { person: CAST.sam, messageId: root.id, deliveries: 3 };
    const inputs = { 'reply.text': 'Which printer is it?' };
    await world.simulator.teams.press({ ...thrice, verb: 'reply', inputs });
    assert.equal(await count(id, 'replied'), 1);
    await world.luc.sees(/Which printer is it\?/);
    await world.settled();
    const replies = world.luc
      .messages()
      .filter((message) => /Sam Carter[^]*Which printer is it\?/.test(world.luc.reading(message)));
    assert.equal(
      replies.filter((message) => !verbsOf(world.luc, message).includes('withdraw')).length,
      1,
    );
  });

  it('a message delivered three times acts once, and is answered once', async () => {
    const { id } = await asked('La caméra reste éteinte en réunion');
    await world.sam.say(`note ${id} "Camera cover closed?"`, { deliveries: 3 });
    await world.sam.sees(new RegExp(`note is kept with ${id}`));
    assert.equal(await count(id, 'noted'), 1);
    await world.settled();
    const answers = world.sam
      .messages()
      .filter((message) => world.sam.reading(message).includes(`note is kept with ${id}`));
    assert.equal(answers.length, 1);
  });

  it('words delivered three times open one form, and the form sent three times is one request', async () => {
    const { tom, simulator } = world;
    await tom.say('De weegschaal bij poort twee doet niets', { deliveries: 3 });
    const form = await tom.sees(/weegschaal/, 'intake-send');
    await world.settled();
    const forms = tom
      .messages()
      .filter((message) => /weegschaal/.test(tom.reading(message)) && message.from.bot);
    assert.equal(forms.length, 1);
    const inputs = {
      text: 'De weegschaal bij poort twee doet niets',
      device: 'dead',
      category: 'hardware',
      urgency: 'normal',
    };
    const sends = { person: CAST.tom, messageId: form.id, verb: 'intake-send', inputs };
    await simulator.teams.press({ ...sends, deliveries: 3, newIds: true });
    await tom.sees(/weegschaal/, 'withdraw');
    await world.settled();
    const cards = tom.messages().filter((message) => verbsOf(tom, message).includes('withdraw'));
    assert.equal(cards.length, 1);
  });

  it('an old card does nothing that is no longer true, and becomes the new one', async () => {
    const { id, root } = await asked('Le wifi de la salle trois est coupé');
    const seen = sam.buttons(root).find(({ verb }) => verb === 'deny');
    assert.ok(seen);
    await priya.pressOn(root, 'approve', { 'approve.mode': 'view' });
    await world.luc.sees(new RegExp(id), 'accept');
    await world.simulator.teams.click({
      person: CAST.sam,
      messageId: root.id,
      verb: 'deny',
      data: seen.data,
      inputs: { 'deny.reason': 'Too late' },
    });
    const now = sam.reading(await sam.seesThere(root, /HD-302/));
    assert.match(now, /Priya Nair approved it|Priya Nair/);
    assert.match(now, /The user is asked for consent/);
    assert.equal(await count(id, 'denied'), 0);
  });

  it('two answers of the user at once count one', async () => {
    const { id, root } = await asked('La batterie se vide en une heure');
    await sam.pressOn(root, 'approve', { 'approve.mode': 'control' });
    const consent = await world.luc.sees(new RegExp(id), 'accept');
    await Promise.all([
      world.luc.pressOn(consent, 'decline'),
      world.luc.pressOn(consent, 'accept'),
    ]);
    assert.equal((await count(id, 'accepted')) + (await count(id, 'declined')), 1);
  });

  it('a confirmation pressed twice approves once', async () => {
    const { id } = await asked('Le lecteur de badge du PC est mort');
    await world.priya.say(`approve ${id}`);
    const question = await world.priya.sees(new RegExp(`Approve ${id}\\?`), 'confirm');
    const press = { person: CAST.priya, messageId: question.id, verb: 'confirm' };
    await world.simulator.teams.press({ ...press, deliveries: 3, newIds: true });
    assert.equal(await count(id, 'approved'), 1);
    await world.priya.seesThere(question, /approved/);
  });
});
