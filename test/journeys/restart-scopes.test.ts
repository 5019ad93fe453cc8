import assert from 'node:assert/strict';
import { addFleet } from '../../simulator/fleet.js';
import type { Human } from '../../simulator/human.js';
import { CAST, ROLE_GROUPS } from '../../simulator/index.js';
import type { Message } from '../../simulator/teams/messages.js';
import type { World } from '../support/world.js';
import { rolesReadAnew } from './admins.js';
import {
  deviceNamed,
  restartWorld,
  states,
  taskIs,
  taskOf,
  untilFinished,
} from './restart-steps.js';
import { until } from './session-steps.js';

const { branch, antwerp, warehouse } = ROLE_GROUPS;

/** Tom restarts in Antwerp alone; Luc is there, Anna isn't. */
const BRANCH = {
  roles: {
    custom: [
      {
        name: 'branch-helper',
        rights: ['request.work', 'restart:scope', 'queue.read'],
        groups: [branch],
        scope: 'antwerp',
      },
    ],
    scopes: { antwerp: { users: [antwerp], devices: [] } },
  },
};

describe('Restarts by somebody who helps in one place alone', () => {
  let world: World;
  let ids: readonly string[];
  before(async () => {
    world = await restartWorld({ coolDown: '0s' }, { policy: BRANCH });
    const { graph } = world.simulator;
    const users = [CAST.luc, CAST.anna, null];
    const more = (n: number) => ({ userId: users[n - 1] ?? null });
    ids = addFleet(graph, { count: 3, group: warehouse, more });
    graph.setMembers(branch, [CAST.tom]);
    graph.setMembers(antwerp, [CAST.luc]);
    await rolesReadAnew(world);
    await until(async () => {
      const roles = await world.app.inside.store.roles.current();
      return roles?.custom.get('branch-helper')?.size === 1;
    });
  });
  after(() => world.stop());

  it('shows and restarts of a group only the PCs in reach', async () => {
    const { tom } = world;
    await tom.say('/herstart group:Warehouse --reden "update" --force');
    const card = await tom.sees(/TASK-1 · 1 pc opnieuw opstarten/, 'confirm-restart');
    assert.match(tom.reading(card), /PC-1001/);
    assert.doesNotMatch(tom.reading(card), /PC-1002|PC-1003|Anna/);
    await tom.pressOn(card, 'confirm-restart');
    await taskIs(world, 'TASK-1', ({ state }) => state === 'running');
    await untilFinished(world, 'TASK-1');
    const { told } = world.simulator.graph.reboots;
    assert.deepEqual(
      ids.map((id) => told.get(id) ?? 0),
      [1, 0, 0],
    );
  });

  it('says of a PC out of reach that it isn’t found', async () => {
    const { tom } = world;
    await tom.say('/herstart PC-1002,PC-9999 --reden "update"');
    const card = await tom.sees(/TASK-2/, 'check-again');
    assert.match(tom.reading(card), /PC-1002\s+Niet gevonden\./);
    assert.match(tom.reading(card), /PC-9999\s+Niet gevonden\./);
    assert.doesNotMatch(tom.reading(card), /OptiPlex|Anna/);
  });

  it('reads the same about others’ tasks out of reach as about what isn’t there', async () => {
    const { sam, tom, simulator } = world;
    simulator.graph.reboots.behave(ids[1] ?? assert.fail('no PC'), 'failed');
    await sam.say('/restart PC-1002 --reason "update" --force');
    const card = await sam.sees(/TASK-3/, 'confirm-restart');
    await sam.pressOn(card, 'confirm-restart');
    await taskIs(world, 'TASK-3', ({ state }) => state === 'running');
    await untilFinished(world, 'TASK-3');
    assert.equal(states(await taskOf(world, 'TASK-3')), 'failed');
    await sam.say('retry TASK-3');
    await sam.sees(/TASK-4/, 'confirm-restart');
    await world.settled();
    for (const command of COMMANDS) {
      for (const id of ['TASK-3', 'TASK-4']) {
        const real = await answered(tom, command.replace('X', id));
        const made = await answered(tom, command.replace('X', 'TASK-4711'));
        assert.equal(real.replaceAll(id, 'X'), made.replaceAll('TASK-4711', 'X'), command);
        assert.match(made, /HD-103/, command);
        assert.match(made, /Ik zocht TASK-4711 en vond geen taak/, command);
      }
    }
    assert.equal((await taskOf(world, 'TASK-4')).state, 'draft');
  });

  it('lists none of them', async () => {
    const { tom } = world;
    const all = await answered(tom, 'taken --alle');
    assert.match(all, /TASK-1/);
    assert.doesNotMatch(all, /TASK-[34]/);
    const real = await answered(tom, 'taken PC-1002');
    assert.doesNotMatch(real, /TASK-[34]/);
  });
});

const COMMANDS = [
  '/opnieuw X',
  'taak X',
  'waarom X',
  'stoppen X',
  'annuleren X',
  'bevestigen X',
  'controleren X',
  'pc kiezen X 1',
  'vaststellen X PC-1002 opgestart',
  'nog eens kijken X PC-1002',
];

/** What the bot says to this, as a new message. */
async function answered(who: Human, text: string): Promise<string> {
  const before = who.messages().length;
  await who.say(text);
  await until(() => who.messages().length > before + 1);
  return who.reading(who.messages().at(-1) ?? assert.fail('no answer'));
}

