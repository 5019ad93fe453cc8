import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { RequestId } from '../../../src/services/desk/ids.js';
import type { RightName } from '../../../src/services/desk/people/right-names.js';
import { DEFAULT_POLICY } from '../../../src/services/desk/policy.js';
import { ANNA, LUC, PRIYA, SAM, SNAPSHOT } from '../../support/cast.js';
import { buttonsOf, House, textOf } from './house.js';

const BRANCH: readonly RightName[] = [
  'request.work',
  'request.approve',
  'session.start:scope',
  'session.end',
  'queue.read',
];

/** Priya holds nothing but a role for the branch that Anna works at. Luc doesn't. */
function branchHouse(): House {
  const role = { name: 'branch-helper', rights: BRANCH, groups: [], scope: 'Antwerp' };
  const roles = { ...DEFAULT_POLICY.roles, custom: [role] };
  const house = new House({ ...DEFAULT_POLICY, roles });
  house.store.roles = {
    ...SNAPSHOT,
    operators: new Set([SAM]),
    custom: new Map([['branch-helper', new Set([PRIYA])]]),
    scopes: new Map([['Antwerp', { people: new Set([ANNA]), devices: new Set() }]]),
  };
  return house;
}

describe('somebody whose role reaches one branch', () => {
  let house: House;
  let inside: RequestId;
  let outside: RequestId;
  beforeEach(async () => {
    house = branchHouse();
    inside = await house.opened(ANNA, 'Black screen');
    outside = await house.opened(LUC, 'Loud fan');
  });

  it('reads in whoami which roles, which rights and how far they reach', async () => {
    const text = textOf((await house.answer(PRIYA, 'whoami')).card);
    assert.match(text, /Roles: user and branch-helper\./);
    assert.match(text, /Rights: request\.work, request\.approve, session\.start, session\.end/);
    assert.match(text, /remotely the people and devices of: Antwerp\./);
    assert.match(text, /What you can say here: .*approve/);
    assert.doesNotMatch(text, /doctor|setup/);
  });

  it('is answered alone when they ask that in the channel, and in their own language', async () => {
    const answer = await house.answer(PRIYA, 'whoami', { place: 'help-desk' });
    assert.equal(answer.whispered, true);
    const own = textOf((await house.answer(ANNA, 'wie ben ik', { place: 'help-desk' })).card);
    assert.match(own, /Je bent Anna\. Rollen: gebruiker\./);
    assert.doesNotMatch(own, /Rechten/);
  });

  it('is told that roles which are too old don’t count', async () => {
    house.store.roles = { ...SNAPSHOT, age: DEFAULT_POLICY.roles.maxAge + 1 };
    const text = textOf((await house.answer(SAM, 'whoami')).card);
    assert.match(text, /Roles: user\.[\s\S]*can't be checked at the moment/);
    assert.doesNotMatch(text, /request\.work/);
  });

  it('sees that branch alone in the queue of their own chat, also in its counts', async () => {
    const own = textOf((await house.answer(PRIYA, 'queue')).card);
    assert.match(own, new RegExp(inside));
    assert.doesNotMatch(own, new RegExp(`${outside}|Loud fan`));
    const all = textOf((await house.answer(SAM, 'queue')).card);
    assert.match(all, new RegExp(outside));
    const alone = await house.answer(PRIYA, 'queue', { place: 'help-desk', targeted: true });
    assert.doesNotMatch(textOf(alone.card), new RegExp(outside));
  });

  it('sees in the channel what all see there', async () => {
    const shared = await house.answer(PRIYA, 'queue open', { place: 'help-desk' });
    assert.match(textOf(shared.card), new RegExp(outside));
  });

  it('is told the same of what lies outside as of what isn’t there', async () => {
    const lines = [
      'status N',
      'why N',
      'approve N',
      'cancel N',
      'take N',
      'note N "x"',
      'close N --reason fixed',
    ];
    for (const line of lines) {
      const words = async (id: string) =>
        textOf((await house.answer(PRIYA, line.replace('N', id))).card).replaceAll(id, 'REQ-N');
      const hidden = await words(outside);
      assert.match(hidden, /HD-103/, line);
      assert.equal(hidden, await words('REQ-77'), line);
    }
    assert.equal(house.request(outside).version, 1);
  });

  it('is shown the nearest numbers of their branch alone', async () => {
    const text = textOf((await house.answer(PRIYA, 'status 3')).card);
    assert.match(text, new RegExp(inside));
    assert.doesNotMatch(text, new RegExp(outside));
    const anna = textOf((await house.answer(SAM, 'status 9')).card);
    assert.match(anna, new RegExp(outside));
  });

  it('can’t ask on behalf of somebody outside, who reads like nobody', async () => {
    const answer = async (name: string) =>
      textOf((await house.answer(PRIYA, `new "Slow" --for ${name}`)).card).replaceAll(name, 'WHO');
    const hidden = await answer(LUC);
    assert.match(hidden, /HD-103/);
    assert.equal(hidden, await answer('99999999-0000-4000-8000-000000000000'));
    const form = await house.say(PRIYA, `new "Slow" --for ${ANNA}`);
    assert.ok(form.some(({ card }) => buttonsOf(card).some(({ verb }) => verb === 'intake-send')));
  });
});
