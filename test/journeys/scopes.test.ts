import assert from 'node:assert/strict';
import { CAST, ROLE_GROUPS } from '../../simulator/index.js';
import { INTUNE_ADMINISTRATOR } from '../../src/services/desk/people/too-powerful.js';
import { createKeys } from '../../src/services/store/keys.js';
import { openRedis } from '../../src/services/store/redis.js';
import { World } from '../support/world.js';
import { membersAre, rolesReadAnew } from './admins.js';
import { about, until } from './session-steps.js';

const { branch, antwerp, kiosks, board } = ROLE_GROUPS;

/** Tom helps in Antwerp alone; Luc is there, Anna isn't. Marie is on the board. */
const BRANCH = {
  roles: {
    custom: [
      {
        name: 'branch-helper',
        rights: [
          'request.work',
          'request.approve',
          'session.start:scope',
          'session.end',
          'queue.read',
        ],
        groups: [branch],
        scope: 'antwerp',
      },
    ],
    scopes: { antwerp: { users: [antwerp], devices: [] } },
    team: { owners: 'auditor' },
  },
  protected: { groups: [kiosks], names: ['SRV-01'] },
  vip: { groups: [board] },
};

describe('A role of the policy file that reaches some people alone', () => {
  let world: World;
  let inside: string;
  let outside: string;
  before(async () => {
    world = await World.start({ policy: BRANCH });
    const { graph } = world.simulator;
    graph.setMembers(branch, [CAST.tom]);
    graph.setMembers(antwerp, [CAST.luc]);
    graph.setMembers(board, [CAST.marie]);
    await rolesReadAnew(world);
    await until(async () => {
      const roles = await world.app.inside.store.roles.current();
      return roles?.custom.get('branch-helper')?.size === 1 && roles.vips.size === 1;
    });
    inside = await world.ask(world.luc, 'Mon écran reste noir');
    outside = await world.ask(world.anna, 'Mijn scherm blijft zwart');
  });
  after(() => world.stop());

  it('approves inside its scope, through the front door', async () => {
    await world.tom.say(`goedkeuren ${inside} --mode view --ja`);
    await until(async () => (await world.record(inside)).state === 'approved');
  });

  it('reads the same about what lies outside as about what isn’t there', async () => {
    const { tom } = world;
    for (const command of ['goedkeuren', 'nemen', 'stand', 'waarom', 'sluiten']) {
      const rest = command === 'goedkeuren' ? '--ja' : command === 'sluiten' ? '--reden fixed' : '';
      const real = await answered(() => tom.say(`${command} ${outside} ${rest}`));
      const made = await answered(() => tom.say(`${command} REQ-4711 ${rest}`));
      assert.equal(real.replaceAll(outside, 'X'), made.replaceAll('REQ-4711', 'X'), command);
      assert.match(made, /HD-103/, command);
    }
    assert.equal((await world.record(outside)).state, 'pending');

    async function answered(say: () => Promise<unknown>): Promise<string> {
      const before = tom.messages().length;
      await say();
      await until(() => tom.messages().length > before + 1);
      return tom.reading(tom.messages().at(-1) ?? assert.fail('no answer'));
    }
  });

  it('is lost with the scope, also for what was approved and not done yet', async () => {
    const { luc, simulator } = world;
    simulator.graph.setMembers(antwerp, []);
    await rolesReadAnew(world);
    await until(async () => {
      const roles = await world.app.inside.store.roles.current();
      return roles?.scopes.get('antwerp')?.people.size === 0;
    });
    await luc.press(about(inside), 'accept');
    await until(async () => (await world.record(inside)).state === 'failed');
    assert.deepEqual(simulator.teamviewer.sessions(), []);
  });

  it('gives the owners of the team the role that the policy says', async () => {
    world.simulator.graph.setOwners(world.simulator.company.team.aadGroupId, [CAST.eva]);
    // The channel's team is known once it was set up there.
    await world.eva.inChannel().say('setup here --yes');
    await until(
      async () => (await world.app.inside.store.places.helpDesk())?.teamGroup !== undefined,
    );
    await rolesReadAnew(world);
    await until(async () => (await world.app.inside.store.roles.current())?.auditors.size === 1);
  });

  it('asks for an admin where the person is on the VIP list', async () => {
    const id = await world.ask(world.marie, 'Mon écran reste noir');
    await world.sam.say(`approve ${id} --yes`);
    await world.sam.sees(/HD-201/);
    await world.eva.say(`goedkeuren ${id} --ja`);
    await until(async () => (await world.record(id)).state === 'approved');
  });

  it('takes no protected device, by group or by name', async () => {
    const { simulator, anna, sam } = world;
    const device = simulator.company.devices.find(({ userId }) => userId === CAST.anna);
    assert.ok(device);
    simulator.graph.setDeviceMembers(kiosks, [device.id]);
    await rolesReadAnew(world);
    await until(
      async () => (await world.app.inside.store.roles.current())?.protectedDevices.size === 1,
    );
    await sam.say(`deny ${outside} --reason "Once more, please"`);
    await until(async () => (await world.record(outside)).state === 'declined');
    const id = await world.ask(anna, 'De kiosk doet het niet', { device: device.id });
    await sam.say(`approve ${id} --yes`);
    await sam.sees(/HD-401/);
    await sam.say(`deny ${id} --reason "A kiosk"`);
    await until(async () => (await world.record(id)).state === 'declined');
    const named = await world.ask(anna, 'De server doet het niet meer', {
      device: 'unlisted',
      deviceName: 'SRV-01',
    });
    await sam.say(`approve ${named} --yes`);
    await until(() => sam.messages().filter((one) => /HD-401/.test(sam.reading(one))).length === 2);
    assert.equal((await world.record(named)).state, 'pending');
  });
});

