import type { Cards } from '../../cards/cards.js';
import type { Reader } from '../../cards/reader.js';
import type { CardJson } from '../../cards/render.js';
import type { Desk } from '../../services/desk/execute.js';
import type { PersonId, RequestId } from '../../services/desk/ids.js';
import type { Locale, Person } from '../../services/desk/people/person.js';
import type { Policy } from '../../services/desk/policy.js';
import type {
  Agenda,
  Calendar,
  CardAddress,
  Conversation,
  DeviceLists,
  Directory,
  Hash,
  People,
  Places,
  Requests,
  Roles,
} from '../../services/desk/ports.js';
import type { Answer, Refusal } from '../../services/desk/refusal.js';
import type { Call, PersonCommand } from '../../services/desk/requests/command.js';
import type { QueueFilter, RequestView } from '../../services/desk/views.js';
import type { Translate } from '../../services/i18n/translator.js';
import type { Memory, OutgoingMessage, Turn } from '../turn.js';
import type { Declared } from './declared.js';
import type { Standing } from './may.js';
import type { Reply } from './result.js';
import type { Say } from './say.js';

/** Cards as they are now. `Outbound` is one. */
export interface KeptCards {
  /** The card as this reader may see it; undefined when there is none. */
  current(address: CardAddress, reader: Reader): Promise<CardJson | undefined>;
  /** A page or filter of the queue. `person`: whose requests `mine` shows. */
  queue(
    wish: { readonly filter: QueueFilter; readonly page: number; readonly person?: PersonId },
    reader: Reader,
  ): Promise<{ readonly card: CardJson }>;
  readonly views: {
    request(id: RequestId): Promise<RequestView | undefined>;
    requests(ids: readonly RequestId[]): Promise<readonly RequestView[]>;
  };
}

/** What commands and conversations need from the rest of the house. */
export interface Services {
  readonly desk: Desk;
  readonly requests: Requests;
  readonly people: People;
  readonly places: Places;
  readonly roles: Pick<Roles, 'current'>;
  readonly agenda: Pick<Agenda, 'add'>;
  readonly deviceLists: DeviceLists;
  readonly directory: Pick<Directory, 'find'>;
  readonly calendar: Calendar;
  readonly policy: Policy;
  readonly cards: Cards;
  readonly kept: KeptCards;
  readonly t: Translate;
  readonly hash: Hash;
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

/** One person saying one thing. */
export interface CommandContext {
  readonly turn: Turn;
  readonly who: Person;
  readonly via: 'typed' | 'click';
  /** Of the answer: the person's in their chat, the channel's in the channel. */
  readonly locale: Locale;
  readonly reader: Reader;
  readonly standing: Standing;
  /** Every command there is. */
  readonly catalogue: readonly Declared[];
  readonly services: Services;
  readonly say: Say;
  /** Through the front door, under this message's or click's own op key. */
  execute(command: PersonCommand): Promise<Answer>;
  /** Puts into the trail what the desk doesn't see: it was done, or refused. */
  witness(command: string, refusal?: Refusal): Promise<void>;
  /** Shows the form in the person's 1:1 chat. */
  startIntake(wish: IntakeWish): Promise<Exclude<Reply, { kind: 'choice' }>>;
}

/** A move of a request as a reply. */
export async function move(context: CommandContext, command: PersonCommand): Promise<Reply> {
  return { kind: 'outcome', answer: await context.execute(command) };
}
