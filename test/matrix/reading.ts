import type { RequestState } from '../../src/services/desk/requests/request.js';

/**
 * What product.md says of who may do what, read by hand: sections "A request's life", 3.3 and 3.5. Nothing of the
 * desk's own table or rules is used.
 */
export const ACTORS = [
  'user',
  'operator',
  'admin',
  'auditor',
  'guest',
  'limited',
  'reader',
] as const;
export type ActorRole = (typeof ACTORS)[number];
export type Place = 'personal' | 'help-desk' | 'elsewhere';
/** Whose the request is. `outside`: somebody's whom the limited role doesn't reach. */
export type Whose = 'own' | 'others' | 'outside';

export interface Case {
  readonly role: ActorRole;
  readonly command: string;
  readonly place: Place;
  readonly via: 'typed' | 'click';
  readonly whose: Whose;
  /** Of the request; undefined for what isn't about one. */
  readonly state?: RequestState;
}

export type Expected =
  | `HD-${number}`
  /** It changed the request. */
  | 'done'
  /** An answer without a code, and no change. */
  | 'shown'
  /** No change, whatever is said: too late, too early, done already. */
  | 'unchanged'
  /** Depends on who has it; only that it isn't denied. */
  | 'allowed';

interface Rights {
  readonly works: boolean;
  readonly approves: boolean;
  readonly ends: boolean;
  readonly reads: boolean;
  readonly runs: boolean;
}

const NONE = { works: false, approves: false, ends: false, reads: false, runs: false };
const DESK = { works: true, approves: true, ends: true, reads: true, runs: false };
const RIGHTS: Readonly<Record<ActorRole, Rights>> = {
  user: NONE,
  guest: NONE,
  auditor: NONE,
  reader: { ...NONE, reads: true },
  operator: DESK,
  limited: DESK,
  admin: { ...DESK, runs: true },
};

const OPEN: readonly RequestState[] = [
  ...(['pending', 'approved', 'connecting', 'active', 'ended', 'failed'] as const),
];
export const STATES: readonly RequestState[] = [
  ...OPEN,
  ...(['closed', 'declined', 'withdrawn', 'expired'] as const),
];

interface Row {
  readonly who: 'requester' | 'desk' | 'approver' | 'helper';
  readonly in: readonly RequestState[];
  readonly personalOnly?: true;
  /** Whether it comes to something depends on who has the request. */
  readonly depends?: true;
}

const QUIET: readonly RequestState[] = ['pending', 'approved', 'ended', 'failed'];
const CONSENT = { who: 'requester', in: ['approved'], personalOnly: true } as const;
const SESSION = { who: 'helper', in: ['active'], personalOnly: true } as const;
const ROWS: Readonly<Record<string, Row>> = {
  update: { who: 'requester', in: STATES },
  solved: { who: 'requester', in: ['ended', 'closed'] },
  reopen: { who: 'requester', in: ['ended', 'expired', 'closed'] },
  accept: CONSENT,
  decline: CONSENT,
  later: CONSENT,
  take: { who: 'desk', in: QUIET, depends: true },
  release: { who: 'desk', in: QUIET, depends: true },
  assign: { who: 'desk', in: QUIET, depends: true },
  note: { who: 'desk', in: STATES },
  reply: { who: 'desk', in: STATES },
  extend: { who: 'desk', in: ['pending'] },
  deny: { who: 'desk', in: ['pending'] },
  'ask again': { who: 'desk', in: ['approved'] },
  close: { who: 'desk', in: ['ended'] },
  approve: { who: 'approver', in: ['pending', 'failed'] },
  'session connect': SESSION,
  'session link': { ...SESSION, depends: true },
};
/** Commands about one request. */
export const ABOUT = [...Object.keys(ROWS), 'cancel', 'session end', 'status', 'why'];
/** Commands that are about none. `new for`: on behalf of somebody. */
export const ALONE = [
  ...['help', 'whoami', 'language', 'requests', 'queue', 'doctor', 'setup', 'new', 'new for'],
];

