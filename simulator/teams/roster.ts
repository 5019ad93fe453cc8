import type { Company, Person } from '../company-types.js';

export interface Presence {
  readonly installed: boolean;
  readonly blocked: boolean;
}

/** Who exists for Teams, who has the app, and whether the channel still has the bot. */
export class Roster {
  private readonly presence = new Map<string, Presence>();
  /** Channels that the bot was taken out of. */
  private readonly closed = new Set<string>();

  constructor(readonly company: Company) {
    this.reset();
  }

  reset(): void {
    this.closed.clear();
    for (const person of this.company.people) {
      this.presence.set(person.id, { installed: person.installed, blocked: false });
    }
  }

  /** Finds a person by object id, Teams id (`29:`) or sign-in name. */
  find(idOrName: string): Person | undefined {
    const wanted = idOrName.toLowerCase();
    return this.company.people.find((person) =>
      [person.id, person.teamsId, person.upn].some((id) => id.toLowerCase() === wanted),
    );
  }

  /** Like `find`, but throws: for callers that name someone who must exist. */
  get(idOrName: string): Person {
    const person = this.find(idOrName);
    if (!person) throw new Error(`nobody here is called ${idOrName}`);
    return person;
  }

  isBotIn(channelId: string): boolean {
    return !this.closed.has(channelId);
  }

  setBotIn(channelId: string, present: boolean): void {
    if (present) this.closed.delete(channelId);
    else this.closed.add(channelId);
  }

  presenceOf(person: Person): Presence {
    return this.presence.get(person.id) ?? { installed: false, blocked: false };
  }

  change(person: Person, change: Partial<Presence>): Presence {
    const next = { ...this.presenceOf(person), ...change };
    this.presence.set(person.id, next);
    return next;
  }

  /** A member as the connector describes one (TeamsChannelAccount). */
  account(person: Person): object {
    return {
      id: person.teamsId,
      name: person.name,
      objectId: person.id,
      aadObjectId: person.id,
      givenName: person.givenName,
      surname: person.surname,
      email: person.mail,
      userPrincipalName: person.upn,
      tenantId: this.company.tenantId,
      userRole: person.userType === 'Guest' ? 'guest' : 'user',
    };
  }
}
