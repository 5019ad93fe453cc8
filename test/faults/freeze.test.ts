import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { CAST } from '../../simulator/index.js';
import type { App } from '../../src/app.js';
import { parsePersonId, type PersonId, type RequestId } from '../../src/services/desk/ids.js';
import type { PersonCommand } from '../../src/services/desk/requests/command.js';
import { adminWorld } from '../journeys/admins.js';
import { inSession, until } from '../journeys/session-steps.js';
import { makeApp, type World } from '../support/world.js';

/** From the freeze on, an effect may still be on its way for this long. */
const GRACE_MS = 2_000;
const CROWD = 60;

describe('A freeze', () => {
  let world: World;
  let other: App;
  before(async () => {
    world = await adminWorld();
    other = makeApp(world.redis, world.simulator);
    await other.start();
  });
  after(async () => {
    await other.stop();
    await world.stop();
  });

  it('under load: no effect begins more than two seconds after it, on two replicas', async function () {
    this.timeout(60_000);
    const waiting = await crowd(world);
    world.simulator.faults.add({ system: 'teamviewer', delayMs: 150 });
    const from = performance.now();
    let frozenAt = Infinity;
    let refused = 0;
    for (const [n, { id, person }] of waiting.entries()) {
      const app = n % 2 === 0 ? world.app : other;
      const answer = await does(app, person, { type: 'accept', id });
      if (answer.kind === 'refused') {
        assert.equal(answer.refusal.code, 'HD-204');
        refused += 1;
      }
      if (n === CROWD / 3) {
        await world.eva.say('stopzetten --reden "Een gestolen account" --ja');
        await world.eva.sees(/Alles staat stil/);
        frozenAt = Date.now();
      }
      await sleep(20);
    }
    await sleep(Math.max(0, GRACE_MS + 1_500 - (performance.now() - from)));
    const made = world.simulator.journal
      .calls({ system: 'teamviewer', method: 'POST', path: /\/sessions$/ })
      .map(({ at }) => at);
    assert.ok(refused > 0, 'some came after it');
    assert.ok(
      made.some((at) => at < frozenAt),
      'some came before it',
    );
    assert.deepEqual(
      made.filter((at) => at > frozenAt + GRACE_MS),
      [],
    );
    world.simulator.faults.clear();
  });

  it('stands on the queue’s card with who and why, and buttons that start something say it', async () => {
    const { sam } = world;
    const queue = await sam.inChannel().sees(/Everything is stopped, by Eva Jansen: Een gestolen/);
    assert.match(
      sam.inChannel().reading(queue),
      /HD-204[\s\S]*Lifting it takes two people|two people/,
    );
    const id = await world.ask(world.anna, 'Mijn scherm blijft zwart');
    await sam.say(`approve ${id} --yes`);
    const seen = await sam.sees(/HD-204/);
    assert.match(sam.reading(seen), /Eva Jansen/);
    await sam.say(`why ${id}`);
    await sam.sees(/stopped|frozen/i);
    await sam.say(`deny ${id} --reason "Later"`);
    await until(async () => (await world.record(id)).state === 'declined');
  });

  it('is lifted by two people, and then everything goes on', async () => {
    const { eva, priya, marie, anna } = world;
    await marie.say('dégeler --raison "Le compte est fermé"');
    await marie.sees(/CHG-1 est demandé/);
    await marie.say('accorder CHG-1');
    await marie.sees(/HD-202/);
    await priya.say('agree');
    await priya.sees(/You agreed to CHG-1/);
    await until(async () => (await world.app.inside.store.freezes.current()) === undefined);
    await marie.sees(/l'arrêt est levé/);
    await until(() => eva.inChannel().find(/Everything is stopped/) === undefined);
    const { id } = await inSession(world, anna, 'Mijn scherm blijft weer zwart');
    await priya.say('freeze --reason "Once more" --yes');
    await priya.sees(/Everything is stopped/);
    await anna.say(`sessie beëindigen ${id}`);
    await until(async () => (await world.record(id)).state === 'ended');
  });

  it('isn’t for operators, and one that stands isn’t set again', async () => {
    const { sam, eva } = world;
    await sam.say('/freeze --reason "Me too" --yes');
    await sam.sees(/HD-201/);
    await eva.say('stopzetten --reden "Nog eens" --ja');
    await eva.sees(/Het stond al stil, door Priya Nair/);
    const freeze = await world.app.inside.store.freezes.current();
    assert.equal(freeze?.by, CAST.priya);
  });
});

describe('A freeze by the settings of the server', () => {
  it('stands on the queue’s card and can’t be lifted in Teams', async () => {
    const world = await adminWorld({ env: { FREEZE: '1' } });
    try {
      await world.sam.inChannel().say('queue');
      await world.sam.inChannel().sees(/stopped in the settings of the server/);
      await world.priya.say('unfreeze --reason "Please"');
      await world.priya.sees(/can't be lifted in Teams/);
      const id = await world.ask(world.anna, 'Mijn scherm blijft zwart');
      await world.sam.say(`approve ${id} --yes`);
      await world.sam.sees(/HD-204/);
    } finally {
      await world.stop();
    }
  });
});

interface Asker {
  readonly person: PersonId;
  readonly id: RequestId;
}

/** People with an approved request each, who may say yes at any moment. */
async function crowd(world: World): Promise<Asker[]> {
  const sam = parsePersonId(CAST.sam);
  assert.ok(sam);
  const askers: Asker[] = [];
  for (let n = 0; n < CROWD; n += 1) {
    const number = String(n).padStart(12, '0');
    const person = parsePersonId(`f0000000-0000-4000-8000-${number}`);
    assert.ok(person);
    const opened = await does(world.app, person, {
      type: 'open',
      text: 'Black screen',
      device: { kind: 'unlisted' },
      category: 'other',
      urgency: 'normal',
    });
    assert.equal(opened.kind, 'done');
    if (opened.kind !== 'done') continue;
    await does(world.app, sam, { type: 'approve', id: opened.id, mode: 'assist' });
    askers.push({ person, id: opened.id });
  }
  return askers;
}

let ops = 0;
function does(app: App, id: PersonId, command: PersonCommand) {
  const actor = { kind: 'person', id, place: { kind: 'personal' } } as const;
  return app.inside.desk.execute({ command, actor, opKey: `freeze-${(ops += 1)}` });
}
