import type { PersonCommandType } from './requests/command.js';

/** How an actor stands to a request, or to the desk. */
export type Relation = 'anyone' | 'requester' | 'operator' | 'approver' | 'helper';

export interface Permission {
  /** Any one of these is enough. */
  readonly who: readonly Relation[];
  /** Where it may be said. `personal` is one's own 1:1 chat with the bot. */
  readonly where: readonly ('personal' | 'help-desk')[];
  /** `never`: not on a request that is one's own (nobody approves their own request). */
  readonly own: 'allowed' | 'never';
  /** Ends something, so it is never blocked by roles that are too old: who was in the last snapshot may. */
  readonly ends?: true;
}

const BOTH = ['personal', 'help-desk'] as const;
const OPERATOR: Permission = { who: ['operator'], where: BOTH, own: 'never' };
const OWNER: Permission = { who: ['requester'], where: BOTH, own: 'allowed' };

/** Who may do what, where. The one table: authorisation, help and the documentation read it. */
export const PERMISSIONS: Readonly<Record<PersonCommandType, Permission>> = {
  open: { who: ['anyone'], where: BOTH, own: 'allowed' },
  'open-for': OPERATOR,
  'add-details': OWNER,
  withdraw: { ...OWNER, ends: true },
  reopen: OWNER,
  'confirm-solved': OWNER,
  accept: { who: ['requester'], where: ['personal'], own: 'allowed' },
  decline: { who: ['requester'], where: ['personal'], own: 'allowed', ends: true },
  later: { who: ['requester'], where: ['personal'], own: 'allowed' },
  take: OPERATOR,
  release: OPERATOR,
  assign: OPERATOR,
  note: OPERATOR,
  reply: OPERATOR,
  approve: { who: ['approver'], where: BOTH, own: 'never' },
  'cancel-approval': { ...OPERATOR, ends: true },
  'ask-again': OPERATOR,
  'try-again': { who: ['approver'], where: BOTH, own: 'never' },
  deny: OPERATOR,
  extend: OPERATOR,
  connect: { who: ['helper'], where: ['personal'], own: 'never' },
  'new-link': { who: ['helper'], where: ['personal'], own: 'never' },
  'end-session': { who: ['requester', 'operator'], where: BOTH, own: 'allowed', ends: true },
  close: OPERATOR,
};
