export type ClockListener = (reading: ClockReading) => void | Promise<void>;

export interface ClockReading {
  /** Milliseconds since 1970, the offset included. */
  readonly now: number;
  readonly offsetMs: number;
}

/**
 * The clock of the small company. It runs with the real one and can be moved forward.
 * Tokens and rate limits use real time: they belong to the wire, not to the story.
 */
export class Clock {
  private offset = 0;
  private readonly listeners = new Set<ClockListener>();

  constructor(private readonly realNow: () => number) {}

  /** Milliseconds since 1970 with the offset applied. */
  now(): number {
    return this.realNow() + this.offset;
  }

  /** Milliseconds since 1970 without the offset. */
  real(): number {
    return this.realNow();
  }

  get offsetMs(): number {
    return this.offset;
  }

  reading(): ClockReading {
    return { now: this.now(), offsetMs: this.offset };
  }

  /** Moves the clock by `ms` and waits until every listener has followed. */
  async advance(ms: number): Promise<ClockReading> {
    this.offset += ms;
    await this.announce();
    return this.reading();
  }

  async reset(): Promise<void> {
    this.offset = 0;
    await this.announce();
  }

  /** Calls back after each move; returns the way to stop that. */
  onChange(listener: ClockListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async announce(): Promise<void> {
    await Promise.all([...this.listeners].map(async (listener) => listener(this.reading())));
  }
}
