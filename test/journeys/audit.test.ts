import assert from 'node:assert/strict';
import { CAST } from '../../simulator/index.js';
import { openRedis } from '../../src/services/store/redis.js';
import type { World } from '../support/world.js';
import { auditedWorld, keysOf, sealed, trailOf } from './audit-steps.js';
import { until } from './session-steps.js';

describe('The trail, for whoever may read it', () => {
  let world: World;
  let id: string;
  before(async () => {
    world = await auditedWorld([CAST.marie, CAST.priya]);
    id = await world.ask(world.anna, 'Mijn scherm blijft zwart na de update');
    const root = await world.sam.inChannel().sees(id, 'take');
    await world.sam.inChannel().pressOn(root, 'take');
    await world.tom.say(`goedkeuren ${id} --ja`);
    await world.tom.sees(/HD-201/);
  });
  after(() => world.stop());

  it('says who did what on what, and why something was refused, in English', async () => {
    await world.priya.say(`audit ${id}`);
    const seen = world.priya.reading(await world.priya.sees(/The trail/));
    assert.match(
      seen,
      new RegExp(`Call for help · ${id}[\\s\\S]*by Anna de Vries, in their own chat`),
    );
    assert.match(
      seen,
      new RegExp(
        `Taking · ${id}[\\s\\S]*by Sam Carter, in the help desk's channel, on Anna de Vries`,
      ),
    );
    assert.match(seen, /by Tom Willems[\s\S]*Refused: the role was missing \(HD-201\)/);
    assert.match(seen, /\{\{DATE\(20/, 'drawn by the client in its reader’s zone');
  });

  it('in Dutch and in French, filtered by person, time and refusals', async () => {
    await world.eva.say('spoor tom.willems@noordzee.example --geweigerd --sinds 1d');
    const dutch = world.eva.reading(await world.eva.sees(/Het spoor/));
    assert.match(dutch, /door of over één persoon, de laatste dag, alleen weigeringen/);
    assert.match(dutch, /door Tom Willems[\s\S]*Geweigerd: de rol ontbrak/);
    assert.doesNotMatch(dutch, /Sam Carter/);
    await world.marie.say(`journal ${id} --refus`);
    const french = world.marie.reading(await world.marie.sees(/Le journal/));
    assert.match(french, /par Tom Willems[\s\S]*Refusé\u00a0: le rôle manquait/);
  });

  it('is found by the name of a PC', async () => {
    const own = await world.ask(world.luc, 'Mon écran reste noir', {
      device: 'unlisted',
      deviceName: 'PC-LUC-77',
    });
    await world.priya.say('audit pc-luc-77');
    const seen = world.priya.reading(await world.priya.sees(/about one PC/));
    assert.match(seen, new RegExp(`Call for help · ${own}`));
    assert.doesNotMatch(seen, new RegExp(`${id}\\b`));
  });

  it('is private: asked for in the channel, nothing of it stands there', async () => {
    await world.eva.inChannel().say(`audit ${id}`);
    await world.eva.inChannel().sees(/Hulpvraag|Call for help/);
    assert.equal(world.priya.inChannel().find(/Call for help|Hulpvraag/), undefined);
  });

  it('is not for operators, users and guests; that they tried stands in it', async () => {
    for (const who of [world.sam, world.anna]) {
      await who.say('audit');
      await who.sees(/HD-201/);
    }
    await world.sam.say('audit verify');
    await world.sam.say('audit --export csv');
    await until(async () => (await refusals()).length === 4);
    assert.deepEqual(new Set(await refusals()), new Set([CAST.sam, CAST.anna]));

    async function refusals() {
      const entries = await trailOf(world);
      return entries
        .filter(({ command, outcome }) => command === 'audit' && outcome === 'refused')
        .map(({ actor }) => String(actor));
    }
  });

  it('holds with which right and on whom, and who looked', async () => {
    await world.priya.say('audit anna.devries@noordzee.example');
    await world.priya.sees(/by or on one person/);
    const entries = await trailOf(world);
    const take = entries.find(({ command }) => command === 'take');
    assert.deepEqual([take?.subject, take?.right], [CAST.anna, 'request.work']);
    const open = entries.find(({ command }) => command === 'open');
    assert.deepEqual([open?.subject, open?.right], [undefined, 'anyone']);
    const look = entries.findLast(
      ({ command, actor }) => command === 'audit' && actor === CAST.priya,
    );
    assert.deepEqual(
      [look?.subject, look?.right, look?.outcome],
      [CAST.anna, 'audit.read', 'done'],
    );
  });

  it('turns its pages without moving, whatever happens meanwhile', async () => {
    for (let n = 0; n < 25; n += 1)
      await world.app.inside.desk.witness({
        actor: { kind: 'desk', cause: 'timer' },
        command: `step-${n}`,
        opKey: `step-${n}`,
      });
    await world.priya.say('audit');
    const first = await world.priya.sees(/step-24/, 'confirm');
    assert.match(world.priya.reading(first), /Page 1/);
    await world.priya.pressOn(first, 'confirm');
    const second = world.priya.reading(await world.priya.seesThere(first, /Page 2/));
    assert.match(second, /step-4\b/);
    assert.doesNotMatch(second, /step-5\b/);
  });

  it('verifies, and names the first bad entry in words (I11)', async () => {
    await sealed(world);
    await world.priya.say('audit verify');
    await world.priya.sees(/The trail is whole: \d+ entries/);
    const redis = openRedis('web', { mode: 'single', urls: [world.redis.url] });
    const keys = keysOf(world);
    const all = await redis.xrange(keys.audit, '-', '+');
    const at = all.findIndex(([, fields]) => fields[1]?.includes('"take"'));
    await redis.del(keys.audit);
    for (const [index, [entryId, [name = '', text = '']]] of all.entries())
      await redis.xadd(
        keys.audit,
        entryId,
        name,
        index === at ? text.replace(CAST.sam, CAST.eva) : text,
      );
    redis.disconnect();
    await world.eva.say('spoor controleren');
    const seen = world.eva.reading(await world.eva.sees(/Het spoor is stuk/));
    assert.match(seen, new RegExp(`stuk bij regel ${at + 1}: die is niet wat er verzegeld werd`));
    assert.match(seen, new RegExp(`Oppakken · ${id}, door Eva Jansen`));
  });
});
