interface Window {
  readonly ms: number;
  readonly limit: number;
}

/** Sends and updates per bot and thread (learn.microsoft.com, "Optimize your bot: rate limiting"). */
const WINDOWS: readonly Window[] = [
  { ms: 1_000, limit: 7 },
  { ms: 30_000, limit: 60 },
  { ms: 3_600_000, limit: 1_800 },
];

/** One send beyond a limit: refused when limits are enforced, only noted when not. */
export interface RateHit {
  readonly conversation: string;
  /** Real time, milliseconds since 1970. */
  readonly at: number;
  readonly windowMs: number;
  readonly limit: number;
}

export interface RatePeak {
  readonly windowMs: number;
  readonly limit: number;
  /** The most sends that were let through in any such window. */
  readonly most: number;
}

/** Counts sends per conversation in sliding windows of real time and keeps the peaks. */
export class RateLimit {
  enforce = true;
  private readonly sent = new Map<string, number[]>();
  private readonly peaks = new Map<string, number[]>();
  private hits: RateHit[] = [];

  constructor(private readonly realNow: () => number) {}

  /**
   * Counts one send; `conversation` is the base id, so all threads of a channel share one budget.
   * Returns the seconds to wait when the send is refused, else null.
   */
  take(conversation: string): number | null {
    const now = this.realNow();
    const longest = WINDOWS.at(-1)?.ms ?? 0;
    const times = (this.sent.get(conversation) ?? []).filter((at) => at > now - longest);
    for (const { ms, limit } of WINDOWS) {
      const inside = times.filter((at) => at > now - ms);
      if (inside.length < limit) continue;
      this.hits.push({ conversation, at: now, windowMs: ms, limit });
      if (!this.enforce) continue;
      this.sent.set(conversation, times);
      const freeAt = (inside[inside.length - limit] ?? now) + ms;
      return Math.max(1, Math.ceil((freeAt - now) / 1000));
    }
    times.push(now);
    this.sent.set(conversation, times);
    this.notePeaks(conversation, times, now);
    return null;
  }

  /** Every send that went beyond a limit, oldest first; empty when the bot kept under all of them. */
  exceeded(): readonly RateHit[] {
    return this.hits;
  }

  /** The busiest windows of a conversation since the start. */
  busiest(conversation: string): RatePeak[] {
    const peaks = this.peaks.get(conversation) ?? [];
    return WINDOWS.map(({ ms, limit }, index) => ({
      windowMs: ms,
      limit,
      most: peaks[index] ?? 0,
    }));
  }

  reset(): void {
    this.sent.clear();
    this.peaks.clear();
    this.hits = [];
  }

  private notePeaks(conversation: string, times: readonly number[], now: number): void {
    const before = this.peaks.get(conversation) ?? [];
    const peaks = WINDOWS.map(({ ms }, index) => {
      const inside = times.filter((at) => at > now - ms).length;
      return Math.max(before[index] ?? 0, inside);
    });
    this.peaks.set(conversation, peaks);
  }
}
