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

/** Texts of one person in one conversation that wait; older ones are forgotten. */
const MOST = 5;

/** The same question again replaces its former self. */
export async function keep(slots: Slots, text: KeptText): Promise<void> {
  const others = (await all(slots)).filter(({ nonce }) => nonce !== text.nonce);
  await texts(slots).write([...others, text].slice(-MOST));
}

export async function kept(slots: Slots, nonce: string): Promise<KeptText | undefined> {
  return (await all(slots)).find((text) => text.nonce === nonce);
}

export async function drop(slots: Slots, nonce: string): Promise<void> {
  await texts(slots).write((await all(slots)).filter((text) => text.nonce !== nonce));
}

function texts(slots: Slots) {
  return slot(slots, 'kept-texts', z.array(schema));
}

async function all(slots: Slots): Promise<readonly KeptText[]> {
  return (await texts(slots).read()) ?? [];
}
