import type { Cards } from '../../cards/cards.js';
import type { Reader } from '../../cards/reader.js';
import type { CardJson } from '../../cards/render.js';
import type { Desk, Witnessed } from '../../services/desk/execute.js';
import type { PersonId, RequestId } from '../../services/desk/ids.js';
import type { Locale, Person } from '../../services/desk/people/person.js';
import type { Policy } from '../../services/desk/policy.js';
import type {
  Agenda,
  AuditFiles,
  AuditLog,
  Calendar,
  CardAddress,
  Changes,
  Conversation,
  DeviceLists,
  Directory,
  FileDrop,
  Freezes,
  Hash,
  Limits,
  LocalTime,
  People,
  Places,
  Reaches,
  Requests,
  RoleGrants,
  Roles,
  Tasks,
  Windows,
} from '../../services/desk/ports.js';
import type { TaskCommand } from '../../services/desk/tasks/command.js';
import type { Task } from '../../services/desk/tasks/task.js';
import type { ChangeCommand } from '../../services/desk/changes/command.js';
import type { Answer, ChangeAnswer, Refusal, TaskAnswer } from '../../services/desk/refusal.js';
import type { Call, PersonCommand } from '../../services/desk/requests/command.js';
import type { Request } from '../../services/desk/requests/request.js';
import type { SelfTests } from '../../services/desk/self-test.js';
import type { QueueFilter, RequestView, TaskView } from '../../services/desk/views.js';
import type { Why } from '../../services/desk/why.js';
import type { Translate } from '../../services/i18n/translator.js';
import type { TeamFacts } from '../connector/team-facts.js';
import type { DeepLinks } from '../deep-links.js';
import type { Memory, OutgoingMessage, Turn } from '../turn.js';
import type { Declared } from './declared.js';
import type { Standing } from './may.js';
import type { Reply } from './result.js';
import type { Say } from './say.js';

/** Cards as they are now. `Outbound` is one. */
export interface KeptCards {
  /** The card as this reader may see it; undefined when there is none. */
  current(address: CardAddress, reader: Reader): Promise<CardJson | undefined>;
  /** A page or filter of the queue. `person`: whose requests `mine` shows; `sees`: what is theirs to see. */
  queue(
    wish: {
      readonly filter: QueueFilter;
      readonly page: number;
      readonly person?: PersonId;
      readonly sees?: (request: Request) => boolean;
    },
    reader: Reader,
  ): Promise<{ readonly card: CardJson }>;
  /** What a card of this task is drawn from. */
  task(task: Task): Promise<TaskView>;
  readonly views: {
    request(id: RequestId): Promise<RequestView | undefined>;
    requests(ids: readonly RequestId[]): Promise<readonly RequestView[]>;
  };
}

/** What commands and conversations need from the rest of the house. */
export interface Services {
  readonly desk: Desk;
  readonly why: Why;
  readonly requests: Requests;
  readonly changes: Changes;
  readonly tasks: Tasks;
  readonly windows: Windows;
  readonly localTime: LocalTime;
  readonly freezes: Freezes;
  /** Stopped by the settings of the server. */
  readonly frozen: boolean;
  readonly roleGrants: Pick<RoleGrants, 'list'>;
  /** Entra groups of the settings. */
  readonly roleGroups: {
    readonly operators: readonly string[];
    readonly admins: readonly string[];
    readonly auditors: readonly string[];
  };
  readonly people: People;
  readonly places: Places;
  readonly roles: Pick<Roles, 'current'>;
  readonly agenda: Pick<Agenda, 'add'>;
  readonly deviceLists: DeviceLists;
  readonly directory: Pick<Directory, 'find' | 'groups' | 'directoryRolesOf'>;
  /** The trail, files of it, and where they go. */
  readonly audit: {
    readonly log: Pick<AuditLog, 'head' | 'search' | 'verify'>;
    readonly files: AuditFiles;
    readonly drop: FileDrop;
  };
  readonly limits: Limits;
  readonly calendar: Calendar;
  readonly policy: Policy;
  readonly cards: Cards;
  readonly kept: KeptCards;
  readonly selfTests: SelfTests;
  readonly t: Translate;
  readonly hash: Hash;
  /** What Teams knows of a channel; nothing rather than an error or a long wait. */
  readonly channelFacts: TeamFacts;
  /** How far reaching somebody came whom the app was installed for. */
  readonly reaches: Pick<Reaches, 'get'>;
  readonly deepLinks: DeepLinks;
  /** Where the organisation says what becomes of people's data. */
  readonly privacyUrl?: string;
  /** Posts the queue card anew as the channel's last message; the old one says that it moved. */
  readonly moveQueue: () => Promise<void>;
  /** Writes to somebody's 1:1 chat from elsewhere. Undefined when they can't be reached there. */
  readonly chat: (
    person: PersonId,
    message: OutgoingMessage,
  ) => Promise<{ readonly conversation: Whereto; readonly activityId?: string } | undefined>;
  /** What is remembered of a person outside the turn's conversation. `save` writes it at once. */
  readonly memoryOf: (scope: string, person: PersonId) => Memory & { save(): Promise<void> };
}

export type Whereto = Pick<Conversation, 'id' | 'serviceUrl' | 'tenantId'>;

/** What a form starts with. */
export interface IntakeWish extends Partial<Pick<Call, 'text' | 'category' | 'urgency'>> {
  readonly deviceName?: string;
  /** An operator asks on this person's behalf. */
  readonly requester?: { readonly id: PersonId; readonly name: string };
}

/** How something is said: in which language, to whose eyes. */
export interface Voice {
  readonly locale: Locale;
  readonly reader: Reader;
  readonly say: Say;
}

/** One person saying one thing; its own voice is that of the answer. */
export interface CommandContext extends Voice {
  readonly turn: Turn;
  readonly who: Person;
  readonly via: 'typed' | 'click';
  /** Of this message or click. */
  readonly opKey: string;
  /** For what this person alone reads. The same as the answer's, unless others read that. */
  readonly aside: Voice;
  readonly standing: Standing;
  /** Every command there is. */
  readonly catalogue: readonly Declared[];
  readonly services: Services;
  /** Through the front door, under this message's or click's own op key. */
  execute(command: PersonCommand): Promise<Answer>;
  /** The same for what takes a second person. */
  change(command: ChangeCommand): Promise<ChangeAnswer>;
  /** The same for restarts of PCs. */
  task(command: TaskCommand): Promise<TaskAnswer>;
  /** Puts into the trail what the desk doesn't see: it was done, or refused. */
  witness(command: string, refusal?: Refusal, about?: Witnessed['about']): Promise<void>;
  /** Shows the form in the person's 1:1 chat. */
  startIntake(wish: IntakeWish): Promise<Exclude<Reply, { kind: 'choice' }>>;
}

/**
 * The voice of a refusal or an error: of a typed command it is for its author alone; of a click it stands on the card
 * that was clicked, in that card's language.
 */
export function errorVoice(context: Pick<CommandContext, keyof Voice | 'aside' | 'via'>): Voice {
  return context.via === 'typed' ? context.aside : context;
}

/** A move of a request as a reply. */
export async function move(context: CommandContext, command: PersonCommand): Promise<Reply> {
  return { kind: 'outcome', answer: await context.execute(command) };
}
