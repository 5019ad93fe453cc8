import { z } from 'zod';
import type { Grantee } from '../desk/changes/subject.js';
import type { RoleGrant, RoleGrants } from '../desk/ports.js';
import type { Keys } from './keys.js';
import { changeField, millisField, personField } from './record-fields.js';
import { parsed } from './record-parsing.js';
import type { RedisClient } from './redis.js';

const grantRecord = z.strictObject({
  role: z.string(),
  to: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('group'), id: z.string() }),
    z.strictObject({ kind: z.literal('person'), id: personField }),
  ]),
  change: changeField,
  at: millisField,
}) satisfies z.ZodType<RoleGrant>;

/** One field a grant: the role and who has it name it, so that the same again changes nothing. */
export function createRoleGrants({ redis, keys }: { redis: RedisClient; keys: Keys }): RoleGrants {
  return {
    async list() {
      const stored = Object.values(await redis.hgetall(keys.roleGrants));
      return stored
        .map((json) => parsed('role grant', grantRecord, json))
        .sort((left, right) => left.at - right.at);
    },
    async add(grant) {
      await redis.hsetnx(keys.roleGrants, fieldOf(grant.role, grant.to), JSON.stringify(grant));
    },
    async remove(role, from) {
      await redis.hdel(keys.roleGrants, fieldOf(role, from));
    },
  };
}

function fieldOf(role: string, { kind, id }: Grantee): string {
  return `${role} ${kind} ${id}`;
}
