import type { EdgeLog } from '../../../src/bot/log.js';
import { parsePersonId, type PersonId } from '../../../src/services/desk/ids.js';
import type { Locale, Person } from '../../../src/services/desk/people/person.js';
import type {
  CardAddress,
  Conversation,
  People,
  PlacedCard,
  Places,
} from '../../../src/services/desk/ports.js';

export function personId(text: string): PersonId {
  const id = parsePersonId(text);
  if (!id) throw new TypeError(`${text} is no person id`);
  return id;
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

/** A log that keeps its lines. */
export function keptLog(): EdgeLog & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}

/** People kept in memory. */
export class KnownPeople implements People {
  readonly known = new Map<PersonId, Person>();

  async get(id: PersonId): Promise<Person | undefined> {
    return this.known.get(id);
  }
  async many(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Person>> {
    return new Map([...this.known].filter(([id]) => ids.includes(id)));
  }
  async met(person: Person): Promise<Person> {
    const chosenLocale = this.known.get(person.id)?.chosenLocale;
    const kept = { ...person, ...(chosenLocale && { chosenLocale }) };
    this.known.set(person.id, kept);
    return kept;
  }
  async chooseLocale(id: PersonId, chosenLocale: Locale | undefined): Promise<void> {
    const person = this.known.get(id);
    if (person) this.known.set(id, { ...person, ...(chosenLocale && { chosenLocale }) });
  }
}

/** Places kept in memory, by the rules of the store: activities add up, a version never goes back. */
export class KnownPlaces implements Places {
  channel: (Conversation & { readonly locale: Locale }) | undefined;
  readonly chats = new Map<PersonId, Conversation>();
  readonly dead = new Set<string>();
  readonly cards = new Map<string, PlacedCard>();

  async helpDesk() {
    return this.channel && { ...this.channel, dead: this.dead.has(this.channel.id) };
  }
  async setHelpDesk(conversation: Conversation, locale: Locale): Promise<void> {
    this.channel = { ...conversation, locale };
  }
  async personal(person: PersonId) {
    const chat = this.chats.get(person);
    return chat && { ...chat, dead: this.dead.has(chat.id) };
  }
  async setPersonal(person: PersonId, conversation: Conversation): Promise<void> {
    this.chats.set(person, conversation);
  }
  async markDead(conversationId: string): Promise<void> {
    this.dead.add(conversationId);
  }
  async revive(conversationId: string): Promise<void> {
    this.dead.delete(conversationId);
  }
  async card(address: CardAddress) {
    return this.cards.get(JSON.stringify(address));
  }
  async setCard(address: CardAddress, placed: PlacedCard, over?: string): Promise<boolean> {
    const known = this.cards.get(JSON.stringify(address));
    const before = known?.conversation === placed.conversation ? known : undefined;
    const activities = [...new Set([...(before?.activities ?? []), ...placed.activities])];
    const overtaken =
      before !== undefined &&
      over !== undefined &&
      before.digest !== over &&
      before.digest !== placed.digest;
    const kept = before && before.version > placed.version ? before : { ...before, ...placed };
    const digest = overtaken ? '' : kept.digest;
    this.cards.set(JSON.stringify(address), { ...kept, digest, activities });
    return !overtaken;
  }
  async addCopy(address: CardAddress, conversation: string, activity: string): Promise<void> {
    const known = this.cards.get(JSON.stringify(address));
    const before = known?.conversation === conversation ? known : undefined;
    const activities = [...new Set([...(before?.activities ?? []), activity])];
    const { version = 0 } = before ?? {};
    this.cards.set(JSON.stringify(address), {
      ...before,
      conversation,
      version,
      activities,
      digest: '',
    });
  }
  async forgetCard(address: CardAddress, activity?: string): Promise<void> {
    const key = JSON.stringify(address);
    const known = this.cards.get(key);
    if (activity === undefined) this.cards.delete(key);
    else if (known) {
      this.cards.set(key, {
        ...known,
        activities: known.activities.filter((id) => id !== activity),
      });
    }
  }
  async requestOfThread(): Promise<undefined> {
    return undefined;
  }
}
