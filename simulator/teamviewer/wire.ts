import { z } from 'zod';

/** Lengths and patterns of TeamViewer's own Swagger description; nothing is required in it. */
const shared = {
  groupid: z
    .string()
    .regex(/^g\d+$/)
    .optional(),
  groupname: z.string().min(1).max(100).optional(),
  waiting_message: z.string().optional(),
  description: z.string().max(4000).optional(),
  end_customer: z
    .object({
      name: z.string().max(100).optional(),
      email: z.string().max(254).optional(),
    })
    .optional(),
  assigned_userid: z
    .string()
    .regex(/^u\d+$/)
    .optional(),
  custom_api: z.string().max(4000).optional(),
};

export const createSchema = z.object({
  ...shared,
  valid_until: z.iso.datetime({ offset: true }).optional(),
  support_session_type: z.number().int().min(0).max(2).optional(),
});

const STATES = ['open', 'closed'] as const;

export const updateSchema = z.object({
  ...shared,
  state: z
    .string()
    .transform((state) => state.toLowerCase())
    .pipe(z.enum(STATES))
    .optional(),
});

export const groupSchema = z.object({ name: z.string().min(1).max(100) });

export type CreateBody = z.infer<typeof createSchema>;
export type UpdateBody = z.infer<typeof updateSchema>;