export function read(one: Case): Expected {
  if (one.role === 'guest') return 'HD-201';
  if (one.state === undefined) return alone(one);
  if (one.command === 'status' || one.command === 'why') return look(one);
  // The word for turning down is also what somebody says who is asked for consent.
  const rights = RIGHTS[one.role];
  const consents = one.command === 'deny' && one.via === 'typed' && one.place === 'personal';
  const command = consents && !rights.works ? 'decline' : one.command;
  const row = ROWS[command];
  if (one.place === 'elsewhere') return 'HD-203';
  if (row?.personalOnly && one.place !== 'personal') return 'HD-203';
  if (command === 'cancel') return cancel(one, one.state);
  if (command === 'session end') return end(one, one.state);
  if (!row) throw new Error(command);
  return row.who === 'requester' ? owners(one, row) : desks(one, row);
}

/** In their scope, for those who work at the desk. */
function sees({ role, whose }: Case): boolean {
  return RIGHTS[role].works && !(role === 'limited' && whose === 'outside');
}

function owners(one: Case, row: Row): Expected {
  if (one.whose === 'own') return comes(one, row);
  return sees(one) ? 'HD-201' : 'HD-103';
}

function desks(one: Case, row: Row): Expected {
  const { works, approves } = RIGHTS[one.role];
  if (row.who === 'approver' ? !approves : !works) return 'HD-201';
  if (one.whose !== 'own' && !sees(one)) return 'HD-103';
  // Whoever helps is the operator who approved it, and nobody helps themselves.
  if (row.who === 'helper') return isHelper(one) ? comes(one, row) : 'HD-201';
  return one.whose === 'own' ? 'HD-202' : comes(one, row);
}

const HELPED: readonly RequestState[] = ['approved', 'connecting', 'active'];
const WAS_HELPED: readonly RequestState[] = ['ended', 'failed', 'closed'];

function isHelper({ role, whose, state = 'pending' }: Case): boolean {
  if (role !== 'operator' || whose === 'own') return false;
  return HELPED.includes(state) || WAS_HELPED.includes(state);
}

function comes({ state = 'pending' }: Case, row: Row): Expected {
  if (!row.in.includes(state)) return 'unchanged';
  return row.depends ? 'allowed' : 'done';
}

/** One's own is withdrawn; of another's the desk takes the approval back. */
function cancel(one: Case, state: RequestState): Expected {
  const { works, reads } = RIGHTS[one.role];
  if (one.whose === 'own') {
    return ['pending', 'approved', 'failed'].includes(state) ? 'done' : 'unchanged';
  }
  if (!works) return reads ? 'HD-201' : 'HD-103';
  if (!sees(one)) return 'HD-103';
  return state === 'approved' ? 'done' : 'unchanged';
}

function end(one: Case, state: RequestState): Expected {
  const may = one.whose === 'own' || (RIGHTS[one.role].ends && sees(one));
  if (!may) return 'HD-103';
  return state === 'connecting' || state === 'active' ? 'done' : 'unchanged';
}

/** A card or a word about one request: out of sight reads like not there. */
function look(one: Case): Expected {
  if (one.place === 'elsewhere') return 'HD-203';
  const own = one.whose === 'own';
  if (own && (one.command === 'why' || one.place === 'personal')) return 'shown';
  const reads = one.command === 'status' && RIGHTS[one.role].reads && !RIGHTS[one.role].works;
  const atDesk = own ? RIGHTS[one.role].works : sees(one);
  return reads || atDesk ? 'shown' : 'HD-103';
}

function alone(one: Case): Expected {
  const { role, place, command, whose } = one;
  const { works, reads, runs } = RIGHTS[role];
  switch (command) {
    case 'help':
    case 'whoami':
      return 'shown';
    case 'language':
    case 'requests':
      return place === 'personal' ? 'shown' : 'HD-203';
    case 'new':
      return place === 'elsewhere' ? 'HD-203' : 'shown';
    case 'new for':
      if (!works) return 'HD-201';
      if (place === 'elsewhere') return 'HD-203';
      return role === 'limited' && whose === 'outside' ? 'HD-103' : 'shown';
    case 'queue':
      if (!reads) return 'HD-201';
      return place === 'elsewhere' ? 'HD-203' : 'shown';
    case 'doctor':
      return runs ? 'shown' : 'HD-201';
    case 'setup':
      if (!runs) return 'HD-201';
      return place === 'personal' ? 'HD-203' : 'shown';
    default:
      throw new Error(command);
  }
}
