import { z } from 'zod';
import type { RoleSnapshot } from '../desk/people/person.js';
import type { Roles } from '../desk/ports.js';
import type { Keys } from './keys.js';
import type { RunScript } from './scripts.js';
import { readRoles } from './values.js';

const reply = z.union([z.tuple([]), z.tuple([z.string(), z.number()])]);

type Stored = ReturnType<typeof readRoles>;
type Snapshot = Omit<RoleSnapshot, 'age'>;

/** The snapshot's age is Redis' to tell: the moment of writing and of reading come from the same clock. */
export function createRoles({ run, keys }: { run: RunScript; keys: Keys }): Roles {
  return {
    async current() {
      const [json, age] = reply.parse(await run('hdRolesRead', [keys.roles]));
      if (json === undefined || age === undefined) return undefined;
      return { age, ...fromStored(readRoles(json)) };
    },
    async replace(snapshot) {
      await run('hdRolesReplace', [keys.roles], JSON.stringify(toStored(snapshot)));
    },
  };
}

function fromStored(stored: Stored): Snapshot {
  const scopes = Object.entries(stored.scopes).map(
    ([name, { people, devices }]) =>
      [name, { people: new Set(people), devices: new Set(devices) }] as const,
  );
  return {
    operators: new Set(stored.operators),
    admins: new Set(stored.admins),
    auditors: new Set(stored.auditors),
    guests: new Set(stored.guests),
    custom: new Map(
      Object.entries(stored.custom).map(([role, people]) => [role, new Set(people)] as const),
    ),
    scopes: new Map(scopes),
    protectedDevices: new Set(stored.protectedDevices),
    vips: new Set(stored.vips),
  };
}

function toStored(snapshot: Snapshot): Stored {
  const { operators, admins, auditors, guests, custom, scopes, protectedDevices, vips } = snapshot;
  return {
    operators: [...operators],
    admins: [...admins],
    auditors: [...auditors],
    guests: [...guests],
    custom: Object.fromEntries([...custom].map(([role, people]) => [role, [...people]])),
    scopes: Object.fromEntries(
      [...scopes].map(([name, { people, devices }]) => [
        name,
        { people: [...people], devices: [...devices] },
      ]),
    ),
    protectedDevices: [...protectedDevices],
    vips: [...vips],
  };
}
