import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { after, before, describe, it } from 'mocha';
import { stub } from 'sinon';
import { createLog } from '../../src/services/telemetry/log.js';
import { approved, about, inSession, rootOf, until } from '../journeys/session-steps.js';
import { dumpOf } from '../support/redis-dump.js';
import { World } from '../support/world.js';

/** Words that people say in the story; each appears nowhere else. */
const WORDS = {
  question: 'Kanarie-vraag mijn scherm blijft zwart',
  details: 'Kanarie-aanvulling het was na de update',
  note: 'Canary-note looks like the graphics driver',
  reply: 'Canary-reply have you tried it docked',
  reason: 'Canary-reason please call the print team',
  device: 'KANARIE-PC-77',
  typed: 'canary-nonsense that no command knows',
  lost: 'Kanari-perdu rien ne marche chez moi',
  bug: 'Canary-bug of a sentence in an error',
};
const SECRETS_KEY = randomBytes(32).toString('base64');

describe('Secrets, words and names', () => {
  let world: World;
  const lines: string[] = [];
  let metrics = '';

  before(async function () {
    this.timeout(120_000);
    const log = createLog({ level: 'trace', destination: { write: (line) => lines.push(line) } });
    world = await World.start({
      log,
      env: { SECRETS_KEY, LOG_LEVEL: 'trace' },
      redis: { appendfsync: 'always' },
    });
    await goodDays(world);
    await badDays(world, () => lines.some((line) => line.includes('agenda: Redis is not')));
    await world.settled();
    metrics = await (await fetch(world.metricsUrl)).text();
  });
  after(() => world.stop());

  /** What must be found nowhere, by what it is. */
  function canaries(): Record<string, string> {
    const { bot, graphApp, teamviewer, people, devices } = world.simulator.company;
    const links = world.simulator.teamviewer
      .made()
      .flatMap(({ customerLink, supporterLink }) => [customerLink, supporterLink])
      .map((link) => link.replace('https://', ''));
    assert.ok(links.length >= 4, `${links.length} links`);
    const named = (what: string, values: readonly string[]) =>
      Object.entries(values).map(([n, value]) => [`${what} ${n}`, value] as const);
    return Object.fromEntries([
      ['app password', bot.password],
      ['graph secret', graphApp.secret],
      ['teamviewer token', teamviewer.token],
      ['secrets key', SECRETS_KEY],
      ['any token', 'eyJ'],
      ...Object.entries(WORDS),
      ...named('link', links),
      ...named(
        'name',
        people.map(({ name }) => name),
      ),
      ...named(
        'sign-in name',
        people.map(({ upn }) => upn),
      ),
      ...named(
        'device',
        devices.map(({ deviceName }) => deviceName),
      ),
    ]);
  }

  function assertSilent(where: string, text: string): void {
    const found = Object.entries(canaries()).filter(([, canary]) =>
      text.toLowerCase().includes(canary.toLowerCase()),
    );
    const sights = found.map(([what, canary]) => {
      const at = text.toLowerCase().indexOf(canary.toLowerCase());
      return `${what} in the ${where}: ${text.slice(Math.max(0, at - 200), at + 80)}`;
    });
    assert.deepEqual(sights, []);
  }

  it('are in no log line, down to trace, whatever goes wrong', () => {
    assert.ok(lines.length > 150, `${lines.length} lines`);
    const all = lines.join('');
    // The story did go wrong: else the silence would prove little.
    for (const trouble of [
      'agenda: a call failed',
      'effect in trouble',
      'a click could not be answered',
      'a message failed',
      'redis',
      'agenda: Redis is not answering',
    ])
      assert.ok(all.includes(`"msg":"${trouble}"`), `no line says: ${trouble}`);
    assertSilent('log', all);
  });

  it('are in no metric', () => assertSilent('metrics', metrics));

  it('are in no job, and in no reason why one failed', async () => {
    const redis = new Redis(world.redis.url);
    const queue = `{hd:${world.simulator.company.tenantId}}:bull:graph`;
    const failed = await redis.zrange(`${queue}:failed`, '0', '-1');
    redis.disconnect();
    const jobs = (await dumpOf(world.redis.url))
      .split('\n')
      .filter((line) => line.includes('}:bull:'));
    assert.ok(failed.length > 0, 'no job failed');
    assert.ok(jobs.some((line) => line.includes('failedReason')));
    assert.ok(jobs.some((line) => line.includes('effect:REQ-1:')));
    assertSilent('jobs', jobs.join('\n'));
  });

  it('are in no audit entry', async () => {
    const entries = await world.app.inside.store.audit.read(1, 1_000);
    assert.ok(entries.length > 15, `${entries.length} entries`);
    assertSilent('audit', JSON.stringify(entries));
  });
});

