import type { Right } from './people/right-names.js';
import type { PersonCommandType } from './requests/command.js';
import type { RequestState } from './requests/request.js';

/** How an actor stands to a request, or a right they need of a role. */
export type Relation = 'anyone' | 'requester' | 'helper' | Right;

export interface Permission {
  /** Any one of these is enough. `helper` needs `request.work` too. */
  readonly who: readonly Relation[];
  /** Where it may be said. `personal` is one's own 1:1 chat with the bot. */
  readonly where: readonly ('personal' | 'help-desk')[];
  /** `never`: not on a request that is one's own (nobody approves their own request). */
  readonly own: 'allowed' | 'never';
  /** States in which it can come to something; in the others it is refused or was done already. */
  readonly states: readonly RequestState[] | 'new';
  /** Ends something, so it is never blocked by roles that are too old: who was in the last snapshot may. */
  readonly ends?: true;
  /** Leads to a remote session, so a freeze stops it. */
  readonly starts?: true;
  /** Decides that somebody's PC is helped remotely: needs the right to, for that person or device. */
  readonly reach?: 'session.start';
}

const BOTH = ['personal', 'help-desk'] as const;
const OPEN = ['pending', 'approved', 'connecting', 'active', 'ended', 'failed'] as const;
const ALL = [...OPEN, 'closed', 'declined', 'withdrawn', 'expired'] as const;
const QUIET = ['pending', 'approved', 'ended', 'failed'] as const;

const WORK = { who: ['request.work'], where: BOTH, own: 'never' } as const;
const OWNER = { who: ['requester'], where: BOTH, own: 'allowed' } as const;
const ANSWER = { who: ['requester'], where: ['personal'], own: 'allowed' } as const;
const APPROVER = {
  who: ['request.approve'],
  where: BOTH,
  own: 'never',
  starts: true,
  reach: 'session.start',
} as const;
const HELPER = {
  who: ['helper'],
  where: ['personal'],
  own: 'never',
  starts: true,
  reach: 'session.start',
} as const;

/**
 * Who may do what, where, on what. The one table: authorisation, help, `/whoami`, the documentation and the tests'
 * matrix read it.
 */
export const PERMISSIONS: Readonly<Record<PersonCommandType, Permission>> = {
  open: { who: ['anyone'], where: BOTH, own: 'allowed', states: 'new' },
  'open-for': { ...WORK, states: 'new', starts: true, reach: 'session.start' },
  'add-details': { ...OWNER, states: ALL },
  withdraw: { ...OWNER, states: ['pending', 'approved', 'failed'], ends: true },
  reopen: { ...OWNER, states: ['ended', 'expired', 'closed'] },
  'confirm-solved': { ...OWNER, states: ['ended', 'closed'] },
  accept: { ...ANSWER, states: ['approved'], starts: true },
  decline: { ...ANSWER, states: ['approved'], ends: true },
  later: { ...ANSWER, states: ['approved'] },
  take: { ...WORK, states: QUIET },
  release: { ...WORK, states: QUIET },
  assign: { ...WORK, states: QUIET },
  note: { ...WORK, states: ALL },
  reply: { ...WORK, states: ALL },
  approve: { ...APPROVER, states: ['pending', 'failed'] },
  'cancel-approval': { ...WORK, states: ['approved'], ends: true },
  'ask-again': { ...WORK, states: ['approved'], starts: true },
  'try-again': { ...APPROVER, states: ['failed'] },
  deny: { ...WORK, states: ['pending'] },
  extend: { ...WORK, states: ['pending'] },
  connect: { ...HELPER, states: ['active'] },
  'new-link': { ...HELPER, states: ['active'] },
  'end-session': {
    who: ['requester', 'session.end'],
    where: BOTH,
    own: 'allowed',
    states: ['connecting', 'active'],
    ends: true,
  },
  close: { ...WORK, states: ['ended'] },
};
