/** Two winners are impossible; this often a loser looks again before it gives up. */
const TRIES = 3;

export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Decides anew while somebody else commits in between (undefined). Throws BusyError when that doesn't end. */
export async function untilSettled<T>(
  command: string,
  attempt: () => Promise<T | undefined>,
  most = TRIES,
): Promise<T> {
  for (let tries = 0; tries < most; tries += 1) {
    const answer = await attempt();
    if (answer !== undefined) return answer;
  }
  throw new BusyError(`${command}: it changed ${most} times while this was decided`);
}
