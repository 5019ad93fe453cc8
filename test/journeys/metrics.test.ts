import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, it } from 'mocha';
import { createLog } from '../../src/services/telemetry/log.js';
import { DECLARATIONS } from '../../src/services/telemetry/metric-catalogue.js';
import { samplesOf, scraped, valueOf, type Sample } from '../support/metrics.js';
import { World } from '../support/world.js';
import { inSession, rootOf } from './session-steps.js';

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

describe('What the desk says about itself in numbers', () => {
  let world: World;
  const lines: string[] = [];
  before(async function () {
    this.timeout(60_000);
    const log = createLog({ level: 'debug', destination: { write: (line) => lines.push(line) } });
    world = await World.start({ log });
  });
  after(() => world.stop());

  const entries = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const read = async () => scraped(world.metricsUrl);

  it('tells of a story in which much goes right and some goes wrong', async function () {
    this.timeout(60_000);
    const { anna, luc, sam, priya, simulator } = world;
    const { id, code } = await inSession(world, anna, 'Mijn scherm blijft zwart na de update');
    simulator.teamviewer.closeFromTeamViewer(code);
    await sam.sees(/How did it end/, 'close');
    const second = await world.ask(luc, 'Mon imprimante ne marche plus du tout');
    const root = await rootOf(world, second);
    await Promise.all([
      sam.inChannel().pressOn(root, 'approve'),
      priya.inChannel().pressOn(root, 'approve'),
    ]);
    await luc.say(`/approve ${id}`);
    await luc.sees(/HD-103|HD-201/);
    await sam.say('queue');
    await world.settled();
    const samples = await read();
    const value = (name: string, labels = {}) => valueOf(samples, name, labels) ?? 0;
    assert.ok(value('deskside_commits_total', { result: 'won' }) >= 8);
    assert.ok(value('deskside_activities_total', { kind: 'click', outcome: 'answered' }) >= 4);
    assert.ok(value('deskside_activities_total', { kind: 'message', outcome: 'answered' }) >= 4);
    assert.equal(value('deskside_activities_total', { outcome: 'bug' }), 0);
    assert.ok(value('deskside_refusals_total') >= 1);
    const effects = 'deskside_effects_total';
    assert.equal(value(effects, { kind: 'make-session', outcome: 'confirmed' }), 1);
    assert.equal(value(effects, { kind: 'any', outcome: 'begun' }), 1);
    const calls = 'deskside_calls_total';
    assert.ok(value(calls, { system: 'teams', operation: 'send message' }) > 3);
    assert.equal(value(calls, { system: 'teamviewer', operation: 'make', code: '200' }), 1);
    assert.ok(value(calls, { system: 'graph', operation: 'devices', code: '200' }) >= 1);
    assert.ok(value(calls, { system: 'entra', operation: 'bot token', code: '200' }) >= 1);
    assert.ok(value('deskside_card_lag_seconds_count', { kind: 'card' }) > 5);
    assert.equal(value('deskside_requests', { state: 'approved' }), 1);
    assert.equal(value('deskside_requests', { state: 'ended' }), 1);
    assert.deepEqual([value('deskside_ready'), value('deskside_redis_up')], [1, 1]);
    assert.equal(value('deskside_agenda_entries', { kind: 'card' }), 0);
    assert.ok(value('process_resident_memory_bytes') > 1e6);
  });

  it('has no label value outside its closed set, and nothing of anybody', async () => {
    const samples = await read();
    assert.deepEqual(samples.flatMap(strangers), []);
    const response = await fetch(world.metricsUrl);
    const text = await response.text();
    const { people } = world.simulator.company;
    for (const { id, name, givenName, upn } of people) {
      for (const words of [id, name, upn, `"${givenName}"`])
        assert.ok(!text.includes(words), `${words} is in the metrics`);
    }
    assert.doesNotMatch(text, /REQ-|LT-|19:|29:|a:1|scherm|imprimante/);
  });

  it('is not on the public listener', async () => {
    const response = await fetch(`http://127.0.0.1:${world.port}/metrics`);
    assert.equal(response.status, 404);
    assert.notEqual(new URL(world.metricsUrl).port, String(world.port));
  });

  it('names each act by one GUID: on its lines, and as client-request-id on the calls to Graph it makes', async () => {
    const looked = entries().filter(({ operation }) => operation === 'graph devices');
    assert.ok(looked.length > 0);
    for (const { correlation, job } of looked) {
      assert.match(String(correlation), GUID);
      assert.match(String(job), /^devices:/);
    }
    const calls = world.simulator.journal.calls({
      system: 'graph',
      path: /users.[^/]+.managedDevices/,
    });
    assert.deepEqual(
      calls.map(({ clientRequestId }) => clientRequestId),
      looked.map(({ correlation }) => correlation),
    );
  });

  it('leads from what somebody did to what came of it, by the version of the request', () => {
    const commits = entries().filter(({ msg }) => msg === 'commit');
    assert.ok(commits.every(({ correlation }) => GUID.test(String(correlation))));
    const making = entries().find(({ operation }) => operation === 'teamviewer make');
    const [, n] = /^effect:REQ-1:(\d+)$/.exec(String(making?.job)) ?? [];
    const asked = commits.find((line) => line.request === 'REQ-1' && line.version === Number(n));
    assert.equal(asked?.command, 'accept');
  });

  it('writes one line for each activity: kind, verb or command, outcome, time, nothing said', () => {
    const access = entries().filter(({ msg }) => msg === 'activity');
    const clicked = access.find(({ verb }) => verb === 'accept');
    assert.deepEqual(
      [clicked?.level, clicked?.kind, clicked?.where, clicked?.outcome, clicked?.request],
      ['info', 'click', 'personal', 'answered', 'REQ-1'],
    );
    assert.equal(typeof clicked?.ms, 'number');
    assert.ok(access.some(({ command }) => command === 'approve'));
    assert.doesNotMatch(lines.join(''), /scherm blijft|imprimante/);
  });

  it('says that Redis is away, and leaves out what was true before', async function () {
    this.timeout(30_000);
    await world.redis.kill();
    await sleep(300);
    const samples = await read();
    assert.equal(valueOf(samples, 'deskside_redis_up'), 0);
    assert.equal(valueOf(samples, 'deskside_ready'), 0);
    assert.equal(valueOf(samples, 'deskside_requests', { state: 'approved' }), undefined);
    assert.ok((valueOf(samples, 'deskside_redis_errors_total', { purpose: 'web' }) ?? 0) > 0);
    await world.redis.restart();
  });
});

/** Label values that neither the catalogue nor prom-client's own metrics know. */
function strangers({ name, labels }: Sample): string[] {
  if (!name.startsWith('deskside_')) return [];
  const declared =
    DECLARATIONS.get(name.replace(/_(?:bucket|sum|count)$/, '')) ?? DECLARATIONS.get(name);
  if (!declared) return [`${name} is not declared`];
  return Object.entries(labels).flatMap(([label, value]) => {
    if (label === 'le' || (label === 'version' && /^\d+\.\d+\.\d+$/.test(value))) return [];
    return declared.labels[label]?.includes(value) ? [] : [`${name}{${label}="${value}"}`];
  });
}

describe('A sample', () => {
  it('is read with its labels', () => {
    assert.deepEqual(samplesOf('# HELP x y\nx{a="b",c="d e"} 2\ny 1e3\n'), [
      { name: 'x', labels: { a: 'b', c: 'd e' }, value: 2 },
      { name: 'y', labels: {}, value: 1_000 },
    ]);
  });
});
