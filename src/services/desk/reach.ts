import type { Instant, PersonId } from './ids.js';

/** Deskside in the organisation's app catalogue. */
export interface CatalogueApp {
  /** The catalogue's own id of the app, which isn't the one in the manifest. */
  readonly teamsAppId: string;
  /** Of the newest version that is published there. */
  readonly version?: string;
}

/** What the organisation's catalogue knows of Deskside. Throws ConnectorFailure. */
export interface AppCatalogue {
  /** Undefined when the catalogue has no such app. */
  find(): Promise<CatalogueApp | undefined>;
}

/** What came of installing the app for somebody. */
export type Installation =
  | { readonly kind: 'installed'; readonly app: string }
  /** They had it: whatever keeps us out of their chat is something else. */
  | { readonly kind: 'already'; readonly app: string }
  /** Not now and not later, as things stand: nobody granted it, there is no such app or person. */
  | { readonly kind: 'refused'; readonly why: ReachFailure; readonly app?: string };

export type ReachFailure = 'not-permitted' | 'not-in-catalogue' | 'no-such-person' | 'refused';

/** Installs Deskside for a person who never had it. Throws ConnectorFailure for what may pass. */
export interface AppInstaller {
  install(person: PersonId): Promise<Installation>;
}

/** How far reaching somebody came who has no chat with Deskside yet. */
export type Reach =
  | { readonly kind: 'installing' }
  /** Their chat should open up; when it hasn't by then, it never will. */
  | { readonly kind: 'installed'; readonly app: string; readonly until: Instant }
  | { readonly kind: 'failed'; readonly why: ReachFailure | 'gave-up'; readonly app?: string };

/** Remembered for a while only, so that a permission granted since is noticed. */
export interface Reaches {
  get(person: PersonId): Promise<Reach | undefined>;
  set(person: PersonId, reach: Reach): Promise<void>;
}
