import { SECOND, type Millis } from '../desk/ids.js';

/** `first`, twice that, ... up to `most`; between half and all of it, so that many don't come back at once. */
export function backOff(times: number, first: Millis = SECOND, most: Millis = 60 * SECOND): Millis {
  const span = Math.min(most, first * 2 ** Math.min(Math.max(times, 1) - 1, 20));
  return Math.round(span * (0.5 + Math.random() / 2));
}

/** How often each agenda member failed in a row, as far as this process saw it. */
export class Failures {
  readonly #counts = new Map<string, number>();

  /** Counts one more and gives the number. */
  add(member: string): number {
    const count = (this.#counts.get(member) ?? 0) + 1;
    this.#counts.set(member, count);
    return count;
  }

  clear(member: string): void {
    this.#counts.delete(member);
  }
}
