import { within } from './deadline.js';

/** Milliseconds that somebody's turn waits for their one before; a turn that hangs must not hold up the rest. */
const PATIENCE = 2_000;
/** Turns of one person that may wait at once. Nobody types so fast. */
const MOST_WAITING = 30;

/** So many of somebody's turns wait already that this one isn't taken. */
export class TooManyTurns extends Error {
  override readonly name = 'TooManyTurns';
}

/**
 * Lets what one person does in one conversation through one at a time: of a message that Teams delivers several times
 * at once the first is answered, and the others find that it was. Within this process; across several, op keys keep
 * anything from being done twice.
 */
export class Turnstile {
  private readonly last = new Map<string, Promise<unknown>>();
  private readonly waiting = new Map<string, number>();

  async pass<T>(who: string, act: () => Promise<T>): Promise<T> {
    const before = this.last.get(who);
    const waiting = this.waiting.get(who) ?? 0;
    if (waiting >= MOST_WAITING) throw new TooManyTurns('too many turns of one person at once');
    const mine = before === undefined ? act() : afterwards(before, act);
    this.last.set(who, mine);
    this.waiting.set(who, waiting + 1);
    try {
      return await mine;
    } finally {
      const left = (this.waiting.get(who) ?? 1) - 1;
      if (left === 0) this.waiting.delete(who);
      else this.waiting.set(who, left);
      if (this.last.get(who) === mine) this.last.delete(who);
    }
  }
}

async function afterwards<T>(before: Promise<unknown>, act: () => Promise<T>): Promise<T> {
  // How the one before ended is its own affair.
  await within(PATIENCE, before).catch(() => undefined);
  return act();
}
