import type { Alert } from './alerts.js';
import type { AuditEntry } from './audit-entry.js';
import type { Freeze } from './change-ports.js';
import type { Change } from './changes/change.js';
import type { ChangeEvent } from './changes/event.js';
import type { Device } from './far-ports.js';
import type {
  ChangeId,
  DeviceId,
  Instant,
  Millis,
  PersonId,
  RequestId,
  TaskId,
  WordsRef,
} from './ids.js';
import type { Person, RoleSnapshot } from './people/person.js';
import type { AnyOutcome } from './refusal.js';
import type { RequestEvent } from './requests/event.js';
import type { Request } from './requests/request.js';
import type { TaskEvent } from './tasks/event.js';
import type { PcHold } from './task-ports.js';
import type { Task } from './tasks/task.js';
import type { PcFacts, PcFactsAsked } from './task-ports.js';

/** The outside systems, in desk words. */
export type * from './far-ports.js';
export type * from './reach.js';
/** What takes a second person, and what comes of it. */
export type * from './change-ports.js';
/** Restarts of PCs. */
export type * from './restart-ports.js';
export type * from './restart-windows.js';
export type * from './limit-ports.js';
export type * from './task-ports.js';
/** The trail: sealing, looking, verifying, files of it. */
export type * from './audit-ports.js';
export type { AuditEntry } from './audit-entry.js';

/** What `desk.execute` reads before it decides, in one round trip. */
export interface Opened {
  readonly now: Instant;
  /** First outcome of this op, when it is known already. */
  readonly outcome?: AnyOutcome;
  readonly kept?: Kept;
  /** Every effect is stopped, since when and by whom. */
  readonly freeze?: Freeze;
}

/** What has a life of its own: a record, a version, a log of events. They share one commit. */
export type Kept =
  | { readonly of: 'request'; readonly record: Request }
  | { readonly of: 'change'; readonly record: Change }
  | { readonly of: 'task'; readonly record: Task };
export type KeptId = RequestId | ChangeId | TaskId;
export type KeptEvent = RequestEvent | ChangeEvent | TaskEvent;

/** A name in the agenda; see `agenda.ts` for the kinds. */
export type AgendaMember = string;

export type AgendaChange =
  /** Due at a moment of desk time (deadlines). */
  | { readonly kind: 'timer'; readonly member: AgendaMember; readonly at: Instant }
  /** Work, due after a span of plain time. */
  | { readonly kind: 'work'; readonly member: AgendaMember; readonly after: Millis }
  /** The same; an earlier due time is kept. */
  | { readonly kind: 'soon'; readonly member: AgendaMember; readonly after: Millis }
  | { readonly kind: 'cancel'; readonly member: AgendaMember };

/** Everything one command changes: committed as a whole or not at all. */
export interface Commit {
  /** Undefined for a refusal, which binds no key. */
  readonly op?: { readonly key: string; readonly outcome: AnyOutcome };
  readonly change?: {
    readonly after: Kept;
    /** Version the decision was made on; 0 for a new one. */
    readonly expected: number;
    readonly events: readonly KeptEvent[];
    readonly words: readonly {
      readonly ref: WordsRef;
      readonly by: PersonId;
      readonly text: string;
    }[];
    /** Not later than this by desk time. */
    readonly notAfter?: Instant;
    readonly agenda: readonly AgendaChange[];
    /** PCs that are taken, when they are still as they were read; and those that are let go. */
    readonly pcs?: PcChanges;
  };
  readonly audit: AuditEntry;
}

/** `was`: as `pcFacts` gave it; undefined: free then. */
export interface PcChanges {
  readonly take: ReadonlyMap<DeviceId, { readonly was: PcHold | undefined; readonly is: PcHold }>;
  readonly release: ReadonlyMap<DeviceId, PcHold>;
}

export type CommitResult =
  | { readonly kind: 'committed' }
  | { readonly kind: 'replayed'; readonly outcome: AnyOutcome }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'late' };

