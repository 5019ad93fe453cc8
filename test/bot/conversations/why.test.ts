import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { HOUR } from '../../../src/services/desk/ids.js';
import { DEFAULT_POLICY } from '../../../src/services/desk/policy.js';
import { ANNA, as, EVA, GUS, LUC, PRIYA, SAM, SNAPSHOT, TIMER } from '../../support/cast.js';
import { House, textOf, type Where } from './house.js';

describe('why', () => {
  let house: House;
  beforeEach(() => {
    house = new House();
  });

  async function why(person: typeof ANNA, line: string, where: Where = {}): Promise<string> {
    return textOf((await house.answer(person, line, where)).card);
  }

  it('says who approved with which right, and until when consent is waited for', async () => {
    const id = await house.opened(ANNA);
    await house.done(SAM, { type: 'approve', id });
    const text = await why(SAM, `why ${id}`);
    assert.match(text, new RegExp(`${id} stands at: Waiting for consent\\.`));
    assert.match(text, /Anna asked for help at 09:00 UTC: the person whose request it is may\./);
    assert.match(
      text,
      /Sam approved it at 09:00 UTC, with the right request\.approve \(role: help desk operator\)\./,
    );
    assert.match(text, /waits for consent until 09:30 UTC, because the policy gives 30 minutes/);
  });

  it('speaks the asker’s language, and answers them alone', async () => {
    const id = await house.opened(ANNA);
    await house.done(SAM, { type: 'approve', id });
    const dutch = await house.answer(ANNA, `waarom ${id}`, { place: 'help-desk' });
    assert.equal(dutch.whispered, true);
    assert.match(
      textOf(dutch.card),
      /Sam keurde de aanvraag goed om 09:00 UTC, met het recht request\.approve/,
    );
    const french = await house.opened(LUC);
    assert.match(await why(LUC, `pourquoi ${french}`), /Elle expire à 13:00 UTC, car elle dispose/);
  });

  it('says whose right is gone since', async () => {
    const id = await house.opened(ANNA);
    await house.done(SAM, { type: 'approve', id });
    house.store.roles = { ...SNAPSHOT, operators: new Set([PRIYA]) };
    assert.match(await why(PRIYA, `why ${id}`), /request\.approve, which Sam no longer has/);
  });

  it('says what a freeze holds, and who froze', async () => {
    const id = await house.opened(ANNA);
    await house.services.desk.freeze({
      reason: 'A wave of restarts',
      actor: { kind: 'person', id: EVA, place: { kind: 'help-desk' } },
      opKey: 'f',
    });
    const text = await why(SAM, `why ${id}`);
    assert.match(text, /Nothing begins: Eva froze everything at 09:00 UTC\. A wave of restarts/);
    assert.match(text, /expires at 13:00 UTC, because it has 4 hours of open time/);
  });

  it('says which deadline of the policy passed', async () => {
    const id = await house.opened(ANNA);
    house.store.now += 4 * HOUR + 1;
    await house.services.desk.execute({
      command: { type: 'expire', id },
      actor: TIMER,
      opKey: 't',
    });
    const text = await why(SAM, `why ${id}`);
    assert.match(text, /expired without an answer at 13:00 UTC: the policy gives 4 hours/);
    assert.match(text, /brought back until .*, because the policy gives 7 days/);
  });

  it('says that a device or a person takes more than an operator', async () => {
    const policy = { ...DEFAULT_POLICY, protected: { groups: [], names: ['kiosk-7'] } };
    house = new House(policy);
    house.store.roles = { ...SNAPSHOT, vips: new Set([ANNA]) };
    const id = await house.opened(ANNA, 'It is stuck', { device: 'KIOSK-7' });
    const text = await why(EVA, `why ${id}`);
    assert.match(text, /Nobody can be helped remotely on this device/);
    assert.match(text, /takes the right vip\.approve/);
  });

  it('without a number is about the thread, or one’s own newest', async () => {
    const id = await house.opened(ANNA);
    await house.opened(LUC);
    house.places.threads.set('root-1', id);
    assert.match(await why(SAM, 'why', { place: 'help-desk', root: 'root-1' }), new RegExp(id));
    assert.match(await why(ANNA, 'waarom'), new RegExp(id));
    assert.match(await why(SAM, 'why'), /HD-102/);
  });

  it('tells nobody about what isn’t theirs', async () => {
    const id = await house.opened(ANNA);
    const others = (await why(LUC, `pourquoi ${id}`)).replaceAll(id, 'N');
    assert.match(others, /HD-103/);
    assert.equal(others, (await why(LUC, 'pourquoi REQ-77')).replaceAll('REQ-77', 'N'));
    assert.match(await why(GUS, `why ${id}`), /HD-201/);
    assert.match(await why(SAM, `why ${id}`, { place: 'elsewhere' }), /HD-203/);
  });

  describe('of a change', () => {
    async function proposed(): Promise<string> {
      house.store.roles = { ...SNAPSHOT, admins: new Set([EVA, PRIYA]) };
      const answer = await house.services.desk.change({
        command: { type: 'propose', subject: { kind: 'unfreeze' }, reason: 'All is well' },
        actor: as(EVA, 'help-desk'),
        opKey: 'c',
      });
      assert.ok(answer.kind === 'done');
      return answer.change;
    }

    it('says who asked, how many agreed, until when, and who has a say', async () => {
      const text = await why(PRIYA, `why ${await proposed()}`);
      assert.match(text, /CHG-1 stands at: waiting for agreement\./);
      assert.match(text, /Eva asked for it at 09:00 UTC, with the right freeze\./);
      assert.match(text, /0 of 1 have agreed\. It lapses .*, because the policy gives 24 hours/);
      assert.match(text, /holds the right freeze \(role: administrator\)/);
    });

    it('reads like one that isn’t there to whoever has no say', async () => {
      const id = await proposed();
      const hidden = (await why(SAM, `why ${id}`)).replaceAll(id, 'N');
      assert.match(hidden, /HD-103/);
      assert.equal(hidden, (await why(SAM, 'why CHG-77')).replaceAll('CHG-77', 'N'));
    });
  });
});
