import { CAST } from '../../simulator/index.js';
import {
  ABOUT,
  ACTORS,
  ALONE,
  read,
  STATES,
  type Case,
  type Place,
  type Whose,
} from './reading.js';

const PLACES: readonly Place[] = ['personal', 'help-desk', 'elsewhere'];
/** How many of the ten states of each command a place gets; they take turns, so that all come up. */
const STATES_IN: Readonly<Record<Place, number>> = { personal: 5, 'help-desk': 3, elsewhere: 1 };
/** What has no button. */
const TYPED_ONLY: ReadonlySet<string> = new Set(['why', 'whoami', 'new for']);

/** More than 2,000 of them. */
export function everyCase(): Case[] {
  return [...about(), ...alone()];
}

function about(): Case[] {
  const cases: Case[] = [];
  for (const [r, role] of ACTORS.entries()) {
    const owners: Whose[] = role === 'limited' ? ['own', 'others', 'outside'] : ['own', 'others'];
    for (const [c, command] of ABOUT.entries()) {
      for (const [p, place] of PLACES.entries()) {
        for (const [w, whose] of owners.entries()) {
          for (let turn = 0; turn < STATES_IN[place]; turn += 1) {
            // Three and ten have no divisor in common: the states differ, and move on from role to role.
            const state = STATES[(r + c + 2 * p + 5 * w + 3 * turn) % STATES.length];
            if (state === undefined) continue;
            const click = (r + turn + w) % 2 === 1 && !TYPED_ONLY.has(command);
            cases.push({ role, command, place, whose, state, via: click ? 'click' : 'typed' });
          }
        }
      }
    }
  }
  return cases;
}

function alone(): Case[] {
  return ACTORS.flatMap((role) =>
    ALONE.flatMap((command) =>
      PLACES.flatMap((place) => {
        const whose: Whose[] = command === 'new for' ? ['others', 'outside'] : ['own'];
        return whose.map((of) => ({ role, command, place, whose: of, via: 'typed' }) as const);
      }),
    ),
  );
}

/** As a person types it. */
export function lineOf({ command, whose }: Pick<Case, 'command' | 'whose'>, id: string): string {
  switch (command) {
    case 'update':
    case 'note':
    case 'reply':
      return `/${command} ${id} "It beeps as well"`;
    case 'cancel':
    case 'approve':
      return `/${command} ${id} --yes`;
    case 'assign':
      return `/assign ${id} ${CAST.priya}`;
    case 'deny':
      return `/deny ${id} --reason "Please ask the facility desk"`;
    case 'close':
      return `/close ${id} --reason fixed`;
    case 'language':
      return '/language auto';
    case 'queue':
      return '/queue open';
    case 'setup':
      return '/setup here';
    case 'new for':
      return `/new "It is slow" --for ${whose === 'outside' ? CAST.luc : CAST.anna}`;
    default:
      return id === '' ? `/${command}` : `/${command} ${id}`;
  }
}

const VERBS: Readonly<Record<string, string>> = {
  update: 'add-details',
  solved: 'confirm-solved',
  'ask again': 'ask-again',
  'session connect': 'connect',
  'session link': 'new-link',
  'session end': 'end-session',
  status: 'show',
};
const INPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'add-details': { text: 'It beeps as well' },
  note: { text: 'Seen before' },
  reply: { text: 'Is it plugged in?' },
  approve: { mode: 'control' },
  assign: { to: CAST.priya },
  deny: { reason: 'Please ask the facility desk' },
  extend: { by: '2h' },
  close: { resolution: 'fixed' },
};

/** The button for it; a nonce of its own makes each click one of its own. */
export interface ClickWish {
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export function clickOf(
  { command, whose }: Pick<Case, 'command' | 'whose'>,
  id: string,
  nonce: string,
): ClickWish {
  const cancel = whose === 'own' ? 'withdraw' : 'cancel-approval';
  const verb = command === 'cancel' ? cancel : (VERBS[command] ?? command);
  const data: Record<string, unknown> = { id, version: 1, nonce };
  for (const [name, value] of Object.entries(INPUTS[verb] ?? {})) data[`${verb}.${name}`] = value;
  return { verb, data };
}

/** Whether a request of its own is needed: what is refused can share one, and proves that it changes nothing. */
export function changes(one: Case): boolean {
  const expected = read(one);
  return expected === 'done' || expected === 'allowed';
}
