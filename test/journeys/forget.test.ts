import assert from 'node:assert/strict';
import { CAST } from '../../simulator/index.js';
import { dumpOf } from '../support/redis-dump.js';
import type { World } from '../support/world.js';
import { adminWorld } from './admins.js';
import { AUDIT_KEY, sealed } from './audit-steps.js';
import { until } from './session-steps.js';

const CANARY = 'kanarie-4711 op mijn bureau';
const SAID = 'muisstekker-0815';

describe('Forgetting a person', () => {
  let world: World;
  let id: string;
  before(async () => {
    world = await adminWorld({ env: { AUDIT_KEY: AUDIT_KEY.toString('base64') } });
    id = await world.ask(world.anna, `Mijn scherm blijft zwart, ${CANARY}`);
  });
  after(() => world.stop());

  it('waits until nothing of theirs is open, and says what is', async () => {
    await world.eva.say('vergeten Anna de Vries --reden "Uit dienst"');
    const seen = await world.eva.sees(/Er staat nog iets van deze persoon open: REQ-1/);
    assert.match(world.eva.reading(seen), new RegExp(id));
    assert.deepEqual(await world.app.inside.store.changes.open(), []);
  });

  it('takes a second person, and then nothing kept here tells who they were or what they said', async () => {
    const { anna, eva, priya } = world;
    await anna.say(`annuleren ${id} --ja`);
    await until(async () => (await world.record(id)).state === 'withdrawn');
    await world.settled();
    assert.match(await dumpOf(world.redis.url), /kanarie-4711/, 'it was there');
    await eva.say('vergeten Anna de Vries --reden "Uit dienst"');
    await eva.sees(/CHG-1 is gevraagd/);
    await priya.inChannel().press(/CHG-1/, 'agree');
    await eva.sees(/CHG-1: alles wat van de persoon bewaard werd, is gewist/);
    await world.settled();
    const dump = await dumpOf(world.redis.url);
    assert.doesNotMatch(dump, /kanarie-4711/);
    assert.doesNotMatch(dump, /Anna de Vries|anna\.devries/);
    const card = await priya.inChannel().sees(/CHG-1/);
    assert.match(priya.inChannel().reading(card), /somebody|someone/i);
  });

  it('leaves a trail that still verifies, with ids alone', async () => {
    await sealed(world);
    const { store } = world.app.inside;
    const verdict = await store.audit.verify({});
    assert.equal(verdict.kind, 'whole');
    const { entries } = await store.audit.search({ person: CAST.anna as never }, 50);
    assert.ok(entries.length > 0);
  });

  it('answers an old card kindly, and meets the person anew when they write again', async () => {
    const { anna, sam } = world;
    await sam.say(`status ${id}`);
    await sam.sees(/HD-103/);
    await anna.say('hallo');
    const again = await world.ask(anna, 'Mijn muis doet het niet meer');
    assert.notEqual(again, id);
    await sam.say(`status ${again}`);
    await sam.sees(/Anna de Vries/);
  });

  it('in English, of a helper by their id: what they said reads as removed on the cards that stay', async () => {
    const { anna, marie, priya, sam } = world;
    const [open] = await world.app.inside.store.requests.open();
    assert.ok(open);
    await sam.say(`reply ${open.id} "Zit de ${SAID} erin?"`);
    await anna.sees(new RegExp(`${open.id}[^]*${SAID}`), 'withdraw');
    await priya.say(`forget ${CAST.sam} --reason "Left the organisation"`);
    await priya.sees(/CHG-2 is asked for/);
    await marie.say('accorder CHG-2');
    await marie.sees(/Vous avez donné votre accord à CHG-2/);
    await priya.sees(/CHG-2: everything kept of the person is removed/);
    await anna.sees(new RegExp(`${open.id}[^]*\\(verwijderd\\)`), 'withdraw');
    assert.doesNotMatch(await dumpOf(world.redis.url), new RegExp(SAID));
  });

  it('in French, and once is enough while it waits', async () => {
    const { eva, luc, marie } = world;
    await luc.say('aide');
    await marie.say(`oublier ${CAST.luc} --raison "A quitté l’organisation"`);
    await marie.sees(/CHG-3/);
    await marie.say(`oublier ${CAST.luc} --raison "Encore"`);
    await marie.sees(/C'est déjà demandé\s: CHG-3/);
    await eva.say('instemmen CHG-3');
    await marie.sees(/CHG-3\s: tout ce qui était conservé/);
    const { people, places } = world.app.inside.store;
    assert.equal(await people.get(CAST.luc as never), undefined);
    assert.equal(await places.personal(CAST.luc as never), undefined);
  });
});
