/** The closed sets of label values that are too long to stand in the catalogue. */

export const HD_CODES = [
  ...['HD-101', 'HD-102', 'HD-103', 'HD-104', 'HD-201', 'HD-202', 'HD-203', 'HD-204', 'HD-205'],
  ...['HD-301', 'HD-302', 'HD-303', 'HD-401', 'HD-402', 'HD-403', 'HD-500', 'HD-501', 'HD-502'],
] as const;

/** `reason` of a refusal; a test keeps them in step with the desk's. */
export const REFUSAL_REASONS = [
  ...['not-found', 'person-not-found', 'text-missing', 'extend-too-long', 'reason-missing'],
  ...['too-many-open', 'role-needed', 'requester-only', 'helper-only', 'guest', 'roles-too-old'],
  ...['not-an-operator', 'own-request', 'wrong-place', 'deadline-passed', 'too-late-to-reopen'],
  ...['moved-on', 'already-taken', 'nobody-has-it', 'no-more-later', 'nothing-to-renew', 'busy'],
  ...['same-device', 'change-not-found', 'change-moved-on', 'own-change', 'own-benefit', 'vip'],
  ...['protected-device', 'break-glass-off', 'too-powerful', 'last-admin', 'frozen'],
  ...['too-fast', 'too-many-requests', 'desk-too-busy', 'task-not-found', 'task-moved-on'],
  ...[
    'target-missing',
    'time-past',
    'too-many-pcs',
    'dry-run',
    'nothing-to-confirm',
    'all-sent',
    'is-plan',
  ],
] as const;

/** What is asked of other systems, without the system's name. */
export const CALL_OPERATIONS = [
  // Teams
  ...['send message', 'update message', 'delete message', 'create conversation', 'read members'],
  // Entra
  ...['bot token', 'token', 'managed identity'],
  // Graph
  ...['devices', 'find', 'members', 'guests', 'app catalogue', 'install app'],
  ...['group devices', 'managed devices', 'directory roles', 'owners'],
  ...['restart', 'restart results', 'find devices', 'find group'],
  // TeamViewer
  ...['make', 'read', 'look', 'close', 'report'],
] as const;

const STATUSES = [
  ...['200', '201', '202', '204', '400', '401', '403', '404', '405', '409', '410', '412', '413'],
  ...['429', '500', '502', '503', '504'],
] as const;

/** HTTP statuses that mean something to us, classes for the rest, and what came in place of an answer. */
export const CALL_CODES = [
  ...STATUSES,
  ...['2xx', '3xx', '4xx', '5xx', 'timeout', 'no-answer', 'unreadable'],
] as const;

const KNOWN_STATUSES: ReadonlySet<string> = new Set(STATUSES);

export function codeOfStatus(status: number): string {
  const exact = String(status);
  return KNOWN_STATUSES.has(exact) ? exact : `${Math.floor(status / 100)}xx`;
}