describe('A restart of the PCs of a person whose name two have', () => {
  let world: World;
  before(async () => {
    world = await restartWorld();
    world.simulator.graph.setUser(CAST.tom, { displayName: 'Anna Willems' });
  });
  after(() => world.stop());

  it('asks who is meant, and keeps what else was named', async () => {
    const { eva } = world;
    await eva.say('/herstart user:Anna,LT-PRIYA-01 --reden "update"');
    const question = await eva.sees(/Anna de Vries \(.*Anna Willems \(/s, 'confirm');
    assert.match(eva.reading(question), /HD-104/);
    assert.deepEqual(await world.app.inside.store.tasks.open(), []);
    await eva.pressOn(question, 'confirm', { choice: choiceOf(eva, question, /^Anna de Vries/) });
    const card = await eva.sees(/TASK-1 · 2 pc's opnieuw opstarten/, 'confirm-restart');
    assert.match(eva.reading(card), /LT-ANNA-01/);
    assert.match(eva.reading(card), /LT-PRIYA-01/);
    const { items, wish } = await taskOf(world, 'TASK-1');
    assert.deepEqual(
      items.map(({ name, owner }) => [name, owner]),
      [
        ['LT-ANNA-01', CAST.anna],
        ['LT-PRIYA-01', CAST.priya],
      ],
    );
    assert.deepEqual(
      wish.targets.map(({ kind }) => kind),
      ['person', 'pc'],
    );
  });

  it('asks again for each name that is unclear', async () => {
    const { eva } = world;
    await eva.say('/herstart LT-PRIYA-01,user:Anna,@Anna --reden "update"');
    const first = await eva.sees(/Anna de Vries \(.*Anna Willems \(/s, 'confirm');
    await eva.pressOn(first, 'confirm', { choice: choiceOf(eva, first, /^Anna de Vries/) });
    const second = await eva.sees(/Anna de Vries \(.*Anna Willems \(/s, 'confirm');
    await eva.pressOn(second, 'confirm', { choice: choiceOf(eva, second, /^Anna Willems/) });
    await eva.sees(/TASK-2/, 'pick-pc');
    const { items, wish } = await taskOf(world, 'TASK-2');
    assert.deepEqual(wish.targets, [
      { kind: 'pc', name: 'LT-PRIYA-01' },
      { kind: 'person', id: CAST.anna },
      { kind: 'person', id: CAST.tom },
    ]);
    assert.deepEqual(
      items.map(({ name }) => name),
      ['LT-PRIYA-01', 'LT-ANNA-01'],
    );
  });
});

describe('A restart of a group whose name two have', () => {
  let world: World;
  before(async () => {
    world = await restartWorld();
  });
  after(() => world.stop());

  it('asks which one is meant, and keeps what else was named', async () => {
    const { marie } = world;
    await marie.say('/redémarrer LT-PRIYA-01,groupe:Reception --raison "mise à jour"');
    const question = await marie.sees(/Plusieurs groupes portent ce nom/, 'confirm');
    assert.match(marie.reading(question), /Reception \(Front desk in Antwerp\)/);
    await marie.pressOn(question, 'confirm', { choice: choiceOf(marie, question, /Rotterdam/) });
    await marie.sees(/TASK-1 · Redémarrer 2 PC/, 'confirm-restart');
    const { items, wish } = await taskOf(world, 'TASK-1');
    assert.deepEqual(
      items.map(({ name }) => name),
      ['LT-PRIYA-01', 'LT-ANNA-01'],
    );
    const [, group] = wish.targets;
    assert.ok(group?.kind === 'group' && group.name === 'Reception' && group.id !== undefined);
  });

  it('looks a group up with its PCs when Graph says nothing now', async () => {
    const { marie } = world;
    const pc = deviceNamed(world, 'LT-PRIYA-01');
    world.simulator.graph.setDeviceMembers(ROLE_GROUPS.kiosks, [pc]);
    const path = '/groups\\?';
    world.simulator.faults.add({ system: 'graph', path, delayMs: 4_000, times: 1 });
    await marie.say('/redémarrer groupe:"Kiosks and Servers" --raison "mise à jour"');
    await marie.sees(/TASK-2 · Redémarrer 1 PC/, 'confirm-restart');
  });

  it('writes to somebody who never wrote in their own language, not in the asker’s', async () => {
    const { priya, anna } = world;
    await priya.say('/restart "@Anna de Vries" --reason "update"');
    const card = await priya.sees(/TASK-3/, 'confirm-restart');
    await priya.pressOn(card, 'confirm-restart');
    await world.pass(31_000);
    await anna.sees(/Je pc moet opnieuw opstarten/, 'answer-restart');
  });

  it('means one’s own PC by “mine”', async () => {
    await world.priya.say('restart mine --reason "update"');
    await world.priya.sees(/TASK-4 · Restart 1 PC/, 'confirm-restart');
    assert.equal((await taskOf(world, 'TASK-4')).items[0]?.name, 'LT-PRIYA-01');
  });
});

/** The place of a button among those that answer a question. */
function choiceOf(who: Human, question: Message, title: RegExp): number {
  const titles = who.buttons(question).map((button) => button.title);
  const at = titles.findIndex((one) => title.test(one));
  assert.notEqual(at, -1, titles.join(', '));
  return at;
}
