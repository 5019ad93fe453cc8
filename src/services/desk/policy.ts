import { DAY, HOUR, MINUTE, SECOND, type Millis, type PersonId } from './ids.js';

/** When the desk is open. `always` never pauses the limit. Days 1 (Monday) to 7 (Sunday), ISO 8601. */
export type Hours =
  | { readonly kind: 'always' }
  | {
      readonly kind: 'week';
      /** IANA zone such as Europe/Amsterdam. */
      readonly zone: string;
      /** `from` and `to` as `HH:MM`, `to` later than `from`. */
      readonly open: readonly {
        readonly day: 1 | 2 | 3 | 4 | 5 | 6 | 7;
        readonly from: string;
        readonly to: string;
      }[];
      /** Closed days as `YYYY-MM-DD`. */
      readonly holidays: readonly string[];
    };

/** What an organisation can change in its policy file. Every field has a default. */
export interface Policy {
  readonly expiry: {
    /** How long a request may stay unanswered, open hours only. */
    readonly limit: Millis;
    /** Percentages of the limit at which the help desk is warned, rising. */
    readonly warnings: readonly number[];
    /** How long an expired or closed request can be revived or reopened. */
    readonly revive: Millis;
    /** What `extend` adds when no time is named, and the most it may add at once. */
    readonly extendBy: Millis;
    readonly extendMost: Millis;
  };
  readonly consent: {
    /** No answer to the consent question within this: the request fails. */
    readonly limit: Millis;
    /** "Later" asks again after this, so many times. */
    readonly later: Millis;
    readonly laterTimes: number;
  };
  readonly session: {
    /** How long a session's links work. TeamViewer's own default is 24 h. */
    readonly validity: Millis;
    /** An effect that could not be applied within this fails for good. */
    readonly giveUp: Millis;
    /** How often an open session is looked at. */
    readonly watchEvery: Millis;
    /** How long after the end a connection report is still looked for. */
    readonly reportWithin: Millis;
  };
  readonly ended: {
    /** An ended request closes by itself after this. */ readonly closeAfter: Millis;
  };
  readonly approval: { /** Who approves requests. */ readonly by: 'operator' | 'admin' };
  readonly roles: { /** Roles older than this are not believed. */ readonly maxAge: Millis };
  readonly hours: Hours;
  readonly alert: {
    /** People mentioned on each new request's card in the channel. */
    readonly mention: readonly { readonly id: PersonId; readonly name: string }[];
  };
  readonly limits: {
    /** The most characters of a person's text that are kept. */
    readonly text: number;
    /** Open requests one person may have at once. */
    readonly openPerPerson: number;
  };
}

export const DEFAULT_POLICY: Policy = {
  expiry: {
    limit: 4 * HOUR,
    warnings: [50, 75, 90],
    revive: 7 * DAY,
    extendBy: 2 * HOUR,
    extendMost: 3 * DAY,
  },
  consent: { limit: 30 * MINUTE, later: 10 * MINUTE, laterTimes: 2 },
  session: {
    validity: 24 * HOUR,
    giveUp: 10 * MINUTE,
    watchEvery: 10 * SECOND,
    reportWithin: 2 * HOUR,
  },
  ended: { closeAfter: 24 * HOUR },
  approval: { by: 'operator' },
  roles: { maxAge: 5 * MINUTE },
  hours: { kind: 'always' },
  alert: { mention: [] },
  limits: { text: 1_000, openPerPerson: 20 },
};
