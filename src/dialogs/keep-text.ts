import { z } from 'zod';
import { parseRequestId, type RequestId } from '../services/desk/ids.js';
import { slot, type Slots } from './slot.js';

export const storedId = z.string().transform((text, context): RequestId => {
  const id = parseRequestId(text);
  if (id) return id;
  context.addIssue({ code: 'custom', message: 'not a request id' });
  return z.NEVER;
});

const schema = z.object({
  nonce: z.string(),
  text: z.string(),
  /** Requests it may belong to, in the order of the buttons. */
  ids: z.array(storedId),
  /** It came with a form for a PC that has a request already. */
  fromIntake: z.boolean(),
});

/** Text somebody wrote that waits for "add to REQ-12" or "new request". */
export type KeptText = z.infer<typeof schema>;

/** Only the newest text is kept: a question about an older one can't be answered any more. */
export async function keep(slots: Slots, text: KeptText): Promise<void> {
  await slot(slots, 'kept-text', schema).write(text);
}

export async function kept(slots: Slots, nonce: string): Promise<KeptText | undefined> {
  const text = await slot(slots, 'kept-text', schema).read();
  return text?.nonce === nonce ? text : undefined;
}

export async function drop(slots: Slots): Promise<void> {
  await slot(slots, 'kept-text', schema).clear();
}
