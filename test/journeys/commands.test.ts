import assert from 'node:assert/strict';
import type { Human } from '../../simulator/human.js';
import { World } from '../support/world.js';
import { stands } from './record.js';

describe('Everything by typing, in one’s own chat (6)', () => {
  let world: World;
  before(async () => {
    world = await World.start();
    await world.ask(world.anna, 'Het beeldscherm flikkert de hele dag al');
  });
  after(() => world.stop());

  it('status, update and requests, for the user', async () => {
    const { anna, sam } = world;
    await anna.say('status');
    await anna.sees(/REQ-1 ·[^]*Jij bent de volgende/);
    await anna.say('/aanvullen 1 "Alleen op de accu"');
    await anna.sees(/Toegevoegd aan REQ-1/);
    await sam.inChannel().sees(/Anna de Vries adds to REQ-1[^]*Alleen op de accu/);
    await anna.say('aanvragen lopend');
    await anna.sees(/Je aanvragen[^]*REQ-1/);
  });

  it('queue, take, assign, release, note, reply and extend, for the help desk', async () => {
    const { sam, anna } = world;
    const channel = sam.inChannel();
    await sam.say('queue');
    await sam.sees(/^Queue[^]*REQ-1/);
    await sam.say('take #1');
    await sam.sees(/REQ-1 is yours now/);
    await sam.say('assign 1 Eva');
    await sam.sees(/REQ-1 is assigned to Eva Jansen/);
    await sam.say('/release REQ-1');
    await sam.sees(/REQ-1 is back in the queue/);
    await sam.say('note 1 “Dock firmware is old”');
    await sam.sees(/note is kept with REQ-1/);
    await channel.sees(/Note by Sam Carter[^]*\nDock firmware is old/);
    await sam.say('reply 1 -- Is the dock --really plugged in?');
    await anna.sees(/\nIs the dock --really plugged in\?/);
    await sam.say('extend 1 —by 1h30');
    await channel.sees(/Sam Carter gave REQ-1 more time/);
  });

  it('approve, later, accept, session connect, session end, close, solved and reopen', async () => {
    const { sam, anna } = world;
    await sam.say('approve 1 --mode view --yes');
    await anna.sees(/REQ-1/, 'accept');
    await anna.say('/straks');
    await anna.sees(/Goed, we vragen het straks|straks opnieuw|later/);
    await anna.say('accepteren');
    await stands(world, 'REQ-1', 'active');
    await sam.say('session connect 1');
    await sam.sees(/link is for you alone/);
    await anna.say('sessie beëindigen');
    await stands(world, 'REQ-1', 'ended');
    await sam.say('close 1 --reason fixed "New cable"');
    await sam.sees(/REQ-1 is closed/);
    await anna.sees(/New cable/);
    await anna.say('heropenen');
    await anna.sees(/REQ-1 .*helpdesk/);
    await stands(world, 'REQ-1', 'pending');
  });

  it('deny, approve and release in French and Dutch words', async () => {
    const { sam, luc, eva } = world;
    await world.ask(luc, "L'imprimante du couloir est en panne");
    await eva.say('/pakken 2');
    await eva.sees(/REQ-2 is nu van jou|REQ-2/);
    await eva.say('teruggeven 2');
    await eva.sees(/REQ-2.*wachtrij/);
    await sam.say('approuver 2 --oui');
    await luc.sees(/REQ-2/, 'decline');
    await luc.say('décliner');
    await stands(world, 'REQ-2', 'declined');
    await sam.say('/refuser 1 --motif "Already solved"');
    await world.anna.sees(/Already solved/);
    await stands(world, 'REQ-1', 'declined');
  });

  it('cancel takes an approval back for the help desk, and withdraws for the user', async () => {
    const { sam, luc } = world;
    const id = await world.ask(luc, 'Mon clavier ne répond plus depuis ce matin');
    await sam.say(`approve ${id} -y`);
    await luc.sees(new RegExp(id), 'accept');
    await sam.say(`cancel ${id} --yes`);
    await stands(world, id, 'pending');
    await luc.say(`/annuler ${id} --raison "Tout remarche" --oui`);
    await stands(world, id, 'withdrawn');
    await sam.inChannel().sees(/Tout remarche/);
  });

  it('whoami says roles and language, and language changes it', async () => {
    const { sam, luc } = world;
    await sam.say('whoami');
    await sam.sees(/You are Sam Carter\. Roles: user and help desk operator\. Language: English/);
    await luc.say('/langue nl');
    await luc.sees(/Nederlands/);
    await luc.say('demandes');
    await luc.sees(/Je aanvragen/);
    await luc.say('/taal auto');
    await luc.say('demandes');
    await luc.sees(/Vos demandes/);
  });
});

