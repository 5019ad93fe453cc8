import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { spy } from 'sinon';
import { createLateVerdicts } from '../../../src/bot/outbound/late-verdicts.js';
import type { OutgoingMessage } from '../../../src/bot/turn.js';
import { createCards } from '../../../src/cards/create-cards.js';
import { TRAIL_CHECK, trailCheck } from '../../../src/dialogs/trail-check.js';
import type { PersonId } from '../../../src/services/desk/ids.js';
import { DEFAULT_POLICY } from '../../../src/services/desk/policy.js';
import { createTranslator } from '../../../src/services/i18n/translator.js';
import { memorySlots } from '../../dialogs/slots.js';
import { NO_ROLES } from '../../support/cast.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { ANNA, audited, openStore, type OpenedStore } from '../../services/store/building.js';
import { cardIn } from '../support/outbound.js';

const TRANSLATOR = createTranslator();

describe('a long look at the trail', () => {
  let server: TestRedis;
  let at: OpenedStore;
  const chat = spy(async (_person: PersonId, _message: OutgoingMessage) => ({
    conversation: { id: 'a:1', serviceUrl: 'https://smba.example/', tenantId: 't' },
    activityId: 'm1',
  }));
  const update = spy(async (_to: object, _id: string, _message: OutgoingMessage) => undefined);
  let slots: ReturnType<typeof memorySlots>;

  before(async () => {
    server = await startRedis();
    at = openStore(server.url, 'late', randomBytes(32), randomBytes(32));
    for (let n = 1; n <= 1_100; n += 1) await at.store.desk.commit({ audit: audited(`op-${n}`) });
    while ((await at.store.audit.seal(500)) > 0);
    await at.store.people.met({ id: ANNA, name: 'Anna', locale: 'fr' });
  });
  after(async () => {
    at.redis.disconnect();
    await server.stop();
  });
  beforeEach(async () => {
    chat.resetHistory();
    update.resetHistory();
    slots = memorySlots();
    await at.store.roles.replace({ ...NO_ROLES, auditors: new Set([ANNA]) });
    const first = await at.store.audit.verify({ within: -1 });
    assert.ok(first.kind === 'unfinished');
    await trailCheck(slots).write({ resume: first.resume });
  });

  const goOn = () =>
    createLateVerdicts({
      log: at.store.audit,
      people: at.store.people,
      roles: at.store.roles,
      policy: DEFAULT_POLICY,
      connector: { update },
      cards: createCards(TRANSLATOR),
      t: TRANSLATOR.t,
      chat,
      memoryOf: (scope) => {
        assert.equal(scope, TRAIL_CHECK);
        return { ...slots, save: async () => undefined };
      },
      within: -1,
    })(ANNA);

  it('tells how far it is in one message, and the verdict in another, in the reader’s language', async () => {
    assert.deepEqual(await goOn(), { kind: 'wait', after: 0 });
    assert.deepEqual(await goOn(), { kind: 'wait', after: 0 });
    assert.deepEqual(await goOn(), { kind: 'synced' });
    const [progress, verdict] = chat.args.map(([, message]) => cardIn(message));
    assert.match(progress ?? '', /Vérification du journal[^"]* 1\s000 entrées sur 1\s100/u);
    assert.match(verdict ?? '', /Le journal est intact[^"]*1100 entrées/);
    assert.deepEqual(
      update.args.map(([, id]) => id),
      ['m1'],
    );
    assert.equal(await trailCheck(slots).read(), undefined);
    assert.deepEqual(await goOn(), { kind: 'synced' });
    assert.equal(chat.callCount, 2);
  });

  it('tells nothing to somebody who may no longer read it', async () => {
    await at.store.roles.replace(NO_ROLES);
    assert.deepEqual(await goOn(), { kind: 'synced' });
    assert.equal(chat.callCount, 0);
  });
});
