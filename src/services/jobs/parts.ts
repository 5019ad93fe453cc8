import type { Instant, Millis, PersonId } from '../desk/ids.js';
import type { Actor } from '../desk/people/actor.js';
import type { Alerts } from '../desk/alerts.js';
import type { Locale } from '../desk/people/person.js';
import type { Policy } from '../desk/policy.js';
import type {
  Agenda,
  AppInstaller,
  AuditHead,
  AuditLog,
  CardPlaces,
  Changes,
  DeskStore,
  DeviceLists,
  Directory,
  Forgetting,
  Freezes,
  PcFinder,
  People,
  Places,
  Reaches,
  RemoteSessions,
  Requests,
  Retention,
  RoleGrants,
  Roles,
  SessionLinks,
  SessionWish,
  Synced,
  Tasks,
} from '../desk/ports.js';
import type { ChangeInput, TaskInput } from '../desk/execute.js';
import type { Answer, ChangeAnswer, TaskAnswer } from '../desk/refusal.js';
import type { RestartRouter } from '../desk/restart-router.js';
import type { Command } from '../desk/requests/command.js';
import type { Request } from '../desk/requests/request.js';
import type { SelfTests } from '../desk/self-test.js';

/** The desk's front door, as far as jobs use it. */
export interface FrontDoor {
  execute(input: {
    readonly command: Command;
    readonly actor: Actor;
    readonly opKey: string;
  }): Promise<Answer>;
  change(input: ChangeInput): Promise<ChangeAnswer>;
  task(input: TaskInput): Promise<TaskAnswer>;
}

/** Never gets links, tokens or people's words. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** For the demo's timeline. */
export type Observer = (event: {
  readonly kind: 'agenda' | 'effect';
  readonly title: string;
  readonly detail: Readonly<Record<string, unknown>>;
}) => void;

/** The words that a session carries at the far end, in the user's language. */
export type SessionTexts = Pick<SessionWish, 'description' | 'customerName' | 'waitingMessage'>;

/** What the agenda's handlers work with. */
export interface Parts {
  readonly agenda: Agenda;
  readonly desk: FrontDoor;
  readonly requests: Requests;
  readonly changes: Changes;
  readonly tasks: Tasks;
  readonly finder: PcFinder;
  readonly restarts: RestartRouter;
  readonly roleGrants: RoleGrants;
  readonly freezes: Freezes;
  /** Lifts the freeze. */
  readonly thaw: DeskStore['thaw'];
  readonly forgetting: Forgetting;
  readonly retention: Retention;
  readonly cardPlaces: CardPlaces;
  readonly sessions: RemoteSessions;
  readonly sessionTexts: (request: Request) => Promise<SessionTexts>;
  readonly links: SessionLinks;
  readonly directory: Directory;
  readonly deviceLists: DeviceLists;
  /** Undefined: nobody may be given the app. */
  readonly installer?: AppInstaller | undefined;
  readonly reaches: Reaches;
  readonly roles: Roles;
  readonly places: Pick<Places, 'helpDesk' | 'card'>;
  readonly alerts: Alerts;
  readonly selfTests: SelfTests;
  readonly people: Pick<People, 'many' | 'met'>;
  /** Of people who never wrote to us. */
  readonly defaultLocale: Locale;
  /** Entra group ids whose members have each role. */
  readonly roleGroups: {
    readonly operators: readonly string[];
    readonly admins: readonly string[];
    readonly auditors: readonly string[];
  };
  readonly policy: Policy;
  readonly audit: AuditLog;
  /** There is a key to seal the trail with. */
  readonly seals: boolean;
  /** Where the head of the trail goes besides the log. Throws ConnectorFailure. */
  readonly tellHead?: ((head: AuditHead, at: Instant) => Promise<void>) | undefined;
  /** Goes on with verifying the trail for somebody, and answers them in the end. */
  readonly verifyFor: (person: PersonId) => Promise<Synced>;
  readonly log: Log;
  readonly observer?: Observer;
  readonly measures?: JobMeasures;
}

/** For those who count. */
export interface JobMeasures {
  /** A card or notice is as it should be, so long after it was asked for. */
  readonly arrived?: (kind: 'card' | 'notice', after: Millis) => void;
  /** A worker that took no jobs was replaced. */
  readonly replaced?: (queue: string) => void;
}

/** What becomes of an agenda entry after it was worked on. */
export type Verdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly after: Millis }
  /** In a queue: the job settles it. */
  | { readonly kind: 'handed-over' };

export const DONE: Verdict = { kind: 'done' };
export const HANDED_OVER: Verdict = { kind: 'handed-over' };

export function again(after: Millis): Verdict {
  return { kind: 'again', after };
}

export const TIMER: Actor = { kind: 'desk', cause: 'timer' };
export const EFFECT: Actor = { kind: 'desk', cause: 'effect' };
