import assert from 'node:assert/strict';
import { requestId, type PersonId, type RequestId } from '../../src/services/desk/ids.js';
import { clickOf, lineOf } from './cases.js';
import { openFrontDoor, type FrontDoor } from './front-door.js';
import { haveRoles, POLICY } from './organisation.js';
import { COLLEAGUE, PEOPLE, somebody } from './people.js';
import { ABOUT, STATES } from './reading.js';
import { expire, seed } from './seeding.js';

/** Drawings that a made-up click can name: every place a card of a request lies in. */
const DRAWINGS = ['user', 'channel', 'consent-1', 'session-4', 'resolution-4', 'receipt-4', 'list'];
const CLICKED = ABOUT.filter((command) => command !== 'why');
const PLACES = { 'their own chat': 'personal', 'the channel': 'channel' } as const;
const GUESSERS = {
  'a user': PEOPLE.user,
  'an operator whose scope it is not in': PEOPLE.limited,
  'an auditor': PEOPLE.auditor,
  'a guest': PEOPLE.guest,
} as const;

describe('Guessed numbers', function () {
  this.timeout(120_000);
  let door: FrontDoor;
  /** Somebody else's, in every state, with numbers between them that nobody has. */
  const theirs: RequestId[] = [];
  const nobodys: RequestId[] = [];
  before(async () => {
    door = await openFrontDoor(POLICY);
    await haveRoles(door);
    for (const [n, state] of STATES.entries()) {
      const owner = somebody(n, 'outside');
      await door.store.people.met({ id: owner, name: 'Quinten Verhulst', locale: 'nl' });
      theirs.push(await seed(door, { owner, helper: COLLEAGUE, state }));
      nobodys.push(requestId(await door.store.desk.nextNumber('request')));
    }
    const pending = theirs.at(STATES.indexOf('expired'));
    if (pending) await expire(door, [pending], 5 * 3_600_000);
  });
  after(() => door.stop());

  for (const [who, person] of Object.entries(GUESSERS)) {
    for (const [place, where] of Object.entries(PLACES)) {
      it(`${who} in ${place} is told the same of others’ requests as of numbers that nobody has`, async () => {
        const before = await records();
        for (const command of ABOUT) {
          const what = { command, whose: 'others' } as const;
          const say = async (id: RequestId) =>
            (await door.say(person, lineOf(what, id), where)).text;
          await sameForAll(`/${command}`, say);
        }
        assert.deepEqual(await records(), before);
      });

      it(`${who} in ${place} gets the same answer to made-up card data, and no card`, async () => {
        const before = await records();
        for (const drawing of DRAWINGS) {
          for (const command of CLICKED) {
            const what = { command, whose: 'others' } as const;
            const press = async (id: RequestId) => {
              const click = clickOf(what, id, `${drawing}.${count()}`);
              return (await door.click(person, click, where)).text;
            };
            await sameForAll(`${command} on ${drawing}`, press, 2);
          }
        }
        assert.deepEqual(await records(), before);
      });
    }
  }

  it('a form that lies in somebody else’s chat can’t be sent, and says the same as one that is nowhere', async () => {
    const owner = PEOPLE.reader;
    await door.say(owner, '/new "My screen stays black"', 'personal');
    const nonce = nonceOf(door, owner);
    const open = (await door.store.requests.open()).length;
    const answers = new Set<string>();
    for (const tried of [nonce, 'f00dfeedf00dfeedf00dfeedf00dfeed']) {
      for (const verb of ['intake-send', 'intake-refresh', 'intake-cancel']) {
        const data = { nonce: tried, text: 'Mine', device: 'unlisted', category: 'other' };
        const { text } = await door.click(PEOPLE.user, { verb, data }, 'personal');
        answers.add(`${verb}: ${text.replaceAll(tried, 'NONCE')}`);
      }
    }
    assert.equal(answers.size, 3, [...answers].join('\n'));
    assert.equal((await door.store.requests.open()).length, open);
  });

  let clicks = 0;
  function count(): number {
    return (clicks += 1);
  }

  /** Each command is tried on theirs and on nobody's; `step` leaves some of the states out. */
  async function sameForAll(
    what: string,
    ask: (id: RequestId) => Promise<string>,
    step = 1,
  ): Promise<void> {
    const answers = new Map<string, RequestId>();
    for (let n = 0; n < theirs.length; n += step) {
      for (const id of [theirs[n], nobodys[n]]) {
        if (id === undefined) continue;
        const text = (await ask(id)).replaceAll(new RegExp(`\\b${id}\\b`, 'g'), 'REQ-N');
        assert.notEqual(text, '', what);
        assert.doesNotMatch(text, /Quinten|black/, `${what} ${id}`);
        answers.set(text.replaceAll(/"(?:nonce|id)":"[^"]*"/g, ''), id);
      }
    }
    assert.equal(
      answers.size,
      1,
      `${what}:\n${[...answers].map(([text, id]) => `${id}: ${text}`).join('\n---\n')}`,
    );
  }

  async function records(): Promise<unknown> {
    return door.store.requests.many(theirs);
  }
});

function nonceOf({ simulator }: FrontDoor, owner: PersonId): string {
  const cards = simulator.teams.messages(owner).map(({ card }) => JSON.stringify(card ?? {}));
  const form = cards.findLast((card) => card.includes('intake-send')) ?? '';
  const nonce = /"nonce":"([^"]+)"/.exec(form)?.[1];
  if (nonce === undefined) throw new Error('there is no form');
  return nonce;
}
