import { ConnectorFailure } from '../../services/desk/failures.js';

/** Nobody waits longer than this for Graph while Teams waits for us. */
const PATIENCE_MS = 2_500;

class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

/** What a lookup gives while somebody waits for it; rejects, as `isNoAnswer` tells, when that takes too long. */
export async function soon<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooSlow()), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}

/** Nothing came from outside, or not in time. */
export function isNoAnswer(error: unknown): boolean {
  return error instanceof ConnectorFailure || error instanceof TooSlow;
}
