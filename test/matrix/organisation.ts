import type { FrontDoor } from './front-door.js';
import { COLLEAGUE, PEOPLE, somebody } from './people.js';

const GROUP = 'b000000a-0000-4000-8000-000000000001';
/** A role that reaches one branch, and one that only watches. */
export const POLICY = {
  roles: {
    custom: [
      {
        name: 'branch',
        rights: [
          ...['request.work', 'request.approve', 'session.start:scope', 'session.end'],
          'queue.read',
        ],
        groups: [GROUP],
        scope: 'branch',
      },
      { name: 'watcher', rights: ['queue.read'], groups: [GROUP] },
    ],
    scopes: { branch: { users: [GROUP], devices: [] } },
  },
  limits: { openPerPerson: 100, commandsPerMinute: 10_000, requestsPerHour: 1_000 },
};
/** How many people of the branch ask for help here. */
export const OWNERS = 60;

/** Everybody has the role that their name here says. */
export async function haveRoles({ store }: FrontDoor): Promise<void> {
  const inside = Array.from({ length: OWNERS }, (_none, n) => somebody(n, 'inside'));
  await store.roles.replace({
    operators: new Set([PEOPLE.operator, COLLEAGUE]),
    admins: new Set([PEOPLE.admin]),
    auditors: new Set([PEOPLE.auditor]),
    guests: new Set([PEOPLE.guest]),
    custom: new Map([
      ['branch', new Set([PEOPLE.limited])],
      ['watcher', new Set([PEOPLE.reader])],
    ]),
    scopes: new Map([
      ['branch', { people: new Set([...inside, PEOPLE.reader]), devices: new Set() }],
    ]),
    protectedDevices: new Set(),
    vips: new Set(),
  });
  for (const [name, id] of Object.entries({ ...PEOPLE, colleague: COLLEAGUE })) {
    await store.people.met({ id, name, locale: 'en' });
  }
}
