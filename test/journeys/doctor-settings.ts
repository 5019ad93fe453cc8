import type { Case } from './doctor-cases.js';

/** Breaks that only settings can make. */
export const WRONG_SETTINGS: readonly (Omit<Case, 'breaks' | 'mends'> & {
  readonly env: Readonly<Record<string, string>>;
})[] = [
  {
    name: 'a group id that is nobody’s',
    check: 'operators',
    code: 'group.unknown',
    env: { OPERATOR_GROUPS: '12345678-0000-4000-8000-000000000000' },
    fix: { en: /object ids/, nl: /object-id/, fr: /identifiants d'objet/ },
  },
  {
    name: 'no group of administrators',
    check: 'admins',
    code: 'group.none',
    env: { ADMIN_GROUPS: '' },
    fix: { en: /ADMIN_GROUPS/, nl: /ADMIN_GROUPS/, fr: /ADMIN_GROUPS/ },
  },
  {
    name: 'a TeamViewer token that ended',
    check: 'teamviewer-token',
    code: 'expiry.past',
    env: { TEAMVIEWER_TOKEN_EXPIRES: '2026-01-31' },
    fix: { en: /Make a new one now/, nl: /Maak nu een nieuwe/, fr: /maintenant/ },
  },
  {
    name: 'no TeamViewer',
    check: 'teamviewer',
    code: 'teamviewer.none',
    env: { TEAMVIEWER_TOKEN: '' },
    fix: { en: /script token/, nl: /scripttoken/, fr: /jeton de script/ },
  },
  {
    name: 'a public address where nobody answers',
    check: 'address',
    code: 'address.no-answer',
    env: { PUBLIC_URL: 'http://127.0.0.1:1' },
    fix: { en: /DNS/, nl: /DNS/, fr: /DNS/ },
  },
  {
    name: 'a Redis that doesn’t answer',
    check: 'redis',
    code: 'redis.no-answer',
    env: { REDIS_URL: 'redis://127.0.0.1:1' },
    fix: { en: /REDIS_URL/, nl: /REDIS_URL/, fr: /REDIS_URL/ },
  },
];
