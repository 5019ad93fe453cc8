import { z } from 'zod';

/** ISO 8601 UTC, as milliseconds since 1970. */
const moment = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});

/**
 * TeamViewer documents `state` as a number in some answers and a word in others, and the numbers'
 * meaning nowhere.
 */
const state = z
  .union([z.string(), z.number()])
  .transform((value): 'open' | 'closed' | 'unknown' => {
    if (typeof value === 'number') return 'unknown';
    return value.toLowerCase() === 'open' ? 'open' : 'closed';
  });

export const session = z.object({
  code: z.string().min(1),
  state,
  end_customer_link: z.string(),
  supporter_link: z.string(),
  valid_until: moment,
  closed_at: z.string().nullish(),
  online: z.boolean().nullish(),
});
export type SessionAnswer = z.output<typeof session>;

/** What a look needs; a closed session may come without links. */
export const sessionState = session.pick({ state: true, closed_at: true, online: true });
export type SessionState = z.output<typeof sessionState>;

/** Rows of other apps and queues are in here too: only what finds ours is read. */
export const sessionList = z.object({
  sessions: z.array(
    z.object({ code: z.string(), custom_api: z.string().nullish().catch(undefined) }),
  ),
  next_offset: z.string().nullish(),
});

/** What we write into `custom_api`. */
export const customApi = z.object({ op: z.string(), app: z.literal('deskside') });

export const connectionList = z.object({
  records: z.array(
    z.object({
      session_code: z.string().nullish(),
      start_date: moment,
      /** Absent while the connection lasts. */
      end_date: moment.nullish().catch(undefined),
    }),
  ),
  next_offset: z.string().nullish(),
});

/** `{"error":"invalid_request","error_description":"...","error_code":1}`; may be other text as well. */
export const apiError = z.object({ error: z.string() });
