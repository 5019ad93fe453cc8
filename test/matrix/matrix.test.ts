import assert from 'node:assert/strict';
import { HOUR, type PersonId, type RequestId } from '../../src/services/desk/ids.js';
import { changes, clickOf, everyCase, lineOf } from './cases.js';
import { ELSEWHERE, openFrontDoor, type Answered, type FrontDoor } from './front-door.js';
import { ABOUT, ACTORS, read, STATES, type Case, type Expected } from './reading.js';
import { haveRoles, OWNERS, POLICY } from './organisation.js';
import { COLLEAGUE, PEOPLE, somebody } from './people.js';
import { expire, seed, type Seed } from './seeding.js';

const WHERE = { personal: 'personal', 'help-desk': 'channel', elsewhere: ELSEWHERE } as const;

interface Prepared {
  readonly one: Case;
  readonly id: RequestId | '';
}

/** Every role with every command: what comes of it is what product.md says. */
describe('The role matrix', function () {
  this.timeout(180_000);
  let door: FrontDoor;
  const cases = everyCase();
  before(async () => {
    door = await openFrontDoor(POLICY);
    await haveRoles(door);
  });
  after(() => door.stop());

  it('covers every role, command and state in more than 2,000 cases', () => {
    assert.ok(cases.length > 2_000, `${cases.length} cases`);
    for (const role of ACTORS) {
      for (const command of ABOUT) {
        const states = new Set(
          cases
            .filter((one) => one.role === role && one.command === command)
            .map((one) => one.state),
        );
        assert.ok(states.size === STATES.length, `${role} ${command}: ${states.size} states`);
      }
    }
    const kinds = new Set(cases.map(read));
    for (const kind of ['HD-103', 'HD-201', 'HD-202', 'HD-203', 'done', 'shown', 'unchanged']) {
      assert.ok(
        [...kinds].some((found) => found === kind),
        kind,
      );
    }
  });

  it('holds for typed commands and clicks alike, and what is refused changes nothing', async () => {
    const prepared = await prepare(door, cases);
    const wrong: string[] = [];
    const chains = ACTORS.flatMap((role) =>
      Object.keys(WHERE).map((place) =>
        prepared.filter(({ one }) => one.role === role && one.place === place),
      ),
    );
    await Promise.all(
      chains.map(async (chain) => {
        for (const [nth, each] of chain.entries()) {
          const differs = await run(door, each, nth);
          if (differs !== undefined) wrong.push(differs);
        }
      }),
    );
    assert.deepEqual(wrong, [], `${wrong.length} of ${prepared.length} differ`);
  });
});

/** A request for each case that will change one; the others share. */
async function prepare(door: FrontDoor, cases: readonly Case[]): Promise<Prepared[]> {
  const made = new Map<string, Promise<RequestId>>();
  const old: Promise<RequestId>[] = [];
  const prepared: Promise<Prepared>[] = [];
  // Those that expire are opened first; the time that makes them so passes for the others before they begin.
  const inOrder = [...cases].sort((left, right) => age(right) - age(left));
  const firstYoung = inOrder.findIndex((one) => one.state !== 'expired');
  for (const [n, one] of inOrder.entries()) {
    if (n === firstYoung) await expire(door, await Promise.all(old), 5 * HOUR);
    const wanted = seedFor(one, n);
    if (wanted === undefined) {
      prepared.push(Promise.resolve({ one, id: '' }));
      continue;
    }
    const key = changes(one) ? `case ${n}` : JSON.stringify({ ...wanted, role: one.role });
    const known = made.get(key);
    const id = known ?? seed(door, wanted);
    made.set(key, id);
    if (!known && one.state === 'expired') old.push(id);
    prepared.push(id.then((ready) => ({ one, id: ready })));
    if (n % 20 === 19) await Promise.all(prepared.slice(-20));
  }
  return Promise.all(prepared);
}

function age({ state }: Case): number {
  return state === 'expired' ? 1 : 0;
}

function seedFor(one: Case, n: number): Seed | undefined {
  const { state, role, whose } = one;
  if (state === undefined) return undefined;
  // Nobody who is a guest has requests: theirs to be is somebody else's.
  const own = whose === 'own' && role !== 'guest';
  const number = changes(one) ? n % OWNERS : ACTORS.indexOf(role);
  const other = somebody(number, whose === 'outside' ? 'outside' : 'inside');
  const owner: PersonId = own ? PEOPLE[role] : other;
  const helper = role === 'operator' && !own ? PEOPLE.operator : COLLEAGUE;
  return { owner, helper, state };
}

async function run(door: FrontDoor, { one, id }: Prepared, nth: number) {
  const version = async () => (id === '' ? 0 : (await door.store.requests.get(id))?.version);
  const before = await version();
  const person = PEOPLE[one.role];
  const where = WHERE[one.place];
  const answered =
    one.via === 'click'
      ? await door.click(person, clickOf(one, id, `made-up.${nth}`), where)
      : await door.say(person, lineOf(one, id), where);
  const after = await version();
  const expected = read(one);
  const moved = (after ?? 0) - (before ?? 0);
  if (fits(expected, answered, moved)) return undefined;
  const { role, command, place, via, whose, state = '-' } = one;
  const what = [role, command, state, whose, place, via].join(' · ');
  return `${what}: expected ${expected}, got ${answered.code ?? 'no code'}, version +${moved}`;
}

function fits(expected: Expected, { code, text }: Answered, moved: number): boolean {
  if (text === '') return false;
  switch (expected) {
    case 'done':
      return code === undefined && moved === 1;
    case 'shown':
      return code === undefined && moved === 0;
    case 'unchanged':
      return moved === 0 && code !== 'HD-201' && code !== 'HD-103' && code !== 'HD-203';
    case 'allowed':
      return code === undefined || code === 'HD-302';
    default:
      return code === expected && moved === 0;
  }
}
