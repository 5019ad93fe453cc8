import type { DeviceId, Instant, PersonId } from '../ids.js';

/** Languages of the product, in the order in which they are offered. */
export const LOCALES = ['en', 'nl', 'fr'] as const;
export type Locale = (typeof LOCALES)[number];

export const ROLES = ['user', 'operator', 'admin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** What Deskside remembers of a person it met in a verified activity. */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
  /** Teams' own id of the person for this bot, `29:...`; needed to write to them first. */
  readonly teamsId?: string;
  /** Language of their Teams client, from `activity.locale`. */
  readonly locale: Locale;
  /** Language they chose with /language; wins over `locale`. */
  readonly chosenLocale?: Locale;
  /** IANA zone from `activity.localTimezone`. */
  readonly timeZone?: string;
}

/** What the role groups say, as of a moment in plain Redis time (not desk time). */
export interface RoleSnapshot {
  /** Age in milliseconds by the store's clock when it was read. */
  readonly age: number;
  readonly operators: ReadonlySet<PersonId>;
  readonly admins: ReadonlySet<PersonId>;
  readonly auditors: ReadonlySet<PersonId>;
  /** Guests of the tenant: they may do nothing. */
  readonly guests: ReadonlySet<PersonId>;
  /** Roles of the policy file, by name. */
  readonly custom: ReadonlyMap<string, ReadonlySet<PersonId>>;
  /** Scopes of the policy file, by name. */
  readonly scopes: ReadonlyMap<string, Scope>;
  /** Devices nobody may be helped on remotely: servers, kiosks. */
  readonly protectedDevices: ReadonlySet<DeviceId>;
  /** Everything about them takes one step more. */
  readonly vips: ReadonlySet<PersonId>;
}

/** The people and devices that a limited right reaches. */
export interface Scope {
  readonly people: ReadonlySet<PersonId>;
  readonly devices: ReadonlySet<DeviceId>;
}

/** Roles of a person by a snapshot: everyone is a user, an admin is an operator too, a guest nothing. */
export function rolesOf(snapshot: RoleSnapshot | undefined, person: PersonId): ReadonlySet<Role> {
  if (snapshot?.guests.has(person)) return new Set();
  const roles = new Set<Role>(['user']);
  if (snapshot === undefined) return roles;
  if (snapshot.admins.has(person)) roles.add('admin').add('operator');
  if (snapshot.operators.has(person)) roles.add('operator');
  if (snapshot.auditors.has(person)) roles.add('auditor');
  return roles;
}

export function readerLocale(person: Person): Locale {
  return person.chosenLocale ?? person.locale;
}

/** `nl-BE` -> `nl`; undefined when the product doesn't speak it. */
export function parseLocale(text: string | undefined): Locale | undefined {
  const language = text?.slice(0, 2).toLowerCase();
  return LOCALES.find((locale) => locale === language);
}

/** A moment at which somebody did something, for "approved by ... at ...". */
export interface Done {
  readonly by: PersonId | 'desk';
  readonly at: Instant;
}
