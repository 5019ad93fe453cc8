import assert from 'node:assert/strict';
import { CAST } from '../../simulator/index.js';
import { World } from '../support/world.js';
import { fieldOf, verbsOf } from './form.js';
import { recordOf } from './record.js';

describe('What the bot makes of other words (6)', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('a greeting gets the welcome, in the reader’s language', async () => {
    const { anna, luc, sam } = world;
    await anna.say('Goedemorgen!');
    await anna.sees(/Hulp met je pc, hier in de chat/, 'new');
    await luc.say('salut');
    await luc.sees(/De l'aide pour votre PC/, 'new');
    await sam.say('hi');
    await sam.sees(/People ask for help in their chat with me/);
  });

  it('one to three unknown words get a suggestion that works', async () => {
    const { anna, sam } = world;
    await anna.say('aanvraagen');
    const meant = await anna.sees(/aanvraagen[^]*HD-101/, 'confirm');
    assert.deepEqual(anna.buttons(meant)[0]?.title, 'aanvragen');
    await anna.pressOn(meant, 'confirm');
    await anna.seesThere(meant, /Je aanvragen/);
    await anna.say('blub blob');
    const lost = await anna.sees(/blub[^]*HD-101/);
    assert.deepEqual(verbsOf(anna, lost), ['new', 'help']);
    await anna.say('aprove 3');
    const notMine = await anna.sees(/aprove[^]*HD-101/);
    assert.doesNotMatch(anna.reading(notMine), /approve 3/);
    await sam.say('aprove 3');
    await sam.sees(/aprove[^]*approve 3/, 'confirm');
  });

  it('anything longer is offered as a request, also when it begins like a command', async () => {
    const { anna } = world;
    await anna.say('help mijn scherm is helemaal zwart');
    const form = await anna.sees(/Hulp op afstand aanvragen/, 'intake-send');
    assert.equal(fieldOf(anna, form, 'text').value, 'help mijn scherm is helemaal zwart');
    await anna.say('Status van de printer is al dagen offline');
    const second = await anna.sees(/printer is al dagen offline/, 'intake-send');
    assert.notEqual(second.id, form.id);
    await anna.seesThere(form, /een andere aanvraag begonnen/);
  });

  it('help lists what I may do here, and nothing else', async () => {
    const { anna, sam, eva } = world;
    await anna.say('hulp --alles');
    const annas = anna.reading(await anna.sees(/Wat je hier kunt doen/));
    assert.match(annas, /accept/);
    assert.doesNotMatch(annas, /approve|goedkeuren|setup|queue|wachtrij/);
    await anna.say('/help approve');
    await anna.sees(/HD-102/);
    await sam.say('help --all');
    const sams = sam.reading(await sam.sees(/What you can do here/));
    assert.match(sams, /approve \[id\]/);
    assert.doesNotMatch(sams, /setup/);
    await sam.inChannel().say('help --all');
    const inChannel = sam.inChannel();
    const shared = inChannel.reading(await inChannel.sees(/What you can do here/));
    assert.match(shared, /approve \[id\]/);
    assert.doesNotMatch(shared, /session connect|accept \[id\]|language en/);
    await eva.inChannel().say('/aide --tout');
    await inChannel.sees(/What you can do here[^]*setup here/);
    await sam.say('help');
    const short = await sam.sees(/Show all|What you can do here/, 'help');
    assert.ok(verbsOf(sam, short).includes('help'));
    await sam.say('help goedkeuren');
    await sam.sees(/approve \[id\][^]*--mode/);
  });

  it('every mistake has its code and a next step', async () => {
    const { anna, sam, tom } = world;
    await sam.say('take 99');
    await sam.sees(/REQ-99[^]*HD-103/);
    await sam.say('take');
    await sam.sees(/HD-103/);
    await sam.say('assign');
    await sam.sees(/HD-10[23]/);
    await sam.say('assign 1 Nobody Known');
    await sam.sees(/Nobody Known[^]*HD-103/);
    await sam.say('new "x" --bogus');
    await sam.sees(/bogus[^]*HD-102/);
    await sam.say('new "x" --for M');
    await sam.sees(/HD-10[34]/);
    await tom.say('approve 1');
    await tom.sees(/HD-201/);
    await sam.inChannel().say('language nl');
    await sam.inChannel().sees(/HD-203/);
    const own = await world.ask(sam, 'My own laptop is very slow today');
    await sam.say(`approve ${own} --yes`);
    await sam.sees(/HD-202/);
    await world.priya.say(`deny ${own} --reason "Not now"`);
    await sam.sees(/Not now/);
    await world.priya.say(`approve ${own} --yes`);
    await world.priya.sees(/HD-302/);
    const late = await world.ask(anna, 'Mijn koptelefoon doet het niet meer');
    await world.pass(4 * 3_600_000 + 1_000);
    await sam.say(`approve ${late} --yes`);
    await sam.sees(/HD-30[12]/);
    await anna.sees(new RegExp(late), 'reopen');
  });

  it('nobody finds out about other people’s requests', async () => {
    const { luc } = world;
    await luc.say('status 1');
    const notThere = luc.reading(await luc.sees(/REQ-1\b[^]*HD-103/));
    await luc.say('status 77');
    const never = luc.reading(await luc.sees(/REQ-77\b[^]*HD-103/));
    assert.equal(notThere.replaceAll('REQ-1', 'REQ-77'), never);
    await luc.say('annuler 1 --oui');
    await luc.sees(/HD-103|HD-201/);
  });

  it('an edited message never commands', async () => {
    const { sam, simulator } = world;
    const id = await world.ask(world.tom, 'De scanner in hal drie piept steeds');
    await sam.say('take 9998');
    await sam.sees(new RegExp(`REQ-9998[^]*Did you mean ${id}[^]*HD-103`));
    await sam.say('note 9999 "typo"');
    const typed = sam.messages().findLast(({ from, text }) => !from.bot && text?.includes('typo'));
    assert.ok(typed);
    await simulator.teams.say({ person: CAST.sam, text: `take ${id}`, id: typed.id, edited: true });
    await world.settled();
    const record = await recordOf(world, id);
    assert.equal(record.assignee, undefined);
    assert.equal(record.version, 1);
  });
});
