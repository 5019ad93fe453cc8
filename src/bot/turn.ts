import type { CardJson } from '../cards/render.js';
import type { PersonId } from '../services/desk/ids.js';
import type { ActingPlace } from '../services/desk/people/actor.js';
import type { Person } from '../services/desk/people/person.js';

/** One verified inbound activity, in Deskside's own words. Made by the edge only; card data is never in `who`. */
export interface Turn {
  /** Sender, as the verified activity says; remembered in People. */
  readonly who: Person;
  readonly place: ActingPlace['kind'];
  readonly conversation: {
    /** Without `;messageid=`. */
    readonly id: string;
    /** Root activity id of the channel thread the activity came in. */
    readonly root?: string;
    readonly serviceUrl: string;
    readonly tenantId: string;
    /** Of a channel: its team, and the team's Entra group where Teams told it. */
    readonly team?: string;
    readonly teamGroup?: string;
  };
  readonly activityId: string;
  /** Only the sender saw the activity: a slash command in a channel, or a click on what was whispered to them. */
  readonly targeted: boolean;
  /** Text with the bot's own mention removed; '' for card actions. */
  readonly text: string;
  /** People mentioned besides the bot. */
  readonly mentions: readonly { readonly teamsId: string; readonly name: string }[];
  /** Sends to the same conversation (and thread). Returns the activity id when the channel gave one. */
  send(message: OutgoingMessage): Promise<string | undefined>;
  /**
   * Tells the sender alone: in a channel as a targeted message, else in their 1:1 chat; when that is closed too, the
   * channel reads that there is an answer for them, not which.
   */
  whisper(message: OutgoingMessage): Promise<void>;
  /** Replaces a message of ours in the same conversation; of a targeted turn, a whispered one. */
  update(activityId: string, message: OutgoingMessage): Promise<void>;
  /** Shows "typing" while the answer is made, unless others would see it; failures are ignored. */
  typing(): Promise<void>;
  /** Object id of a member by Teams id (`29:...`), from the conversation's roster. */
  memberByTeamsId(teamsId: string): Promise<PersonId | undefined>;
  /** What the dialogs remember of this person in this conversation. */
  readonly memory: Memory;
}

/** A card is sent alone, never with text in the same message: Teams would split them and return no id. */
export type OutgoingMessage =
  | {
      readonly card: CardJson;
      /** One line for notifications and old clients. */ readonly summary: string;
    }
  /** Plain text, never Markdown. */
  | { readonly text: string }
  /** Asks whether a file may be put into the reader's OneDrive; in a 1:1 chat alone. */
  | { readonly offer: FileOffer; readonly summary: string }
  /** A file that was put there. */
  | { readonly file: PlacedFile; readonly summary: string };

export interface FileOffer {
  readonly name: string;
  readonly description: string;
  readonly bytes: number;
  /** Comes back with the answer; a hint, never a right. */
  readonly nonce: string;
}

export interface PlacedFile {
  readonly name: string;
  readonly contentUrl: string;
  readonly uniqueId: string;
  readonly fileType: string;
}

/** What somebody answered to the offer of a file. */
export interface FileAnswer {
  readonly nonce: string;
  /** The message with the offer. */
  readonly messageId?: string;
  /** Where the file goes; undefined: they don't want it. */
  readonly upload?: PlacedFile & { readonly uploadUrl: string };
}

/** A small typed store over ConversationState, per person and conversation; saved at the end of the turn. */
export interface Memory {
  get(name: string): Promise<unknown>;
  set(name: string, value: unknown): Promise<void>;
  delete(name: string): Promise<void>;
}

/** A click, as parsed from `adaptiveCard/action`. Everything in it is a hint, never a right. */
export interface Click {
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The message the card lies in. */
  readonly messageId?: string;
  readonly automatic: boolean;
}

/** Answer of an invoke: the card as it is now, or a sentence. */
export type ClickAnswer = { readonly card: CardJson } | { readonly message: string };

/** What the edge hands verified activities to. */
export interface Conversations {
  message(turn: Turn): Promise<void>;
  click(turn: Turn, click: Click): Promise<ClickAnswer>;
  /** The bot was added, or a person joined. */
  installed(turn: Turn): Promise<void>;
  /** Gives what is to be done after the answer: putting a file somewhere takes its time. */
  file(turn: Turn, answer: FileAnswer): Promise<(() => Promise<void>) | undefined>;
}