/** Somebody is helped, and others aren't: everything that carries words, names and links. */
async function goodDays(world: World): Promise<void> {
  const { anna, luc, sam, priya, simulator } = world;
  const { id, code } = await inSession(world, anna, WORDS.question);
  await sam.press(about(id), 'connect');
  await anna.say(`/update ${id} "${WORDS.details}"`);
  await sam.say(`note ${id} "${WORDS.note}"`);
  await sam.say(`reply ${id} "${WORDS.reply}"`);
  await anna.sees(new RegExp(WORDS.reply));
  simulator.teamviewer.closeFromTeamViewer(code);
  await sam.sees(/How did it end/, 'close');
  const second = await world.ask(luc, 'Mon imprimante ne marche plus', {
    deviceName: WORDS.device,
    'intake-send.deviceName': WORDS.device,
  });
  const root = await rootOf(world, second);
  await sam.inChannel().pressOn(root, 'deny', { 'deny.reason': WORDS.reason });
  await priya.say(`assign ${id} "Priya"`);
  await luc.say(WORDS.typed);
  await sam.say(`/${WORDS.typed}`);
  await world.settled();
}

/** Every far end fails once, Redis too, and the code. */
async function badDays(world: World, noticed: () => boolean): Promise<void> {
  const { tom, marie, sam, simulator } = world;
  simulator.faults.preset('graph-down');
  await sam.say('assign 1 Priya');
  await sam.sees(/HD-501/);
  simulator.faults.clear();
  const id = await approved(world, tom, WORDS.lost);
  simulator.faults.add({ system: 'teamviewer', method: 'POST', drop: 'after', times: 1 });
  await tom.press(about(id), 'accept');
  await until(() => simulator.teamviewer.made().length === 2);
  simulator.faults.add({ system: 'teamviewer', status: 401 });
  await until(() =>
    simulator.journal.calls({ system: 'teamviewer' }).some(({ status }) => status === 401),
  );
  simulator.faults.clear();
  simulator.faults.add({ system: 'teams', status: 503, probability: 0.3 });
  await marie.say(`/nouveau "${WORDS.lost}"`);
  simulator.faults.clear();
  await redisCut(world, noticed);
  await codeBroken(world);
}

async function redisCut(world: World, noticed: () => boolean): Promise<void> {
  await world.redis.kill();
  await world.simulator.teams.say({ person: world.luc.id, text: `/nouveau "${WORDS.lost}"` });
  await until(noticed);
  await world.redis.restart();
  await until(async () => {
    const found = await world.app.inside.store.roles.current().catch(() => undefined);
    return found !== undefined;
  });
}

/** A bug, in a turn, in a click and in the settling of a job. */
async function codeBroken(world: World): Promise<void> {
  const { app, luc, priya } = world;
  const id = await world.ask(luc, 'Mon clavier ne répond plus depuis hier');
  const card = await luc.sees(about(id), 'withdraw');
  const execute = stub(app.inside.desk, 'execute').rejects(new TypeError('not thought of'));
  await luc.pressOn(card, 'withdraw');
  await luc.say(`/update ${id} "${WORDS.bug}"`);
  await luc.sees(/HD-500/);
  execute.restore();
  const { agenda } = app.inside.store;
  const settle = agenda.done.bind(agenda);
  const done = stub(agenda, 'done').callsFake(async (claimed) => {
    if (claimed.member === `devices:${priya.id}`) throw new TypeError('not thought of');
    await settle(claimed);
  });
  await priya.say(`/new "${WORDS.bug}"`);
  await until(() =>
    done.getCalls().some(({ args: [{ member }] }) => member.startsWith('devices:')),
  );
  done.restore();
}
