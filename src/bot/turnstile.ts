import { within } from './deadline.js';

/** Milliseconds that somebody's turn waits for their one before; a turn that hangs must not hold up the rest. */
const PATIENCE = 2_000;

/**
 * Lets what one person does in one conversation through one at a time: of a message that Teams delivers several times
 * at once the first is answered, and the others find that it was. Within this process; across several, op keys keep
 * anything from being done twice.
 */
export class Turnstile {
  private readonly last = new Map<string, Promise<unknown>>();

  async pass<T>(who: string, act: () => Promise<T>): Promise<T> {
    const before = this.last.get(who);
    const mine = before === undefined ? act() : afterwards(before, act);
    this.last.set(who, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(who) === mine) this.last.delete(who);
    }
  }
}

async function afterwards<T>(before: Promise<unknown>, act: () => Promise<T>): Promise<T> {
  // How the one before ended is its own affair.
  await within(PATIENCE, before).catch(() => undefined);
  return act();
}
