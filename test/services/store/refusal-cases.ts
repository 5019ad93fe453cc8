import { changeId, requestId, taskId } from '../../../src/services/desk/ids.js';
import type { Refusal } from '../../../src/services/desk/refusal.js';
import { BRAM, NOON_ISH } from './building.js';

const AT = NOON_ISH;

/** One of each. */
const HELD_UP = {
  'too-powerful': { code: 'HD-201', reason: 'too-powerful' },
  'last-admin': { code: 'HD-201', reason: 'last-admin' },
  'too-fast': { code: 'HD-205', reason: 'too-fast', after: 900 },
  'too-many-requests': { code: 'HD-205', reason: 'too-many-requests', after: 900 },
  'task-not-found': { code: 'HD-103', reason: 'task-not-found', task: taskId(3) },
  'target-missing': { code: 'HD-102', reason: 'target-missing' },
  'time-past': { code: 'HD-102', reason: 'time-past' },
  'too-many-pcs': { code: 'HD-403', reason: 'too-many-pcs', total: 300, most: 100 },
  'task-moved-on': {
    code: 'HD-302',
    reason: 'task-moved-on',
    state: 'running',
    type: 'started',
    by: 'desk',
    at: AT,
  },
  'dry-run': { code: 'HD-302', reason: 'dry-run' },
  'nothing-to-confirm': { code: 'HD-302', reason: 'nothing-to-confirm' },
  'is-plan': { code: 'HD-302', reason: 'is-plan' },
  'all-sent': { code: 'HD-302', reason: 'all-sent' },
  'desk-too-busy': { code: 'HD-205', reason: 'desk-too-busy', after: 900 },
} as const;

export const REFUSALS: {
  readonly [Reason in Refusal['reason']]: Refusal & { readonly reason: Reason };
} = {
  'not-found': { code: 'HD-103', reason: 'not-found', id: requestId(9) },
  ...HELD_UP,
  'change-not-found': { code: 'HD-103', reason: 'change-not-found', change: changeId(3) },
  vip: { code: 'HD-201', reason: 'vip', role: 'admin' },
  'protected-device': { code: 'HD-401', reason: 'protected-device' },
  'break-glass-off': { code: 'HD-201', reason: 'break-glass-off' },
  'own-change': { code: 'HD-202', reason: 'own-change' },
  'own-benefit': { code: 'HD-202', reason: 'own-benefit' },
  frozen: { code: 'HD-204', reason: 'frozen', by: BRAM, at: AT, why: 'a stolen account' },
  'change-moved-on': {
    code: 'HD-302',
    reason: 'change-moved-on',
    state: 'applied',
    type: 'applied',
    by: 'desk',
    at: AT,
  },
  'person-not-found': { code: 'HD-103', reason: 'person-not-found', searched: 'bram' },
  'text-missing': { code: 'HD-102', reason: 'text-missing' },
  'extend-too-long': { code: 'HD-102', reason: 'extend-too-long' },
  'reason-missing': { code: 'HD-102', reason: 'reason-missing' },
  'too-many-open': { code: 'HD-102', reason: 'too-many-open', most: 20 },
  'role-needed': { code: 'HD-201', reason: 'role-needed', role: 'admin' },
  'requester-only': { code: 'HD-201', reason: 'requester-only' },
  'helper-only': { code: 'HD-201', reason: 'helper-only' },
  guest: { code: 'HD-201', reason: 'guest' },
  'roles-too-old': { code: 'HD-201', reason: 'roles-too-old' },
  'not-an-operator': { code: 'HD-201', reason: 'not-an-operator' },
  'own-request': { code: 'HD-202', reason: 'own-request' },
  'wrong-place': { code: 'HD-203', reason: 'wrong-place' },
  'deadline-passed': { code: 'HD-301', reason: 'deadline-passed', deadline: AT },
  'too-late-to-reopen': { code: 'HD-301', reason: 'too-late-to-reopen', until: AT },
  'moved-on': {
    code: 'HD-302',
    reason: 'moved-on',
    state: 'active',
    type: 'approved',
    by: BRAM,
    at: AT,
  },
  'already-taken': { code: 'HD-302', reason: 'already-taken', by: BRAM },
  'nobody-has-it': { code: 'HD-302', reason: 'nobody-has-it' },
  'no-more-later': { code: 'HD-302', reason: 'no-more-later' },
  'nothing-to-renew': { code: 'HD-302', reason: 'nothing-to-renew' },
  busy: { code: 'HD-302', reason: 'busy' },
  'same-device': { code: 'HD-302', reason: 'same-device', id: requestId(3) },
};
