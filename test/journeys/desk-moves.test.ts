import assert from 'node:assert/strict';
import type { Human } from '../../simulator/human.js';
import { parsePersonId } from '../../src/services/desk/ids.js';
import { World } from '../support/world.js';
import { cardNow, linksOf, readingNow, recordOf, rootOf, until } from './session-steps.js';

const NEW = '19:NoordzeeServiceDesk0002@thread.tacv2';
const NAME = 'Service desk';

/** Eva says it, and says yes. */
async function setUp(eva: Human, text: string, question: RegExp): Promise<void> {
  await eva.say(text);
  const asked = await eva.sees(question, 'confirm');
  await eva.pressOn(asked, 'confirm');
}

/** The card of a request in a channel, as the root of its thread. */
function cardIn(channel: Human, id: string) {
  return channel.sees(new RegExp(`^${id} · `));
}

describe('Moving the help desk to another channel', () => {
  let world: World;
  let there: Human;
  before(async () => {
    world = await World.start();
    world.simulator.teams.addChannel(NEW, NAME);
    there = world.eva.inChannel(NEW);
  });
  after(() => world.stop());

  it('asks first, in her language, and says where the desk is and how much comes along', async () => {
    const { anna, luc, eva, sam } = world;
    await world.ask(anna, 'Mijn scherm blijft zwart na de update');
    await world.ask(luc, "L'imprimante du couloir n'imprime plus");
    await sam.inChannel().say('queue');
    await sam.inChannel().sees(/Queue\n/);
    await there.say('setup here');
    const question = await there.sees(
      /nu in een ander kanaal[^]*2 open aanvragen gaan mee/,
      'confirm',
    );
    await there.pressOn(question, 'confirm-not');
    assert.equal((await world.app.inside.places.helpDesk())?.id, world.simulator.teams.channelId);
    // Teams tells the name to whoever sets up, so the next move can name where the desk is.
    await setUp(eva.inChannel(), 'setup here', /help desk's already/);
    await eva.inChannel().sees(/Queue\n[^]*REQ-1/);
    await there.say('setup here');
    await there.sees(/De helpdesk is nu in Help desk\. Naar dit kanaal verhuizen/, 'confirm');
  });

  it('shows the queue and every live request there, and says how many', async () => {
    await there.press(/nu in Help desk/, 'confirm');
    await there.sees(/The queue and 2 cards move here/);
    await there.sees(/Queue[^]*REQ-1[^]*REQ-2/);
    await cardIn(there, 'REQ-1');
    await cardIn(there, 'REQ-2');
    const { id, name, team, teamGroup } = (await world.app.inside.places.helpDesk()) ?? {};
    const { company } = world.simulator;
    assert.deepEqual(
      { id, name, team, teamGroup },
      { id: NEW, name: NAME, team: company.team.id, teamGroup: company.team.aadGroupId },
    );
  });

  it('leaves a signpost with a link in place of each old card, and no buttons that act', async () => {
    const old = world.sam.inChannel();
    const signpost = await old.sees(/moved to Service desk\. REQ-1 goes on there/);
    const fresh = await cardIn(there, 'REQ-1');
    const [link = ''] = linksOf(cardNow(old, signpost));
    const url = new URL(link);
    assert.equal(url.origin, 'https://teams.microsoft.com');
    assert.equal(decodeURIComponent(url.pathname), `/l/message/${NEW}/${fresh.id}`);
    assert.equal(url.searchParams.get('groupId'), world.simulator.company.team.aadGroupId);
    assert.deepEqual(old.buttons(signpost), []);
    await old.sees(/moved to Service desk\. REQ-2 goes on there/);
    await old.sees(/moved to Service desk\. Its queue is there/);
    assert.equal(old.find(/^REQ-\d · /), undefined);
  });

  it('goes on there: a request is approved and asked about in the new channel alone', async () => {
    const { anna, sam } = world;
    const fresh = await cardIn(there, 'REQ-1');
    await sam.inChannel(NEW).pressOn(fresh, 'approve', { 'approve.mode': 'view' });
    await anna.press(/Mogen we je op afstand helpen/, 'later');
    const told = await there.sees(/Anna de Vries[^]*(?:later|time)/);
    assert.equal(told.conversation, NEW);
    assert.equal(world.sam.inChannel().find(/Waiting for consent/), undefined);
  });

  it('tells an operator who writes in the old thread where it goes on', async () => {
    const { sam } = world;
    const signpost = await sam.inChannel().sees(/REQ-2 goes on there/);
    await sam.inChannel().say('take', { thread: signpost.id });
    const refused = await sam.inChannel().sees(/HD-203/);
    const fresh = await cardIn(there, 'REQ-2');
    assert.ok(linksOf(sam.cardOf(refused)).some((link) => link.includes(`/${fresh.id}?`)));
    const { state } = await recordOf(world, 'REQ-2');
    assert.equal(state, 'pending');
  });

  it('is no move in the same channel: the language changes and the queue comes again', async () => {
    const { sam } = world;
    const before = await cardIn(there, 'REQ-2');
    await setUp(there, 'setup here --language nl', /help desk's already/);
    await there.sees(/Dit is het kanaal van de helpdesk/);
    await sam.inChannel(NEW).seesThere(before, /● Wacht op antwoord/);
    await there.sees(/Wachtrij[^]*REQ-2/);
    assert.equal((await cardIn(there, 'REQ-2')).id, before.id);
  });
});

describe('Moving the help desk away from a channel that is closed', () => {
  let world: World;
  before(async () => {
    world = await World.start();
    world.simulator.teams.addChannel(NEW, NAME);
  });
  after(() => world.stop());

  it('is not stopped by it: everything is in the new channel, and nothing is tried for ever', async () => {
    const { anna, eva, simulator } = world;
    await world.ask(anna, 'Mijn scherm blijft zwart na de update');
    await rootOf(world, 'REQ-1');
    simulator.teams.setBotInChannel(false);
    const there = eva.inChannel(NEW);
    await setUp(there, 'setup here', /Naar dit kanaal verhuizen/);
    await cardIn(there, 'REQ-1');
    await there.sees(/Queue[^]*REQ-1/);
    await world.settled();
    const refused = simulator.journal
      .calls({ system: 'teams' })
      .filter(({ status }) => status === 403);
    assert.ok(refused.length <= 4, `${String(refused.length)} tries`);
  });

  it('and moving back leaves signposts there in turn', async () => {
    const { eva, simulator, sam } = world;
    simulator.teams.setBotInChannel(true);
    const there = eva.inChannel(NEW);
    const left = await cardIn(there, 'REQ-1');
    await setUp(eva.inChannel(), 'setup here', /De helpdesk is nu in Service desk/);
    await sam.inChannel(NEW).seesThere(left, /moved to Help desk\. REQ-1 goes on there/);
    await until(() => sam.inChannel().find(/^REQ-1 · /, 'approve') !== undefined);
  });
});

describe('Moving a help desk with a hundred open requests', () => {
  let world: World;
  before(async () => {
    world = await World.start({ limits: 'teams', policy: { limits: { openPerPerson: 100 } } });
    world.simulator.teams.addChannel(NEW, NAME);
  });
  after(() => world.stop());

  it('answers at once and stays within what Teams allows', async () => {
    const { eva, simulator, anna } = world;
    const { desk } = world.app.inside;
    const requester = parsePersonId(anna.id);
    if (!requester) throw new Error('no id');
    for (let n = 1; n <= 100; n += 1) {
      await desk.execute({
        command: {
          type: 'open',
          text: `Trouble ${String(n)}`,
          device: { kind: 'unlisted' },
          category: 'other',
          urgency: 'normal',
          anyway: true,
        },
        actor: { kind: 'person', id: requester, place: { kind: 'personal' } },
        opKey: `many-${String(n)}`,
      });
    }
    const there = eva.inChannel(NEW);
    await there.say('setup here');
    const asked = await there.sees(/100 open aanvragen gaan mee/, 'confirm');
    const began = performance.now();
    const answer = await there.pressOn(asked, 'confirm');
    assert.equal(answer.status, 200);
    assert.ok(performance.now() - began < 3_000);
    assert.match(readingNow(there, asked), /The queue and 100 cards move here/);
    await until(
      () => there.messages().filter((one) => /^REQ-/.test(there.reading(one))).length > 5,
    );
    assert.deepEqual(simulator.teams.rate.exceeded(), []);
  });
});
