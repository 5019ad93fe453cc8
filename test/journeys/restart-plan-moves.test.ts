import assert from 'node:assert/strict';
import { CAST } from '../../simulator/index.js';
import type { Human } from '../../simulator/human.js';
import type { Message } from '../../simulator/teams/messages.js';
import type { World } from '../support/world.js';
import { fieldOf } from './form.js';
import { restartWorld, taskIs, taskOf } from './restart-steps.js';
import { until } from './session-steps.js';

describe('What can be done about planned restarts', () => {
  let world: World;
  before(async () => {
    world = await restartWorld({ coolDown: '0s' });
  });
  after(() => world.stop());

  async function planned(id: string, pc: string, every: string): Promise<void> {
    const { eva, priya } = world;
    await eva.say(`plannen herstart ${pc} --om 04:00 --elke ${every} --reden "proef"`);
    const card = await eva.sees(new RegExp(`${id} · Gepland`), 'confirm-restart');
    await eva.pressOn(card, 'confirm-restart');
    await priya.say(`agree ${id}`);
    await taskIs(world, id, ({ state }) => state === 'scheduled');
  }

  async function answered(who: Human, text: string): Promise<Message> {
    const before = who.messages().length;
    await who.say(text);
    await until(() => who.messages().length > before + 1);
    return who.messages().at(-1) ?? assert.fail('no answer');
  }

  it('ends the only one there is, but not unasked', async () => {
    await planned('TASK-1', 'PC-LUC-01', 'zondag');
    const { marie } = world;
    const odd = await answered(marie, 'planifier retirer bornes');
    assert.match(marie.reading(odd), /HD-102/);
    for (const text of ['planifier retirer', 'planifier retirer 1']) {
      const question = await answered(marie, text);
      assert.match(marie.reading(question), /La planification TASK-1 prend fin/, text);
    }
    assert.equal((await taskOf(world, 'TASK-1')).state, 'scheduled');
  });

  it('asks which one, of several', async () => {
    await planned('TASK-2', 'LT-ANNA-01', '"zo, do"');
    const { eva } = world;
    const question = await answered(eva, 'plannen verwijderen');
    const text = eva.reading(question);
    assert.match(text, /Welke planning wil je beëindigen/);
    assert.match(text, /TASK-2 · elke donderdag en zondag om 04:00/);
    const at = eva.buttons(question).findIndex(({ title }) => /TASK-1/.test(title));
    await eva.pressOn(question, 'confirm', { choice: at });
    const sure = await eva.sees(/De planning TASK-1 eindigt: elke zondag/);
    await eva.pressOn(sure, 'confirm');
    await taskIs(world, 'TASK-1', ({ state }) => state === 'cancelled');
    assert.equal((await taskOf(world, 'TASK-2')).state, 'scheduled');
  });

  it('isn’t stopped like a restart, and says what to do instead', async () => {
    const { priya } = world;
    const no = await answered(priya, 'halt TASK-2');
    assert.match(priya.reading(no), /This is a plan/);
  });

  it('is in the list of tasks, however much came after it, and not among a PC’s', async () => {
    const { priya } = world;
    const list = await answered(priya, 'tasks');
    assert.match(priya.reading(list), /TASK-2 · \n?.*LT-ANNA-01/);
    const ofPc = await answered(priya, 'tasks LT-ANNA-01');
    assert.match(priya.reading(ofPc), /I know of no restart of this PC/);
  });

  it('tells its time when it is once, before and after others agree', async () => {
    const { eva } = world;
    await eva.say('plannen herstart LT-PRIYA-01 --om 2031-02-03T04:00 --reden "proef"');
    const card = await eva.sees(/TASK-3/, 'confirm-restart');
    assert.match(eva.reading(card), /Niet eerder: .*2031-02-03/);
    await eva.pressOn(card, 'confirm-restart');
    await eva.sees(/TASK-3 is bevestigd\. Het begint op zijn tijd/);
    await eva.seesThere(card, /● Wacht op zijn tijd/);
    const list = await answered(eva, 'plannen lijst');
    assert.match(eva.reading(list), /TASK-3[^]*Wacht op zijn tijd[^]*2031-02-03/);
  });

  it('keeps in its form what was said', async () => {
    const { marie } = world;
    const form = await answered(
      marie,
      'planifier redémarrer PC-LUC-02 --à 04:00 --chaque dim --forcer --vague 7 --tz Asia/Tokyo',
    );
    const names = ['targets', 'at', 'tz', 'batch', 'every', 'how'].map(
      (name) => `schedule.${name}`,
    );
    const shown = Object.fromEntries(
      names.map((name) => [name, fieldOf(marie, form, name).value] as const),
    );
    await marie.pressOn(form, 'schedule', { ...shown, 'schedule.reason': 'mise à jour' });
    await marie.sees(/TASK-4 · Redémarrage planifié/);
    const { wish } = await taskOf(world, 'TASK-4');
    assert.equal(wish.force, true);
    assert.equal(wish.waveSize, 7);
    assert.deepEqual(wish.every, {
      ...{ on: { kind: 'week', days: [7] }, time: '04:00', zone: 'Asia/Tokyo' },
    });
  });

  it('keeps whoever planned it from being forgotten', async () => {
    const { marie } = world;
    const no = await answered(marie, `oublier ${CAST.eva} --raison "partie"`);
    assert.match(marie.reading(no), /TASK-2 et TASK-3|TASK-2, TASK-3/);
  });

  it('says no longer that everything is stopped once it isn’t', async () => {
    const { eva, priya, marie } = world;
    await priya.say('freeze --reason "a stolen account" --yes');
    await eva.say('taken TASK-2');
    const card = await eva.sees(/heeft alles stopgezet[^]*TASK-2/);
    await priya.say('unfreeze --reason "over"');
    await marie.say("d'accord");
    await until(async () => (await world.app.inside.store.freezes.current()) === undefined);
    await until(
      () => !/stopgezet/.test(eva.reading(world.simulator.teams.message(card.id) ?? card)),
    );
  });
});
