import type { InboundActivity } from './inbound-activity.js';
import type { EdgeLog } from './log.js';

export type ActivityKind = 'message' | 'click' | 'submit' | 'install' | 'other';
/** `ignored`: nothing that we answer; `flood`: too many of one person at once. The rest but `answered` are mishaps (edge-words.ts). */
export type ActivityOutcome = 'answered' | 'not-recorded' | 'unsure' | 'bug' | 'ignored' | 'flood';

/** A verified activity that is over, for those who count. */
export interface ActivitySeen {
  readonly kind: ActivityKind;
  readonly outcome: ActivityOutcome;
  readonly ms: number;
}

const KINDS: ReadonlyMap<string, ActivityKind> = new Map([
  ['message', 'message'],
  ['invoke', 'click'],
  ['installationUpdate', 'install'],
  ['conversationUpdate', 'install'],
]);
/** What a verb of ours looks like: whatever else a client may send isn't for the log. */
const VERB = /^[a-z][a-z-]{1,39}$/;

/** One verified activity on its way through: what the access line will say of it. */
export class Passage {
  kind: ActivityKind;
  outcome: ActivityOutcome = 'answered';
  private verb: string | undefined;
  private readonly from = performance.now();

  constructor(
    private readonly inbound: InboundActivity,
    /** What people are shown of the correlation id. */
    readonly correlation: string,
  ) {
    this.kind = KINDS.get(inbound.type) ?? 'other';
  }

  pressed(verb: string): void {
    if (VERB.test(verb)) this.verb = verb;
  }

  /** One line per activity: kinds and numbers. Command and request are remarked on by those who know them. */
  over(log: EdgeLog): ActivitySeen {
    const { kind, outcome, verb, inbound } = this;
    const ms = Math.round(performance.now() - this.from);
    const where = inbound.conversation.conversationType ?? 'unknown';
    log.info({ kind, where, outcome, ms, ...(verb === undefined ? {} : { verb }) }, 'activity');
    return { kind, outcome, ms };
  }
}
