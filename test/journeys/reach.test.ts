import assert from 'node:assert/strict';
import { CATALOGUE_APP } from '../../simulator/index.js';
import type { Human } from '../../simulator/human.js';
import { World } from '../support/world.js';
import { readingNow, recordOf, rootOf, until } from './session-steps.js';

const ENV = { TEAMS_APP_ID: CATALOGUE_APP.externalId };
const INSTALL = 'TeamsAppInstallation.ReadWriteSelfForUser.All';
const CATALOGUE = 'AppCatalog.Read.All';

/** Sam asks on somebody's behalf, who is asked for consent at once. */
async function askFor({ sam }: World, name: string): Promise<void> {
  await sam.say(`/new "Her screen stays black" --for "${name}"`);
  const form = await sam.sees(new RegExp(`For ${name}`), 'intake-send');
  await sam.pressOn(form, 'intake-send', {
    text: 'Her screen stays black',
    device: 'unlisted',
    category: 'screen',
    urgency: 'normal',
  });
}

function installs(world: World) {
  return world.simulator.journal.calls({ system: 'graph', method: 'POST', path: 'installedApps' });
}

function isAsked(person: Human): boolean {
  return person.find(/./, 'later') !== undefined;
}

describe('Reaching somebody who never had Deskside, where Graph may install it', () => {
  let world: World;
  before(async () => {
    world = await World.start({ env: ENV });
    world.simulator.entra.graphRoles.push(INSTALL, CATALOGUE);
    // Permissions come with the next token.
    await world.restart();
    world.simulator.teams.setPresence(world.marie.id, { installed: false });
  });
  after(() => world.stop());

  it('adds it for her alone and puts the question, without a welcome above it', async () => {
    const { marie, sam, simulator } = world;
    await askFor(world, 'Marie Dubois');
    const question = await marie.sees(
      /Pouvons-nous vous aider à distance|May we help you/,
      'later',
    );
    await world.settled();
    assert.ok(simulator.teams.has(marie.id));
    assert.equal(installs(world).length, 1);
    assert.equal(marie.find(/De l'aide pour votre PC|Help with your PC/), undefined);
    assert.equal(sam.inChannel().find(/can't be reached/), undefined);
    await sam.inChannel().seesThere(await rootOf(world, 'REQ-1'), /is asked for consent/);
    await marie.pressOn(question, 'accept');
    await until(() => recordOf(world, 'REQ-1').then(({ state }) => state === 'active'));
  });

  it('is tried again when Graph has trouble, and no more often than needed', async () => {
    const { luc, simulator } = world;
    simulator.teams.setPresence(luc.id, { installed: false });
    simulator.faults.add({ system: 'graph', path: 'installedApps', status: 503, times: 2 });
    await askFor(world, 'Luc Martin');
    await until(() => isAsked(luc));
    assert.deepEqual(
      installs(world)
        .slice(1)
        .map(({ status }) => status),
      [503, 503, 201],
    );
  });

  it('greets her when she says hello, as anybody', async () => {
    const { marie } = world;
    await marie.say('bonjour');
    await marie.sees(/De l'aide pour votre PC/);
  });
});

describe('Reaching somebody who never had Deskside, where nobody may install it', () => {
  let world: World;
  before(async () => {
    world = await World.start({ env: ENV });
  });
  after(() => world.stop());

  it('tells the thread and the helper’s own chat, with a text to send', async () => {
    const { sam, luc } = world;
    world.simulator.teams.setPresence(luc.id, { installed: false });
    await askFor(world, 'Luc Martin');
    const told = await sam.inChannel().sees(/Luc Martin can't be reached in Teams/);
    assert.equal(told.root, (await rootOf(world, 'REQ-1')).id);
    assert.match(
      sam.reading(told),
      new RegExp(`https://teams\\.microsoft\\.com/l/app/${CATALOGUE_APP.externalId}\\?tenantId=`),
    );
    await sam.sees(/Luc Martin can't be reached in Teams[^]*You can send them this/);
  });

  it('does not say on the card that he was asked', async () => {
    const { sam } = world;
    const root = await rootOf(world, 'REQ-1');
    await sam.inChannel().seesThere(root, /couldn't be asked/);
    assert.doesNotMatch(readingNow(sam.inChannel(), root), /is asked for consent and has/);
  });

  it('says so still when the time for his consent is over', async () => {
    const { sam } = world;
    await world.pass(31 * 60_000);
    await sam.inChannel().sees(/Luc Martin was never asked for consent for REQ-1/);
    const root = await rootOf(world, 'REQ-1');
    await sam.inChannel().seesThere(root, /Nobody could be asked/);
    assert.equal((await recordOf(world, 'REQ-1')).state, 'failed');
  });

  it('tells when he added it too late, and asks him when it is tried again', async () => {
    const { sam, luc, simulator } = world;
    await simulator.teams.install(luc.id);
    await luc.sees(/De l'aide pour votre PC/);
    await sam.inChannel().sees(/Luc Martin can be reached now[^]*had run out/);
    assert.equal(isAsked(luc), false);
    await sam.inChannel().pressOn(await rootOf(world, 'REQ-1'), 'try-again');
    await luc.sees(/Pouvons-nous vous aider à distance/, 'later');
    await sam.inChannel().seesThere(await rootOf(world, 'REQ-1'), /is asked for consent and has/);
  });

  it('names the catalogue’s own id in the link, where it may be read', async () => {
    const { sam, priya, simulator } = world;
    simulator.entra.graphRoles.push(CATALOGUE);
    await world.restart();
    simulator.teams.setPresence(priya.id, { installed: false });
    await askFor(world, 'Priya Nair');
    const told = await sam.inChannel().sees(/Priya Nair can't be reached in Teams/);
    assert.match(sam.reading(told), new RegExp(`/l/app/${CATALOGUE_APP.id}\\?`));
  });
});

describe('Reaching somebody who blocked Deskside', () => {
  let world: World;
  before(async () => {
    world = await World.start({ env: ENV });
    world.simulator.entra.graphRoles.push(INSTALL, CATALOGUE);
    await world.restart();
  });
  after(() => world.stop());

  it('installs nothing against her will: the helper has a text for her, in her language', async () => {
    const { anna, sam, simulator } = world;
    const id = await world.ask(anna, 'Mijn scherm blijft zwart na de update');
    simulator.teams.setPresence(anna.id, { blocked: true });
    await sam.inChannel().pressOn(await rootOf(world, id), 'approve', { 'approve.mode': 'view' });
    const told = await sam.inChannel().sees(/Anna de Vries can't be reached[^]*removed or blocked/);
    assert.match(sam.reading(told), /Hallo Anna de Vries[^]*Blokkering opheffen/);
    assert.equal(installs(world).length, 0);
  });
});

describe('Reaching somebody without an app id', () => {
  let world: World;
  before(async () => {
    world = await World.start();
    world.simulator.teams.setPresence(world.luc.id, { installed: false });
  });
  after(() => world.stop());

  it('gives a text that says where to look in Teams, and asks Graph nothing', async () => {
    const { sam } = world;
    await askFor(world, 'Luc Martin');
    const told = await sam.inChannel().sees(/Luc Martin can't be reached in Teams/);
    assert.match(sam.reading(told), /ouvrez Applications, cherchez Deskside/);
    assert.equal(installs(world).length, 0);
    assert.equal(world.simulator.journal.calls({ system: 'graph', path: 'appCatalogs' }).length, 0);
  });
});
