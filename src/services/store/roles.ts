import { z } from 'zod';
import type { Roles } from '../desk/ports.js';
import type { Keys } from './keys.js';
import type { RunScript } from './scripts.js';
import { readRoles } from './values.js';

const reply = z.union([z.tuple([]), z.tuple([z.string(), z.number()])]);

/** The snapshot's age is Redis' to tell: the moment of writing and of reading come from the same clock. */
export function createRoles({ run, keys }: { run: RunScript; keys: Keys }): Roles {
  return {
    async current() {
      const [json, age] = reply.parse(await run('hdRolesRead', [keys.roles]));
      if (json === undefined || age === undefined) return undefined;
      const { operators, admins, auditors, guests } = readRoles(json);
      return {
        age,
        operators: new Set(operators),
        admins: new Set(admins),
        auditors: new Set(auditors),
        guests: new Set(guests),
      };
    },
    async replace({ operators, admins, auditors, guests }) {
      const snapshot = {
        operators: [...operators],
        admins: [...admins],
        auditors: [...auditors],
        guests: [...guests],
      };
      await run('hdRolesReplace', [keys.roles], JSON.stringify(snapshot));
    },
  };
}
