import assert from 'node:assert/strict';
import { CAST, ROLE_GROUPS } from '../../simulator/index.js';
import type { Task } from '../../src/services/desk/tasks/task.js';
import type { World } from '../support/world.js';
import { membersAre, rolesReadAnew } from './admins.js';
import { addPcs, restartWorld, taskIs, taskOf, untilFinished } from './restart-steps.js';
import { until } from './session-steps.js';

describe('A planned restart', () => {
  let world: World;
  let pcs: readonly string[];
  before(async () => {
    world = await restartWorld({ coolDown: '0s', zone: 'Europe/Brussels' });
    pcs = addPcs(world, 3);
    world.simulator.graph.setDeviceMembers(ROLE_GROUPS.antwerp, pcs.slice(0, 2));
  });
  after(() => world.stop());

  /** The clock goes on to a plan's time, and people's roles are read again on the way. */
  async function comesRound(plan: string): Promise<void> {
    const { state, ...is } = await taskOf(world, plan);
    assert.ok(state === 'scheduled' && 'next' in is);
    await world.pass(is.next - world.simulator.clock.now() - 1_000);
    await rolesReadAnew(world);
    await world.pass(2_000);
  }

  function timesTold(id = ''): number {
    return world.simulator.graph.reboots.told.get(id) ?? 0;
  }

  function isPlanned(task: Task): boolean {
    return task.state === 'scheduled';
  }

  it('is checked, agreed to by somebody else, and happens by itself each time', async () => {
    const { eva, priya } = world;
    const channel = eva.inChannel();
    await channel.say(
      '/plannen herstart groep:"Antwerp People" --om 04:00 --elke zondag --reden "kiosken" --geforceerd',
      { mentions: [] },
    );
    const card = await channel.sees(/TASK-1 · Planned restart/, 'confirm-restart');
    const text = channel.reading(card);
    assert.match(text, /PC-1001/);
    assert.match(text, /every Sunday at 04:00 \(Europe\/Amsterdam\)/);
    assert.match(text, /Each time it restarts: group Antwerp People\./);
    await channel.pressOn(card, 'confirm-restart');
    await channel.seesThere(card, /Waiting for approval/);
    await priya.say('agree TASK-1');
    await priya.sees(/You approved TASK-1\. It is planned\./);
    const plan = await taskIs(world, 'TASK-1', isPlanned);
    assert.ok(plan.state === 'scheduled');
    assert.equal(sunday(plan.next), 'Sun 04:00');
    const stands = await channel.seesThere(card, /● Planned/);
    assert.doesNotMatch(channel.reading(stands), /PC-1001/, 'they are looked up each time');

    world.simulator.graph.setDeviceMembers(ROLE_GROUPS.antwerp, pcs);
    await comesRound('TASK-1');
    await taskIs(world, 'TASK-2', ({ state }) => state === 'running' || state === 'finished');
    await untilFinished(world, 'TASK-2');
    assert.deepEqual(pcs.map(timesTold), [1, 1, 1]);
    const summary = await channel.sees(/TASK-2 is finished: 3 PCs restarted/);
    assert.match(channel.reading(summary), /<at>Eva/);
    const turn = await channel.sees(/TASK-2 · Restart 3 PCs/);
    assert.match(channel.reading(turn), /Its turn in the plan TASK-1/);
    await channel.seesThere(card, /Last turn/);
  });

  it('is listed, explained and ended, in the reader’s own language', async () => {
    const { eva, marie, priya } = world;
    await eva.say('plannen lijst');
    const list = await eva.sees(/Gepland opnieuw opstarten/, 'task-page');
    assert.match(eva.reading(list), /elke zondag om 04:00 \(Europe\/Amsterdam\), volgende/);
    await marie.say('pourquoi TASK-1');
    await marie.sees(/C'est planifié\s: chaque dimanche à 04:00/);
    await eva.say('waarom TASK-2');
    await eva.sees(/De planning TASK-1 was aan de beurt/);
    await marie.say('planifier retirer TASK-1');
    const asked = await marie.sees(/La planification TASK-1 prend fin\s: chaque dimanche/);
    await marie.pressOn(asked, 'confirm');
    await taskIs(world, 'TASK-1', ({ state }) => state === 'cancelled');
    await priya.say('schedule list');
    await priya.sees(/No restart is planned/);
    await priya.say('schedule remove TASK-2 --yes');
    await priya.sees(/I know no plan TASK-2/);
  });

  it('is left out while everything is stopped, and says so', async () => {
    const { eva, priya } = world;
    await eva.say('plannen herstart PC-1001 --om 05:00 --elke dag --reden "proef" --geforceerd');
    const card = await eva.sees(/TASK-3 · Gepland/, 'confirm-restart');
    await eva.pressOn(card, 'confirm-restart');
    await priya.say('agree TASK-3');
    await taskIs(world, 'TASK-3', isPlanned);
    await priya.say('freeze --reason "a stolen account" --yes');
    await comesRound('TASK-3');
    await eva.sees(/TASK-3: een geplande keer is overgeslagen, omdat alles is stopgezet/);
    await eva.seesThere(card, /Overgeslagen .*alles was stopgezet/);
    assert.equal(timesTold(pcs[0]), 1);
  });

  it('asks in a form for what wasn’t said, and plans once when nothing else was', async () => {
    const { marie } = world;
    await marie.say('planifier redémarrer PC-1002');
    const form = await marie.sees(/Planifier des redémarrages/, 'schedule');
    await marie.pressOn(form, 'schedule', {
      'schedule.targets': 'PC-1002',
      'schedule.reason': 'mise à jour',
      'schedule.at': '2031-01-31T04:00',
      'schedule.every': 'month',
    });
    const card = await marie.sees(/TASK-4 · Redémarrage planifié/);
    assert.match(marie.reading(card), /le dernier jour de chaque mois à 04:00/);
    await marie.say('planifier redémarrer PC-1002 --à 23:00 --raison "une fois"');
    await marie.sees(/TASK-5 · Redémarrer 1 PC/);
    assert.ok((await taskOf(world, 'TASK-5')).wish.at !== undefined);
  });

  it('says what it can’t read, and takes nothing for something else', async () => {
    const { eva, sam } = world;
    const bad: readonly (readonly [string, RegExp])[] = [
      ['--om 04:00 --elke zondagmorgen', /hoe vaak/],
      ['--om straks --elke dag', /HD-102/],
      ['--om nu --elke dag', /HD-102/],
      ['--om 2026-02-30T04:00 --elke week', /HD-102/],
      ['--om 04:00 --elke 32', /hoe vaak/],
      ['--om 04:00 --elke dag --tz Europa/Brussel', /tijdzone/],
      ['--om 2020-01-01T04:00 --elke dag', /HD-102/],
    ];
    for (const [flags, words] of bad) {
      const before = eva.messages().length;
      await eva.say(`plannen herstart PC-1002 --reden "proef" ${flags}`);
      await until(() => eva.messages().length > before + 1);
      const text = eva.reading(eva.messages().at(-1) ?? assert.fail());
      assert.match(text, words, `${flags}: ${text}`);
    }
    const last = (await world.app.inside.store.tasks.latest(1))[0]?.id;
    assert.equal(last, 'TASK-5', 'none of them began anything');
    await sam.say('/schedule restart PC-1002 --at 04:00 --every day --reason "not mine to plan"');
    await sam.sees(/HD-201/);
  });

  it('is left out when whoever planned it may not any more, and others are told', async () => {
    const { priya } = world;
    await priya.say('unfreeze --reason "over"');
    await world.marie.say('instemmen');
    await world.marie.say("d'accord");
    await until(async () => (await world.app.inside.store.freezes.current()) === undefined);
    world.simulator.graph.setMembers(ROLE_GROUPS.operators, [CAST.sam, CAST.eva]);
    await membersAre(world, 'admins', [CAST.priya, CAST.marie]);
    await comesRound('TASK-3');
    const told = await priya
      .inChannel()
      .sees(/TASK-3: a planned restart was left out, because whoever planned it may not/);
    assert.match(priya.reading(told), /schedule remove TASK-3/);
    assert.equal(timesTold(pcs[0]), 1);
  });
});

function sunday(moment: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'short', hour: '2-digit', minute: '2-digit' },
    timeZone: 'Europe/Brussels',
  })
    .format(moment)
    .replace(',', '');
}
