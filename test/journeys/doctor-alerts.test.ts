import assert from 'node:assert/strict';
import { CAST, ROLE_GROUPS } from '../../simulator/index.js';
import type { Human } from '../../simulator/human.js';
import { createKeys } from '../../src/services/store/keys.js';
import { openRedis, type RedisClient } from '../../src/services/store/redis.js';
import { makeApp, World } from '../support/world.js';
import { DAY, MINUTE, until } from './session-steps.js';

const SPOILT = /TeamViewer niet gebruiken/;
const MENDED = /TeamViewer werkt weer/;

describe('Alerts', () => {
  let world: World;
  let redis: RedisClient;

  beforeEach(async function () {
    this.timeout(60_000);
    world = await World.start();
    redis = openRedis('web', { mode: 'single', urls: [world.redis.url] });
    await world.eva.inChannel().say('inrichten hier --taal nl --ja');
    await world.eva.inChannel().sees(/kanaal van de helpdesk/);
    await world.settled();
  });
  afterEach(async () => {
    redis.disconnect();
    await world.stop();
  });

  /** One round of looking, as there is one every ten minutes, and what it has to tell is told. */
  async function round(): Promise<void> {
    const keys = createKeys(world.simulator.company.tenantId);
    await world.app.inside.store.agenda.add('checkup', 0);
    await until(async () => {
      const due = await redis.zscore(keys.work, 'checkup');
      return due !== null && Number(due) - Date.now() > 5 * MINUTE;
    });
    await until(async () => (await redis.hlen(keys.alertsWaiting)) === 0);
  }

  function told(who: Human, pattern: RegExp): number {
    return who.messages().filter(({ from, ...rest }) => {
      return from.bot && pattern.test(who.reading({ from, ...rest }));
    }).length;
  }

  it('tell the channel once that TeamViewer is broken, what still works and what to do', async () => {
    const sam = world.sam.inChannel();
    world.simulator.teamviewer.tokenRevoked = true;
    await round();
    assert.equal(told(sam, SPOILT), 0, 'it may pass');
    await round();
    const notice = await sam.sees(SPOILT);
    assert.match(
      sam.reading(notice),
      /wachtrij gaan door[\s\S]*Wat je kunt doen:[\s\S]*scripttoken/,
    );
    await round();
    await world.restart();
    await round();
    assert.equal(told(sam, SPOILT), 1);
    world.simulator.teamviewer.tokenRevoked = false;
    await round();
    await round();
    assert.deepEqual([told(sam, SPOILT), told(sam, MENDED)], [1, 1]);
  }).timeout(30_000);

  it('are sent once by two replicas', async () => {
    const other = makeApp(world.redis, world.simulator);
    const { agendaSeq } = createKeys(world.simulator.company.tenantId);
    const before = Number(await redis.get(agendaSeq));
    await other.start();
    // Each process that starts asks for the roles and a round: not in the middle of one of ours.
    await until(async () => Number(await redis.get(agendaSeq)) >= before + 2);
    try {
      world.simulator.teamviewer.tokenRevoked = true;
      for (let rounds = 0; rounds < 4; rounds += 1) await round();
      assert.equal(told(world.sam.inChannel(), SPOILT), 1);
    } finally {
      await other.stop();
    }
  }).timeout(30_000);

  it('tell of a secret that ends, and anew when it gets another end', async () => {
    const { entra } = world.simulator;
    const sam = world.sam.inChannel();
    const ending = /MicrosoftAppPassword loopt af/;
    entra.graphRoles.push('Application.Read.All');
    entra.secrets.bot.ends = Date.now() + 29.5 * DAY;
    await round();
    assert.match(sam.reading(await sam.sees(ending)), /Nog 30 d\.[\s\S]*APP_SECRET_EXPIRES/);
    await round();
    assert.equal(told(sam, ending), 1);
    entra.secrets.bot.ends = Date.now() + 365 * DAY;
    await round();
    entra.secrets.bot.ends = Date.now() + 0.5 * DAY;
    await round();
    await round();
    assert.equal(told(sam, ending), 2);
    assert.match(sam.reading(await sam.sees(/Nog 1 d/)), ending);
  }).timeout(30_000);

  it('of a dead channel reach every admin in their own chat and language, at once', async () => {
    const { simulator } = world;
    await world.luc.say('aide');
    await world.luc.sees(/./);
    simulator.graph.setMembers(ROLE_GROUPS.admins, [CAST.eva, CAST.luc]);
    await world.app.inside.store.agenda.add('roles', 0);
    await until(async () => (await world.app.inside.store.roles.current())?.admins.size === 2);
    await world.eva.say('hulp');
    simulator.teams.setBotInChannel(false);
    await world.ask(world.anna, 'Mijn scherm blijft zwart na de update');
    const own = await world.eva.sees(/niet meer schrijven in het kanaal/);
    assert.match(world.eva.reading(own), /eigen chat[\s\S]*Team beheren, Apps/);
    const french = await world.luc.sees(/plus écrire dans le canal/);
    assert.match(world.luc.reading(french), /Gérer l'équipe/);
    await round();
    await round();
    assert.equal(told(world.eva, /niet meer schrijven/), 1);
    assert.equal(told(world.sam, /niet meer schrijven|can't write/), 0);
    // What else breaks is told to the same people.
    simulator.teamviewer.tokenRevoked = true;
    await round();
    await round();
    await world.eva.sees(SPOILT);
    await world.luc.sees(/employer TeamViewer/);
  }).timeout(40_000);

  it('of a channel that works again are told there', async () => {
    const { teams } = world.simulator;
    await world.eva.say('hulp');
    teams.setBotInChannel(false);
    await round();
    await world.eva.sees(/niet meer schrijven in het kanaal/);
    teams.setBotInChannel(true);
    await teams.install(teams.channelId);
    await round();
    await world.sam.inChannel().sees(/weer schrijven in het kanaal/);
  }).timeout(30_000);

  it('that were kept and never sent, for the process ended in between, are sent by the next', async () => {
    const letter = '{"kind":"works","connector":"teamviewer"}';
    const keys = createKeys(world.simulator.company.tenantId);
    await redis.hset(keys.alertsWaiting, 'works-teamviewer', letter);
    await world.restart();
    await round();
    assert.equal(told(world.sam.inChannel(), MENDED), 1);
  }).timeout(30_000);
});