/** The store as the core needs it: read, decide, commit. */
export interface DeskStore {
  open(opKey: string, id: KeptId | undefined): Promise<Opened>;
  /** A number never used before for this kind; a number is lost when its commit is. */
  nextNumber(of: Kept['of']): Promise<number>;
  commit(commit: Commit): Promise<CommitResult>;
  /** Stops every effect. Gives the freeze that stood before and still stands, if any. */
  freeze(freeze: Freeze, audit: AuditEntry): Promise<Freeze | undefined>;
  /** Lifts it. Gives what stood before. */
  thaw(audit: AuditEntry): Promise<Freeze | undefined>;
  /** Open requests of a person, for "you already asked about this PC". */
  openOf(person: PersonId): Promise<readonly Request[]>;
  /** What is known of these PCs and their users, and when PCs may be restarted. */
  pcFacts(asked: PcFactsAsked): Promise<PcFacts>;
}

/** Reading for cards and lists. */
export interface Requests {
  now(): Promise<Instant>;
  get(id: RequestId): Promise<Request | undefined>;
  many(ids: readonly RequestId[]): Promise<readonly Request[]>;
  /** The last events, oldest first. */
  events(id: RequestId, last: number): Promise<readonly RequestEvent[]>;
  event(id: RequestId, version: number): Promise<RequestEvent | undefined>;
  words(
    id: RequestId,
  ): Promise<ReadonlyMap<WordsRef, { readonly by: PersonId; readonly text: string }>>;
  /** All requests in OPEN_STATES, oldest first. */
  open(): Promise<readonly Request[]>;
  /** A person's requests, newest first. */
  of(person: PersonId, most: number): Promise<readonly Request[]>;
}