describe('Everything by typing, after an @mention in the channel (6)', () => {
  let world: World;
  let sam: Human;
  let priya: Human;
  before(async () => {
    world = await World.start();
    sam = world.sam.inChannel();
    priya = world.priya.inChannel();
    await world.ask(world.anna, 'Het beeldscherm flikkert de hele dag al');
    await sam.sees(/REQ-1\b/, 'approve');
  });
  after(() => world.stop());

  it('with an id, with and without the slash', async () => {
    await sam.say('/take 1');
    await sam.sees(/REQ-1 is yours now/);
    await sam.say('release REQ-1');
    await sam.sees(/REQ-1 is back in the queue/);
    await priya.say('assign 1 me');
    await priya.sees(/REQ-1 is assigned to Priya Nair/);
    await sam.say('/reply 1 "One moment please"');
    await world.anna.sees(/One moment please/);
    await priya.say('approve 1 --yes');
    await stands(world, 'REQ-1', 'approved');
    await priya.say('ask again 1');
    await priya.sees(/Anna de Vries is asked for consent again/);
    await priya.say('cancel 1 --yes');
    await stands(world, 'REQ-1', 'pending');
    await priya.say('deny 1 --reason "Use the other desk"');
    await stands(world, 'REQ-1', 'declined');
  });

  it('a session ends, and is closed, from its thread', async () => {
    const id = await world.ask(world.luc, "L'imprimante du couloir est en panne");
    const root = await sam.sees(new RegExp(`${id}\\b`), 'deny');
    await sam.say('approve --yes', { thread: root.id });
    await world.luc.sees(new RegExp(id), 'accept');
    await world.luc.say('/accepter');
    await stands(world, id, 'active');
    await sam.say('session connect', { thread: root.id });
    const refused = await sam.sees(/HD-203/);
    assert.equal(refused.root, root.id);
    await sam.say('/session end --note "Driver replaced"', { thread: root.id });
    await stands(world, id, 'ended');
    await sam.say('close --reason workaround Use the old driver', { thread: root.id });
    await stands(world, id, 'closed');
    await world.luc.sees(/Use the old driver/);
    const links = sam.messages().map((message) => JSON.stringify(message));
    assert.doesNotMatch(links.join('\n'), /teamviewer\.com|https?:\/\/[^"]*\/s\//i);
  });

  it('ok approves only in reply to a pending card', async () => {
    const id = await world.ask(world.anna, 'De vpn valt elke tien minuten weg');
    const root = await sam.sees(new RegExp(`${id}\\b`), 'deny');
    await sam.say('ok');
    await sam.sees(/I don't know "ok"/);
    await sam.say('ok', { thread: root.id });
    await sam.sees(new RegExp(`Approve ${id}\\?`), 'confirm');
  });

  it('new opens the form in one’s own chat, not before everybody', async () => {
    const tom = world.tom.inChannel();
    await tom.say('new De heftruckterminal start niet');
    const form = await world.tom.sees(/heftruckterminal/, 'intake-send');
    assert.match(world.tom.reading(form), /Hulp op afstand aanvragen/);
    await tom.sees(/form is in your own chat/);
    assert.equal(tom.find(/heftruckterminal/), undefined);
  });

  it('new --for asks on somebody’s behalf: the user is asked for consent', async () => {
    await world.sam.say('/new "Black screen" --for Marie');
    const form = await world.sam.sees(/For Marie Dubois/, 'intake-send');
    await world.sam.pressOn(form, 'intake-send', {
      text: 'Black screen',
      device: 'unlisted',
      category: 'screen',
      urgency: 'normal',
    });
    const root = await sam.sees(/Black screen[^]*asked for consent/, 'ask-again');
    assert.match(sam.reading(root), /Marie Dubois/);
    await world.marie.sees(/Sam Carter/, 'accept');
  });

  it('setup here makes it the help desk’s channel, in another language, for an admin', async () => {
    const eva = world.eva.inChannel();
    await sam.say('setup here');
    await sam.sees(/HD-201/);
    await eva.say('setup here --language nl');
    const question = await eva.sees(/./, 'confirm');
    await eva.pressOn(question, 'confirm');
    await eva.sees(/Wachtrij/, 'queue');
  });
});
