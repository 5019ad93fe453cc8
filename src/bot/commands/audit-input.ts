import { z } from 'zod';
import { holds, rolesTooOld } from '../../services/desk/authorise.js';
import { fold } from '../../services/desk/input/fold.js';
import type { Refusal } from '../../services/desk/refusal.js';
import type { CommandContext } from './context.js';
import { durationInput, optionalWords, requestIdInput } from './inputs.js';
import { isGuest } from './may.js';

export const auditInput = z.object({
  id: requestIdInput.optional(),
  /** A change, a person or a PC; or `verify`. */
  whom: optionalWords,
  since: durationInput,
  denied: z.union([z.literal(true), z.literal('true')]).optional(),
  page: z.coerce.number().int().min(1).max(50).optional(),
  /** Of a page that is turned: nothing that came later, so that pages don't move. */
  upTo: z.coerce.number().int().min(0).optional(),
  export: z.string().trim().max(20).transform(fold).optional(),
});
export type AuditInput = z.infer<typeof auditInput>;

/** The trail is for whoever has the right by any role, also one of the organisation's own. */
export function whyNotAudit(
  { standing }: Pick<CommandContext, 'standing'>,
  right: 'audit.read' | 'audit.export',
): Refusal | undefined {
  if (isGuest(standing)) return { code: 'HD-201', reason: 'guest' };
  if (!holds(standing, standing.person, right)) {
    return rolesTooOld(standing)
      ? { code: 'HD-201', reason: 'roles-too-old' }
      : { code: 'HD-201', reason: 'role-needed', role: 'auditor' };
  }
  // Teams puts files of bots into nobody's OneDrive but that of the one who chats.
  const places: readonly string[] =
    right === 'audit.export' ? ['personal'] : ['personal', 'help-desk'];
  return places.includes(standing.place) ? undefined : { code: 'HD-203', reason: 'wrong-place' };
}
