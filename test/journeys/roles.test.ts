import assert from 'node:assert/strict';
import { CAST, ROLE_GROUPS } from '../../simulator/index.js';
import { createKeys } from '../../src/services/store/keys.js';
import { openRedis } from '../../src/services/store/redis.js';
import { World } from '../support/world.js';
import {
  about,
  approved,
  buttonsOf,
  HOUR,
  inSession,
  ownCard,
  readingNow,
  recordOf,
  rootOf,
  until,
} from './session-steps.js';

/** The role groups are read anew now, as they are every two minutes. */
async function rolesAreRead(world: World, holds: () => Promise<boolean>): Promise<void> {
  await world.app.inside.store.agenda.add('roles', 0);
  await until(holds);
}

async function isOperator(world: World, person: string): Promise<boolean> {
  const roles = await world.app.inside.store.roles.current();
  return [...(roles?.operators ?? [])].some((id) => id === person);
}

describe('Who may do what', () => {
  let world: World;
  let id: string;
  before(async () => {
    world = await World.start();
    id = await world.ask(world.anna, 'Mijn scherm blijft zwart na de update');
  });
  after(() => world.stop());

  it('a member of the channel without a role: the click is refused, and says which role it takes', async () => {
    const tom = world.tom.inChannel();
    const root = await rootOf(world, id);
    for (const verb of ['approve', 'take', 'deny']) {
      await tom.pressOn(root, verb, { 'approve.mode': 'control', 'deny.reason': 'Nee' });
      const seen = readingNow(tom, root);
      assert.match(seen, /help desk operator, and you don't have it[\s\S]*HD-201/, verb);
    }
    await world.tom.say(`goedkeuren ${id}`);
    await world.tom.sees(/HD-201/);
    const { state, version } = await recordOf(world, id);
    assert.deepEqual([state, version], ['pending', 1]);
    assert.equal(world.priya.inChannel().find(/HD-201/), undefined, 'only he saw it');
  });

  it('somebody else’s request reads like one that does not exist', async () => {
    const { tom, luc } = world;
    await tom.say('status 1');
    const known = tom.reading(await tom.sees(/HD-103/)).replaceAll('REQ-1', 'REQ-N');
    await tom.say('status 77');
    const unknown = tom.reading(await tom.sees(/REQ-77/)).replaceAll('REQ-77', 'REQ-N');
    assert.equal(known, unknown);
    await luc.say('annuler 1 --oui');
    await luc.sees(/HD-103/);
    await luc.say('accepter 1');
    await until(() => luc.messages().filter((m) => /HD-103/.test(luc.reading(m))).length === 2);
    assert.equal((await recordOf(world, id)).state, 'pending');
  });

  it('a guest may do nothing, although the operators’ group has them', async () => {
    const gus = world.gus.inChannel();
    assert.equal(await isOperator(world, CAST.gus), false);
    const root = await rootOf(world, id);
    await gus.pressOn(root, 'take');
    await gus.say('take', { thread: root.id });
    await gus.sees(/HD-201/);
    assert.match(gus.screen(), /Guests of this organisation/);
    await world.simulator.teams.install(CAST.gus);
    await world.gus.say('My screen has been black since this morning');
    await world.gus.sees(/Guests of this organisation/);
    assert.equal((await recordOf(world, id)).assignee, undefined);
  });

  it('a member of a nested group is an operator, and an admin is one too', async () => {
    const root = await rootOf(world, id);
    await world.priya.inChannel().pressOn(root, 'take');
    await world.eva.inChannel().seesThere(root, /Assigned to:[\s\S]*Priya Nair/);
    await world.eva.inChannel().pressOn(root, 'release');
    await until(async () => (await recordOf(world, id)).assignee === undefined);
    await world.eva.say('whoami');
    await world.eva.sees(/beheerder/);
  });

  it('nobody decides on their own request, be they operator or admin', async () => {
    const { sam, eva, priya } = world;
    const own = await world.ask(sam, 'My own laptop has been slow since Monday');
    const root = await rootOf(world, own);
    await sam.inChannel().pressOn(root, 'approve', { 'approve.mode': 'control' });
    assert.match(readingNow(sam.inChannel(), root), /HD-202/);
    await sam.say(`approve ${own} --yes`);
    await sam.sees(/Nobody decides on their own request[\s\S]*HD-202/);
    const evas = await world.ask(eva, 'Mijn laptop is traag sinds maandag');
    await eva.say(`approve ${evas} --yes`);
    await eva.sees(/HD-202/);
    assert.equal((await recordOf(world, evas)).state, 'pending');
    await priya.say(`approve ${own} --yes`);
    const question = await sam.sees(/May we help you remotely/, 'later');
    assert.match(sam.reading(question), /Priya Nair/);
  });

  it('words from another tenant are refused before anybody reads them', async () => {
    const { simulator, anna } = world;
    const before = anna.messages().length;
    const path = simulator.teams.personalChat(CAST.anna);
    const written = () => simulator.journal.calls({ system: 'teams', path }).length;
    const said = written();
    const answer = await simulator.teams.raw({
      type: 'message',
      id: '1',
      text: `cancel ${id} --yes`,
      channelId: 'msteams',
      serviceUrl: `${simulator.url}/teams/`,
      from: { id: '29:stranger', name: 'Anna de Vries', aadObjectId: CAST.anna },
      recipient: { id: `28:${simulator.company.bot.appId}`, name: 'Deskside' },
      conversation: {
        id: simulator.teams.personalChat(CAST.anna),
        conversationType: 'personal',
        tenantId: '99999999-0000-4000-8000-000000000009',
      },
      channelData: { tenant: { id: '99999999-0000-4000-8000-000000000009' } },
    });
    assert.equal(answer.status, 403);
    assert.doesNotMatch(JSON.stringify(answer.body ?? ''), /tenant/i);
    assert.equal(anna.messages().length, before);
    assert.equal(written(), said);
    assert.equal((await recordOf(world, id)).state, 'pending');
  });
});

describe('Approval that only admins may give', () => {
  let world: World;
  before(async () => {
    world = await World.start({ policy: { approval: { by: 'admin' } } });
  });
  after(() => world.stop());

  it('is refused to an operator, who may do everything else, and given by an admin', async () => {
    const { anna, sam, eva } = world;
    const id = await world.ask(anna, 'Mijn scherm blijft zwart na de update');
    const root = await rootOf(world, id);
    await sam.inChannel().pressOn(root, 'take');
    await sam.inChannel().pressOn(root, 'approve', { 'approve.mode': 'control' });
    assert.match(readingNow(sam.inChannel(), root), /administrator[\s\S]*HD-201/);
    await eva.inChannel().pressOn(root, 'approve', { 'approve.mode': 'control' });
    const question = await anna.sees(/Mogen we je op afstand helpen/, 'later');
    assert.match(anna.reading(question), /Sam Carter wil je helpen/);
    const request = await recordOf(world, id);
    assert.ok(request.state === 'approved');
    assert.equal(request.approvedBy, eva.id);
  });
});

describe('Roles that are lost or not known', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.start();
  });
  afterEach(() => world.stop());

  it('who left the group can do nothing from then on', async () => {
    const { anna, sam, priya, simulator } = world;
    const id = await world.ask(anna, 'Mijn scherm blijft zwart na de update');
    const root = await rootOf(world, id);
    await sam.inChannel().pressOn(root, 'take');
    simulator.graph.setMembers(ROLE_GROUPS.operators, [ROLE_GROUPS.secondLine]);
    await rolesAreRead(world, async () => !(await isOperator(world, sam.id)));
    await sam.inChannel().pressOn(root, 'approve', { 'approve.mode': 'control' });
    assert.match(readingNow(sam.inChannel(), root), /HD-201/);
    assert.equal((await recordOf(world, id)).state, 'pending');
    await sam.say('queue');
    await sam.sees(/HD-201/);
    await priya.inChannel().pressOn(root, 'release');
    await until(async () => (await recordOf(world, id)).assignee === undefined);
  });

  it('a session isn’t made on the right of somebody who lost it meanwhile', async () => {
    const { anna, sam, simulator } = world;
    const id = await approved(world, anna, 'Mijn scherm blijft zwart na de update');
    simulator.graph.setMembers(ROLE_GROUPS.operators, [ROLE_GROUPS.secondLine]);
    await rolesAreRead(world, async () => !(await isOperator(world, sam.id)));
    await anna.press(/Mogen we je op afstand helpen/, 'accept');
    await sam.inChannel().seesThere(await rootOf(world, id), /● Needs another try/);
    await anna.sees(/Er kon geen sessie worden gemaakt/);
    assert.deepEqual(simulator.teamviewer.sessions(), []);
    assert.equal(sam.find(/./, 'connect'), undefined);
  });

  it('the helper who lost it gets no link, and a colleague can end the session', async () => {
    const { anna, sam, priya, simulator } = world;
    const { id } = await inSession(world, anna, 'Mijn scherm blijft zwart na de update');
    simulator.graph.setMembers(ROLE_GROUPS.operators, [ROLE_GROUPS.secondLine]);
    await rolesAreRead(world, async () => !(await isOperator(world, sam.id)));
    const card = await sam.sees(about(id), 'connect');
    await sam.pressOn(card, 'connect');
    await world.settled();
    assert.doesNotMatch(JSON.stringify(sam.messages()), /get\.teamviewer\.com/);
    await priya.inChannel().pressOn(await rootOf(world, id), 'end-session');
    await anna.sees(/Is het opgelost/, 'confirm-solved');
  });

  it('too old to be believed: nothing begins, ending still works, and users can ask', async () => {
    const { anna, luc, sam, simulator } = world;
    const { id } = await inSession(world, anna, 'Mijn scherm blijft zwart na de update');
    simulator.faults.preset('graph-down');
    await rolesGrowOld();
    const other = await world.ask(luc, "L'imprimante du couloir n'imprime plus rien");
    const root = await rootOf(world, other);
    await sam.inChannel().pressOn(root, 'approve', { 'approve.mode': 'control' });
    assert.match(readingNow(sam.inChannel(), root), /can't check at the moment[\s\S]*HD-201/);
    await sam.inChannel().pressOn(await rootOf(world, id), 'end-session');
    await anna.sees(/Is het opgelost/, 'confirm-solved');
    simulator.faults.clear();
    await rolesAreRead(world, async () => {
      const roles = await world.app.inside.store.roles.current();
      return roles !== undefined && roles.age < HOUR;
    });
    await sam.inChannel().pressOn(root, 'approve', { 'approve.mode': 'control' });
    await luc.sees(/Pouvons-nous vous aider/, 'later');
    assert.ok(buttonsOf(luc, await ownCard(luc, other, 'withdraw'))['withdraw']);

    async function rolesGrowOld(): Promise<void> {
      const client = openRedis('web', { mode: 'single', urls: [world.redis.url] });
      await client.hincrby(createKeys(simulator.company.tenantId).roles, 'at', -HOUR);
      client.disconnect();
    }
  });
});