describe('Groups that give a role', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('may have three thousand people, page after page', async () => {
    const { company, graph } = world.simulator;
    const crowd = Array.from({ length: 3_000 }, (_, n) => ({
      ...(company.people[0] ?? assert.fail('nobody')),
      id: `c1000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      upn: `p${n}@noordzee.example`,
    }));
    (company.people as (typeof crowd)[number][]).push(...crowd);
    graph.pageSize = 500;
    const wanted = [CAST.sam, ...crowd.map(({ id }) => id)];
    graph.setMembers(ROLE_GROUPS.operators, wanted);
    await rolesReadAnew(world);
    await until(
      async () => (await world.app.inside.store.roles.current())?.operators.size === 3_001,
    );
    graph.setMembers(ROLE_GROUPS.operators, [CAST.sam]);
    await rolesReadAnew(world);
  });

  it('aren’t believed when they can administer Intune by themselves (S35)', async () => {
    const { graph } = world.simulator;
    graph.setDirectoryRoles(ROLE_GROUPS.admins, [INTUNE_ADMINISTRATOR]);
    await rolesReadAnew(world);
    await until(async () => (await world.app.inside.store.roles.current())?.admins.size === 0);
    graph.setDirectoryRoles(ROLE_GROUPS.admins, []);
    await membersAre(world, 'admins', [CAST.eva, CAST.priya]);
    graph.setDirectoryRoles(board, [INTUNE_ADMINISTRATOR]);
    await world.priya.say(`role grant operator group:${board} --reason "They help"`);
    const seen = await world.priya.sees(/HD-201/);
    assert.match(world.priya.reading(seen), /Intune Service Administrator/);
    assert.deepEqual(await world.app.inside.store.changes.open(), []);
  });

  it('that are gone cost their own role alone', async () => {
    const { graph } = world.simulator;
    world.simulator.faults.add({
      system: 'graph',
      path: ROLE_GROUPS.operators,
      status: 404,
      code: 'Request_ResourceNotFound',
    });
    await rolesReadAnew(world);
    await until(async () => (await world.app.inside.store.roles.current())?.operators.size === 0);
    assert.equal((await world.app.inside.store.roles.current())?.admins.size, 2);
    world.simulator.faults.clear();
    graph.setMembers(ROLE_GROUPS.operators, [CAST.sam]);
    await rolesReadAnew(world);
    await until(async () => (await world.app.inside.store.roles.current())?.operators.size === 1);
  });

  it('tell who has which role and from where', async () => {
    await world.priya.say('role list');
    const seen = await world.priya.sees(/Roles, as read from the groups/);
    const text = world.priya.reading(seen);
    assert.match(text, /administrator: .*(Eva Jansen|Priya Nair).*(Eva Jansen|Priya Nair)/);
    assert.ok(text.includes(ROLE_GROUPS.operators));
  });
});

describe('Roles while Graph is away', () => {
  it('deny what takes a role once they are too old; people still ask for help and still end', async () => {
    const world = await World.start({ policy: { roles: { maxAge: '1m' } } });
    try {
      const id = await world.ask(world.anna, 'Mijn scherm blijft zwart');
      world.simulator.faults.add({ system: 'graph', status: 503 });
      await agedRoles(world);
      await world.sam.say(`approve ${id} --yes`);
      await world.sam.sees(/HD-201/);
      const other = await world.ask(world.luc, 'Mon écran reste noir');
      assert.equal((await world.record(other)).state, 'pending');
      await world.anna.say(`annuleren ${id} --ja`);
      await until(async () => (await world.record(id)).state === 'withdrawn');
    } finally {
      await world.stop();
    }
  });
});

/** As if ten minutes had gone by since the groups were read. */
async function agedRoles(world: World): Promise<void> {
  const keys = createKeys(world.simulator.company.tenantId);
  const redis = openRedis('web', { mode: 'single', urls: [world.redis.url] });
  const at = Number(await redis.hget(keys.roles, 'at'));
  await redis.hset(keys.roles, 'at', at - 600_000);
  redis.disconnect();
}
