import assert from 'node:assert/strict';
import { agendaMember } from '../../../src/services/desk/agenda.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { deviceId, requestId } from '../../../src/services/desk/ids.js';
import type { CardAddress, PlacedCard } from '../../../src/services/desk/ports.js';
import { UnreadableRecord } from '../../../src/services/store/record-parsing.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { ANNA, BRAM, openStore, person, type OpenedStore } from './building.js';

const CHANNEL = {
  id: '19:help@thread.tacv2',
  serviceUrl: 'https://smba.example/emea/',
  tenantId: 't',
};
const CARD: CardAddress = { of: 'request', id: requestId(12), place: 'channel' };
const placed = (more: Partial<PlacedCard> = {}): PlacedCard => ({
  conversation: CHANNEL.id,
  activities: ['100'],
  version: 3,
  digest: 'abc',
  ...more,
});

describe('what the store remembers beside requests', () => {
  let server: TestRedis;
  let at: OpenedStore;
  let tenants = 0;

  before(async () => {
    server = await startRedis();
  });
  beforeEach(() => {
    tenants += 1;
    at = openStore(server.url, `places-${tenants}`);
  });
  afterEach(() => at.redis.disconnect());
  after(() => server.stop());

  describe('of places', () => {
    it('knows the help desk and its language, and 1:1 chats', async () => {
      const { places } = at.store;
      assert.equal(await places.helpDesk(), undefined);
      assert.equal(await places.personal(ANNA), undefined);
      await places.setHelpDesk({ ...CHANNEL, dead: true }, 'fr');
      await places.setPersonal(ANNA, { ...CHANNEL, id: 'a:1' });
      assert.deepEqual(await places.helpDesk(), { ...CHANNEL, locale: 'fr' });
      assert.deepEqual(await places.personal(ANNA), { ...CHANNEL, id: 'a:1' });
    });

    it('knows the team, its group and the name of the help desk’s channel, where they were told', async () => {
      const { places } = at.store;
      const whole = { ...CHANNEL, team: '19:team@thread.tacv2', teamGroup: 'g', name: 'Desk' };
      await places.setHelpDesk(whole, 'nl');
      assert.deepEqual(await places.helpDesk(), { ...whole, locale: 'nl' });
    });

    it('knows how far reaching a person came', async () => {
      const { reaches } = at.store;
      assert.equal(await reaches.get(ANNA), undefined);
      for (const reach of [
        { kind: 'installing' },
        { kind: 'installed', app: 'a1', until: 5 },
        { kind: 'failed', why: 'gave-up' },
        { kind: 'failed', why: 'not-permitted', app: 'a1' },
      ] as const) {
        await reaches.set(ANNA, reach);
        assert.deepEqual(await reaches.get(ANNA), reach);
      }
      assert.equal(await reaches.get(BRAM), undefined);
    });

    it('keeps the message that was left behind when the desk moved', async () => {
      const { places } = at.store;
      const address = { of: 'left', activity: '100' } as const;
      const left = { conversation: '19:old', activities: ['100'], version: 0, digest: '' };
      await places.setCard(address, left);
      assert.deepEqual(await places.card(address), left);
      await places.forgetCard(address);
      assert.equal(await places.card(address), undefined);
    });

    it('marks a place dead and revives it, whoever it belongs to', async () => {
      const { places } = at.store;
      await places.setHelpDesk(CHANNEL, 'en');
      await places.setPersonal(ANNA, { ...CHANNEL, id: 'a:1' });
      await places.markDead(CHANNEL.id);
      await places.markDead('a:1');
      assert.equal((await places.helpDesk())?.dead, true);
      assert.equal((await places.personal(ANNA))?.dead, true);
      await places.revive('a:1');
      assert.equal((await places.personal(ANNA))?.dead, undefined);
      assert.equal((await places.helpDesk())?.dead, true);
    });
  });

  describe('of cards', () => {
    it('knows where a card lies and whose thread that is', async () => {
      const { places } = at.store;
      assert.equal(await places.card(CARD), undefined);
      await places.setCard(CARD, placed({ root: '100' }));
      assert.deepEqual(await places.card(CARD), placed({ root: '100' }));
      assert.equal(await places.requestOfThread('100'), 'REQ-12');
      assert.equal(await places.requestOfThread('101'), undefined);
    });

    it('adopts further activities and keeps their order', async () => {
      const { places } = at.store;
      await places.setCard(CARD, placed({ activities: ['300'] }));
      await places.setCard(CARD, placed({ activities: ['100', '300'] }));
      assert.deepEqual((await places.card(CARD))?.activities, ['300', '100']);
    });

    it('never lets its version go back, though activities are adopted', async () => {
      const { places } = at.store;
      await places.setCard(CARD, placed({ version: 7, digest: 'new' }));
      await places.setCard(CARD, placed({ version: 6, digest: 'old', activities: ['200'] }));
      assert.deepEqual(
        await places.card(CARD),
        placed({ version: 7, digest: 'new', activities: ['100', '200'] }),
      );
      await places.setCard(CARD, placed({ version: 7, digest: 'same version' }));
      assert.equal((await places.card(CARD))?.digest, 'same version');
    });

    it('draws a copy that turned up again with the others, whatever was drawn meanwhile', async () => {
      const { places } = at.store;
      await places.setCard(CARD, placed({ version: 7, digest: 'new' }));
      await places.addCopy(CARD, placed().conversation, '900');
      const known = await places.card(CARD);
      assert.deepEqual([known?.digest, known?.version], ['', 7]);
      assert.ok(known?.activities.includes('900'));
      const member = agendaMember({ kind: 'card', address: CARD });
      assert.ok((await at.store.agenda.work()).includes(member), 'asked for in the same breath');
    });

    it('says when another drawing came in between, and has it drawn again', async () => {
      const { places } = at.store;
      assert.equal(await places.setCard(CARD, placed({ digest: 'first' }), ''), true);
      assert.equal(await places.setCard(CARD, placed({ digest: 'second' }), 'first'), true);
      assert.equal(await places.setCard(CARD, placed({ digest: 'late' }), 'first'), false);
      assert.equal((await places.card(CARD))?.digest, '');
      assert.equal(await places.setCard(CARD, placed({ digest: 'again' }), ''), true);
    });

    it('keeps the highest of many written at once', async () => {
      const { places } = at.store;
      const versions = Array.from({ length: 30 }, (_, n) => (n * 7) % 30);
      await Promise.all(
        versions.map((version) => places.setCard(CARD, placed({ version, digest: `d${version}` }))),
      );
      assert.deepEqual(await places.card(CARD), placed({ version: 29, digest: 'd29' }));
    });

    it('begins anew in another conversation', async () => {
      const { places } = at.store;
      await places.setCard(CARD, placed({ version: 7, root: '100' }));
      await places.setCard(
        CARD,
        placed({ conversation: '19:other', activities: ['900'], version: 2 }),
      );
      assert.deepEqual(
        await places.card(CARD),
        placed({ conversation: '19:other', activities: ['900'], version: 2 }),
      );
    });

    it('keeps the queue and intakes apart from requests', async () => {
      const { places } = at.store;
      const intake = { of: 'intake', person: ANNA } as const;
      await places.setCard({ of: 'queue' }, placed({ version: 1 }));
      await places.setCard(intake, placed({ version: 2, root: '5' }));
      assert.equal((await places.card({ of: 'queue' }))?.version, 1);
      assert.equal((await places.card(intake))?.version, 2);
      assert.equal(await places.requestOfThread('5'), undefined);
    });
  });

  describe('of people', () => {
    const anna = {
      id: ANNA,
      name: 'Anna',
      teamsId: '29:x',
      locale: 'nl',
      timeZone: 'Europe/Amsterdam',
    } as const;

    it('keeps the language they chose when they are met again', async () => {
      const { people } = at.store;
      assert.deepEqual(await people.met(anna), anna);
      await people.chooseLocale(ANNA, 'fr');
      const met = await people.met({ ...anna, name: 'Anna B.', locale: 'en', chosenLocale: 'nl' });
      assert.deepEqual(met, { ...anna, name: 'Anna B.', locale: 'en', chosenLocale: 'fr' });
      assert.deepEqual(await people.get(ANNA), met);
      await people.chooseLocale(ANNA, undefined);
      assert.equal((await people.get(ANNA))?.chosenLocale, undefined);
    });

    it('gives those it met, and no others', async () => {
      const { people } = at.store;
      await people.met(anna);
      await people.chooseLocale(BRAM, 'fr');
      assert.equal(await people.get(BRAM), undefined);
      assert.deepEqual([...(await people.many([ANNA, BRAM, ANNA]))], [[ANNA, anna]]);
    });
  });

  describe('of roles', () => {
    const snapshot = {
      operators: new Set([ANNA, BRAM]),
      admins: new Set([BRAM]),
      auditors: new Set<typeof ANNA>(),
      guests: new Set([person(9)]),
      custom: new Map([['branch', new Set([BRAM])]]),
      scopes: new Map([
        ['north', { people: new Set([ANNA]), devices: new Set([deviceId('d-1')]) }],
      ]),
      protectedDevices: new Set([deviceId('d-2')]),
      vips: new Set([ANNA]),
    };

    it('tells how old the snapshot is by the clock of Redis, not of the desk', async () => {
      const { roles } = at.store;
      assert.equal(await roles.current(), undefined);
      await roles.replace(snapshot);
      await at.store.setClockOffset(3_600_000);
      await sleep(30);
      const current = await roles.current();
      assert.ok(current && current.age >= 30 && current.age < 5_000, `${current?.age} ms`);
      assert.deepEqual({ ...current, age: undefined }, { ...snapshot, age: undefined });
      await roles.replace({ ...snapshot, admins: new Set() });
      assert.equal((await roles.current())?.admins.size, 0);
    });
  });

  describe('of PCs', () => {
    it('gives back each kind of answer', async () => {
      const { deviceLists } = at.store;
      assert.equal(await deviceLists.get(ANNA), undefined);
      const devices = [
        {
          id: deviceId('d1'),
          name: 'PC-0042',
          operatingSystem: 'Windows',
          compliant: false,
          lastSync: 5,
        },
      ];
      for (const list of [
        { kind: 'looking' },
        { kind: 'failed', retryAt: 12 },
        { kind: 'known', devices, at: 10 },
        { kind: 'known', devices: [], at: 11 },
      ] as const) {
        await deviceLists.set(ANNA, list);
        assert.deepEqual(await deviceLists.get(ANNA), list);
      }
    });
  });

  it('does not trust what it finds', async () => {
    const prefix = `{hd:places-${tenants}}:`;
    await at.redis.set(`${prefix}place:help-desk`, '{"conversation":{"id":""},"locale":"de"}');
    await at.redis.hset(`${prefix}person:${ANNA}`, 'met', 'not json');
    await at.redis.set(`${prefix}person:${ANNA}:devices`, '{"kind":"unknown"}');
    await assert.rejects(at.store.places.helpDesk(), UnreadableRecord);
    await assert.rejects(at.store.people.get(ANNA), UnreadableRecord);
    await assert.rejects(at.store.deviceLists.get(ANNA), UnreadableRecord);
  });
});
