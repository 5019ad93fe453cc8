import type { ChangeCommandType, DeskChangeCommand } from '../services/desk/changes/command.js';
import type { Refusal } from '../services/desk/refusal.js';
import type { DeskTaskCommand, TaskCommandType } from '../services/desk/tasks/command.js';
import type { DeskCommandType, PersonCommandType } from '../services/desk/requests/command.js';
import type { Say } from './drawing.js';
import { line } from './untrusted.js';

/** What the trail knows besides moves of requests and changes. */
type Witnessed =
  | 'freeze'
  | 'unfreeze'
  | 'role'
  | 'forget'
  | 'setup'
  | 'message'
  | 'audit'
  | 'audit-verify'
  | 'audit-export'
  | 'audit-file'
  | 'chain-broken'
  | 'window'
  | 'restart-forced';

type Known =
  | PersonCommandType
  | DeskCommandType
  | ChangeCommandType
  | DeskChangeCommand['type']
  | TaskCommandType
  | DeskTaskCommand['type']
  | Witnessed;

/** All that has words of its own, under `audit:what`. */
const WHAT: Readonly<Record<Known, true>> = {
  open: true,
  'open-for': true,
  'add-details': true,
  withdraw: true,
  reopen: true,
  'confirm-solved': true,
  accept: true,
  decline: true,
  later: true,
  take: true,
  release: true,
  assign: true,
  note: true,
  reply: true,
  approve: true,
  'cancel-approval': true,
  'ask-again': true,
  'try-again': true,
  deny: true,
  extend: true,
  connect: true,
  'new-link': true,
  'end-session': true,
  close: true,
  warn: true,
  expire: true,
  'give-up-consent': true,
  'remind-consent': true,
  'auto-close': true,
  'end-validity': true,
  'begin-effect': true,
  'delay-effect': true,
  'session-made': true,
  'effect-failed': true,
  'session-closed': true,
  'session-seen': true,
  'session-measured': true,
  propose: true,
  force: true,
  agree: true,
  reject: true,
  'take-back': true,
  review: true,
  'lapse-change': true,
  'remind-review': true,
  'change-applied': true,
  'change-failed': true,
  freeze: true,
  unfreeze: true,
  role: true,
  forget: true,
  setup: true,
  message: true,
  audit: true,
  'audit-verify': true,
  'audit-export': true,
  'audit-file': true,
  'chain-broken': true,
  window: true,
  'restart-forced': true,
  restart: true,
  'pick-pc': true,
  'check-again': true,
  'confirm-restart': true,
  'agree-restart': true,
  'reject-restart': true,
  'cancel-restart': true,
  'halt-restart': true,
  'answer-restart': true,
  'look-again': true,
  'settle-restart': true,
  'task-checked': true,
  'task-not-checked': true,
  'advance-task': true,
  'user-not-reached': true,
  'begin-restart': true,
  'begin-turn': true,
  'delay-restart': true,
  'restart-sent': true,
  'restart-failed': true,
  'restarts-seen': true,
};

/** Under `audit:why`. */
const WHY: Readonly<Record<Refusal['reason'], true>> = {
  'not-found': true,
  'change-not-found': true,
  'person-not-found': true,
  'text-missing': true,
  'extend-too-long': true,
  'reason-missing': true,
  'too-many-open': true,
  'role-needed': true,
  vip: true,
  'protected-device': true,
  'requester-only': true,
  'helper-only': true,
  guest: true,
  'roles-too-old': true,
  'not-an-operator': true,
  'break-glass-off': true,
  'too-powerful': true,
  'too-fast': true,
  'too-many-requests': true,
  'desk-too-busy': true,
  'last-admin': true,
  'own-request': true,
  'own-change': true,
  'own-benefit': true,
  'wrong-place': true,
  'deadline-passed': true,
  'too-late-to-reopen': true,
  'moved-on': true,
  'change-moved-on': true,
  frozen: true,
  'already-taken': true,
  'nobody-has-it': true,
  'no-more-later': true,
  'nothing-to-renew': true,
  busy: true,
  'same-device': true,
  'task-not-found': true,
  'target-missing': true,
  'time-past': true,
  'task-moved-on': true,
  'too-many-pcs': true,
  'dry-run': true,
  'nothing-to-confirm': true,
  'all-sent': true,
  'is-plan': true,
};

/** "Approval". A command of a later version, or a guest's invention, is shown as it is written. */
export function whatWords(say: Say, command: string): string {
  return isIn(WHAT, command)
    ? say(`audit:what.${command}`)
    : say('audit:what.other', { command: line(command, 40) });
}

/** "the role was missing" */
export function reasonWords(say: Say, reason: string): string {
  return say(isIn(WHY, reason) ? `audit:why.${reason}` : 'audit:why.other');
}

function isIn<Name extends string>(
  table: Readonly<Record<Name, true>>,
  name: string,
): name is Name {
  return Object.hasOwn(table, name);
}
