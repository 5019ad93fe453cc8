import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { textOf } from '../../simulator/human.js';
import { World } from '../support/world.js';

describe('when Redis is away', () => {
  let world: World;
  let id: string;

  before(async function () {
    this.timeout(30_000);
    world = await World.start({ redis: { appendfsync: 'always' } });
    id = await world.ask(world.anna, 'Mijn muis doet het niet meer sinds vanmorgen');
    await world.settled();
  });
  after(() => world.stop());

  async function timed<T>(work: Promise<T>): Promise<{ answer: T; ms: number }> {
    const began = performance.now();
    const answer = await work;
    return { answer, ms: performance.now() - began };
  }

  async function ready(): Promise<{ status: number; body: string }> {
    const response = await fetch(`http://127.0.0.1:${world.port}/ready`);
    return { status: response.status, body: await response.text() };
  }

  it('answers a click within 5 s, in the reader’s language, that nothing was recorded', async function () {
    this.timeout(20_000);
    assert.equal((await ready()).status, 200);
    await world.redis.kill();
    const card = await world.anna.sees(id, 'withdraw');
    const { answer, ms } = await timed(world.anna.pressOn(card, 'withdraw'));
    assert.ok(ms < 5_000, `${Math.round(ms)} ms`);
    assert.equal(answer.status, 200);
    assert.match(textOf(answer.body), /niets vastgelegd/);
  });

  it('answers a message too, and says on /ready what is wrong', async function () {
    this.timeout(20_000);
    const { answer, ms } = await timed(
      world.simulator.teams.say({ person: world.luc.id, text: '/nouveau "Plus de réseau"' }),
    );
    assert.ok(ms < 6_000, `${Math.round(ms)} ms`);
    assert.equal(answer.status, 200);
    await world.luc.sees(/rien n'a été enregistré/);
    const state = await ready();
    assert.equal(state.status, 503);
    assert.match(state.body, /Redis/);
  });

  it('recovers by itself, with nothing lost and nothing done twice', async function () {
    this.timeout(30_000);
    await world.redis.restart();
    const card = await world.anna.sees(id, 'withdraw');
    let last = '';
    for (let tries = 0; tries < 40 && !/REQ-1[\s\S]*Ingetrokken/.test(last); tries += 1) {
      last = textOf((await world.anna.pressOn(card, 'withdraw').catch(() => ({ body: '' }))).body);
    }
    const events = await world.app.inside.store.requests.events((await world.record(id)).id, 50);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['opened', 'withdrawn'],
    );
    assert.equal((await ready()).status, 200);
  });

  it('answers within 5 s when Redis hangs, and works again afterwards', async function () {
    this.timeout(30_000);
    world.redis.pause();
    try {
      const { answer, ms } = await timed(
        world.simulator.teams.say({ person: world.luc.id, text: 'status' }),
      );
      assert.ok(ms < 6_000, `${Math.round(ms)} ms`);
      assert.equal(answer.status, 200);
    } finally {
      world.redis.resume();
    }
    const second = await world.ask(world.luc, 'Mon clavier ne répond plus depuis hier');
    assert.equal((await world.record(second)).state, 'pending');
  });
});