export interface People {
  get(id: PersonId): Promise<Person | undefined>;
  many(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Person>>;
  /** Remembers what an activity said; keeps `chosenLocale`. */
  met(person: Person): Promise<Person>;
  chooseLocale(id: PersonId, locale: Person['chosenLocale'] | undefined): Promise<void>;
}

/** Role groups as last read. Undefined: never read yet. */
export interface Roles {
  current(): Promise<RoleSnapshot | undefined>;
  replace(snapshot: Omit<RoleSnapshot, 'age'>): Promise<void>;
}

/** Where Deskside can write: kept from verified activities only. */
export interface Conversation {
  /** `19:...@thread.tacv2`, `a:...`; never with `;messageid=`. */
  readonly id: string;
  readonly serviceUrl: string;
  readonly tenantId: string;
  readonly dead?: boolean;
  /** Of a channel: the team it belongs to, `19:...@thread.tacv2`, as activities name it. */
  readonly team?: string;
  /** The team's Entra group: deep links want it. Known only where Teams told it. */
  readonly teamGroup?: string;
  /** A channel's name, as it was when the desk was set up there or renamed since. */
  readonly name?: string;
}

export interface Places {
  helpDesk(): Promise<(Conversation & { readonly locale: Person['locale'] }) | undefined>;
  setHelpDesk(conversation: Conversation, locale: Person['locale']): Promise<void>;
  personal(person: PersonId): Promise<Conversation | undefined>;
  setPersonal(person: PersonId, conversation: Conversation): Promise<void>;
  /** A 403 or 404 said that nothing can be written there; revived by the next inbound activity. */
  markDead(conversationId: string): Promise<void>;
  revive(conversationId: string): Promise<void>;
  /** Where a card lies. */
  card(address: CardAddress): Promise<PlacedCard | undefined>;
  /**
   * Adds these activities to those known; a version lower than the known one changes nothing else. `over`: the
   * digest that was known when the drawing began ('' = none). False: another drawing came in between, so nobody
   * knows which one Teams shows; it must be drawn again.
   */
  setCard(address: CardAddress, placed: PlacedCard, over?: string): Promise<boolean>;
  /** One more message that shows this card, whatever it shows now: asks the agenda for all of them to be drawn. */
  addCopy(address: CardAddress, conversation: string, activity: string): Promise<void>;
  /** One message of it is gone (404), or, without `activity`, the whole card is no longer kept true where it lies. */
  forgetCard(address: CardAddress, activity?: string): Promise<void>;
  /** The request whose root message in the channel this is, if any. */
  requestOfThread(rootActivityId: string): Promise<RequestId | undefined>;
}

/**
 * A card that is kept true: of a request (`kind` + number, see places/card-address.ts), the queue, or an
 * intake that waits for facts.
 */
export type CardAddress =
  | { readonly of: 'request'; readonly id: RequestId; readonly place: string }
  | { readonly of: 'change'; readonly id: ChangeId; readonly place: string }
  /** `channel`, `chat` of whoever asked, or `pc-7`: the user of its seventh PC. */
  | { readonly of: 'task'; readonly id: TaskId; readonly place: string }
  | { readonly of: 'queue' }
  | { readonly of: 'intake'; readonly person: PersonId }
  /** A message in a channel that the desk moved away from; it tells where to go on. */
  | { readonly of: 'left'; readonly activity: string };

export interface PlacedCard {
  readonly conversation: string;
  /** Activity ids: more than one after an orphan was adopted. */
  readonly activities: readonly string[];
  /** Version of the record that was drawn last. Never goes back. */
  readonly version: number;
  /** Hash of what was sent last: an equal card isn't sent again. */
  readonly digest: string;
  /** Root of the thread it lies in, for channel cards. */
  readonly root?: string;
}

/** What came of bringing a card or notice up to date. */
export type Synced =
  | { readonly kind: 'synced' }
  /** Try again after this: rate limit, 429, a connector that is down. */
  | { readonly kind: 'wait'; readonly after: Millis; readonly failure?: string }
  /** Nothing can be written there (403, 404, not installed). */
  | { readonly kind: 'dead' };

/** Implemented in bot/outbound: renders the current state for a place and sends it. */
export interface CardPlaces {
  sync(address: CardAddress): Promise<Synced>;
  /** A message that is sent once: the notice that an event calls for. */
  notify(notice: {
    readonly id: RequestId;
    readonly version: number;
    readonly audience: 'user' | 'thread' | 'helper';
  }): Promise<Synced>;
  /** What became of a change, to one person in their chat. */
  tellOfChange(notice: {
    readonly id: ChangeId;
    readonly version: number;
    readonly to: PersonId;
  }): Promise<Synced>;
  /** What became of a task, to whoever asked for it. */
  tellOfTask(notice: { readonly id: TaskId; readonly version: number }): Promise<Synced>;
  /** To the help-desk channel, or to this person's chat. `dead` also where there is no channel. */
  alert(alert: Alert, person?: PersonId): Promise<Synced>;
  /** Trying to reach this person came to an end, one way or the other: their cards are looked at again. */
  reached(person: PersonId): Promise<void>;
}

/** The agenda: outbox, timers and list of dirty cards in one. */
export interface Agenda {
  /** Claims due entries for `lease`; a claimed entry comes back when it isn't settled within it. */
  claim(most: number, lease: Millis): Promise<readonly Claimed[]>;
  /** Removes it, unless it was asked for anew meanwhile. */
  done(claimed: Claimed): Promise<void>;
  /** Due again after a span, unless it was asked for anew meanwhile. */
  again(claimed: Claimed, after: Millis): Promise<void>;
  /** Adds work outside a commit (device look-ups, role refresh). Keeps an earlier due time. */
  add(member: AgendaMember, after: Millis): Promise<void>;
  /** Age of the oldest overdue entry in milliseconds, and how many there are. */
  lag(): Promise<{ readonly oldest: Millis; readonly due: number }>;
}

export interface Claimed {
  readonly member: AgendaMember;
  /** Grows each time the member is asked for anew; part of a job's id. */
  readonly generation: number;
  /** How often it was claimed since it was asked for: 1 the first time. */
  readonly tries: number;
  /** Milliseconds since it was due first, when it was claimed. */
  readonly age?: Millis;
}

/** What Graph last said about a person's PCs, for the intake card. */
export type DeviceList =
  | { readonly kind: 'looking' }
  | { readonly kind: 'known'; readonly devices: readonly Device[]; readonly at: Instant }
  | { readonly kind: 'failed'; readonly retryAt: Instant };

export interface DeviceLists {
  get(person: PersonId): Promise<DeviceList | undefined>;
  set(person: PersonId, list: DeviceList): Promise<void>;
}

/** Working time, by policy.hours. Pure. */
export interface Calendar {
  /** The moment at which `open` milliseconds of open time have passed since `from`. */
  after(from: Instant, open: Millis): Instant;
  /** When the desk opens next; undefined when it is open now. */
  opens(at: Instant): Instant | undefined;
}

/** Short hash for op keys and card digests. */
export type Hash = (text: string) => string;
