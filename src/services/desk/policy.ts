import { DAY, HOUR, MINUTE, SECOND, type Millis, type PersonId } from './ids.js';
import type { RightName } from './people/right-names.js';

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

/** A role as a set of rights, held by the members of Entra groups. */
export interface CustomRole {
  readonly name: string;
  readonly rights: readonly RightName[];
  /** Entra object ids. */
  readonly groups: readonly string[];
  /** Where its limited rights hold. */
  readonly scope?: string;
}

/** Entra object ids of groups, of users or of devices. */
export interface ScopeGroups {
  readonly users: readonly string[];
  readonly devices: readonly string[];
}

/** How PCs are restarted from afar. */
export interface RestartPolicy {
  /**
   * How many others must agree, by how many PCs it is; rising, and more than the last `upTo` is refused. With a PC of
   * somebody on the VIP list the next row counts.
   */
  readonly approvals: readonly { readonly upTo: number; readonly approvers: number }[];
  /** How long a check may wait to be confirmed, and a confirmed restart for others to agree. */
  readonly confirmWithin: Millis;
  readonly approveWithin: Millis;
  /** Nothing is sent for so long after the last yes: it can be taken back. */
  readonly hold: Millis;
  readonly ask: {
    /** How long a PC's user has to answer, and what happens when they don't. */
    readonly within: Millis;
    readonly noAnswer: 'wait' | 'go';
    /** What happens where nobody can be asked: the PC has no user, or they never wrote to us. */
    readonly nobody: 'go' | 'skip';
    /** How often it may be put off to another day. */
    readonly notToday: number;
    /** `HH:MM` by the clock of the PC's user. */
    readonly tonight: string;
    readonly tomorrow: string;
  };
  readonly waves: {
    readonly size: number;
    /** The task stops when more than this percentage of what a wave sent failed. */
    readonly stopAbove: number;
    /** A PC that was sent and says nothing holds its wave no longer than this. */
    readonly wait: Millis;
  };
  /** A PC rests so long between two restarts. */
  readonly coolDown: Millis;
  /** What couldn't be sent for so long after its time isn't sent any more. */
  readonly giveUp: Millis;
  /** How often PCs that were sent are looked at. */
  readonly watchEvery: Millis;
  /** A restart that left no trace for so long is `unknown`. */
  readonly unproven: Millis;
  /** How long a PC that is offline is waited for. */
  readonly follow: Millis;
  /** A PC that wasn't seen for so long counts as offline. */
  readonly offlineAfter: Millis;
  /** IANA zone of people whose own isn't known. */
  readonly zone: string;
}

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
  readonly roles: {
    /** Roles older than this are not believed. */
    readonly maxAge: Millis;
    /** Roles of the organisation's own, beside user, operator, admin and auditor. */
    readonly custom: readonly CustomRole[];
    /** Groups of people and devices that a limited right reaches, by name. */
    readonly scopes: Readonly<Record<string, ScopeGroups>>;
    /** Roles that the help desk's team gives its members and owners. */
    readonly team: { readonly members?: string; readonly owners?: string };
  };
  /** Devices in these groups or of these names take no remote session: servers, kiosks. */
  readonly protected: { readonly groups: readonly string[]; readonly names: readonly string[] };
  /** For people in these groups everything takes one step more: an admin approves. */
  readonly vip: { readonly groups: readonly string[] };
  /** Changes that need a second person. */
  readonly changes: {
    /** How many people besides the requester must agree. */
    readonly quorum: number;
    /** How long they have. */
    readonly expiry: Millis;
    /** One admin alone, with a justification that somebody reviews afterwards. */
    readonly breakGlass: { readonly allowed: boolean; readonly reviewAfter: Millis };
  };
  readonly restart: RestartPolicy;
  readonly hours: Hours;
  readonly alert: {
    /** People mentioned on each new request's card in the channel. */
    readonly mention: readonly { readonly id: PersonId; readonly name: string }[];
  };
  readonly retention: {
    /** Requests that are over are removed after this, with all that was said about them. */
    readonly requests: Millis;
    /** Entries of the trail. */
    readonly audit: Millis;
  };
  readonly limits: {
    /** The most characters of a person's text that are kept. */
    readonly text: number;
    /** Open requests one person may have at once. */
    readonly openPerPerson: number;
    /** What one person may say and click in a minute; what ends something isn't counted. */
    readonly commandsPerMinute: number;
    /** Calls for help of one person, and of all together, in an hour. */
    readonly requestsPerHour: number;
    readonly tenantRequestsPerHour: number;
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
  roles: { maxAge: 5 * MINUTE, custom: [], scopes: {}, team: {} },
  protected: { groups: [], names: [] },
  vip: { groups: [] },
  changes: { quorum: 1, expiry: DAY, breakGlass: { allowed: false, reviewAfter: DAY } },
  restart: {
    approvals: [
      { upTo: 1, approvers: 0 },
      { upTo: 10, approvers: 1 },
      { upTo: 100, approvers: 2 },
    ],
    confirmWithin: 30 * MINUTE,
    approveWithin: 4 * HOUR,
    hold: 30 * SECOND,
    ask: {
      within: 10 * MINUTE,
      noAnswer: 'wait',
      nobody: 'go',
      notToday: 2,
      tonight: '20:00',
      tomorrow: '09:00',
    },
    waves: { size: 5, stopAbove: 20, wait: 10 * MINUTE },
    coolDown: 15 * MINUTE,
    giveUp: 4 * HOUR,
    watchEvery: 10 * SECOND,
    unproven: 10 * MINUTE,
    follow: DAY,
    offlineAfter: DAY,
    zone: 'Europe/Brussels',
  },
  hours: { kind: 'always' },
  alert: { mention: [] },
  limits: {
    text: 1_000,
    openPerPerson: 20,
    commandsPerMinute: 60,
    requestsPerHour: 20,
    tenantRequestsPerHour: 2_000,
  },
  retention: { requests: 90 * DAY, audit: 365 * DAY },
};
