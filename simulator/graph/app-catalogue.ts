import { GraphError } from './graph-error.js';
import type { Entity } from './odata.js';

/** Deskside in the catalogue: the id that Teams gave it there, and the one in its manifest. */
export const CATALOGUE_APP = {
  id: 'e0000001-0000-4000-8000-000000000001',
  externalId: 'e0000002-0000-4000-8000-000000000002',
} as const;

export interface AppsParts {
  /** Whether a person has the app by now. */
  readonly has: (person: string) => boolean;
  /** Adds the app for a person and tells the bot, a moment later, as Teams does. */
  readonly add: (person: string) => void;
}

interface Definition {
  readonly version: string;
  readonly publishingState: 'published' | 'submitted' | 'rejected';
}

/** The organisation's app catalogue, and installations of the one app in it. */
export class Apps {
  private definitions: readonly Definition[] = [];

  constructor(private readonly parts: AppsParts) {
    this.reset();
  }

  reset(): void {
    this.definitions = [{ version: '0.1.0', publishingState: 'published' }];
  }

  /** An administrator uploads a package; `submitted` waits for a review. */
  upload(version: string, publishingState: Definition['publishingState'] = 'published'): void {
    this.definitions = [...this.definitions, { version, publishingState }];
  }

  /** Takes the app out of the catalogue. */
  remove(): void {
    this.definitions = [];
  }

  entities(expanded: boolean): Entity[] {
    if (this.definitions.length === 0) return [];
    const definitions = this.definitions.map((definition, index) => ({
      id: Buffer.from(`${CATALOGUE_APP.id}##${definition.version}`).toString('base64'),
      teamsAppId: CATALOGUE_APP.id,
      displayName: 'Deskside',
      shortDescription: `Upload ${String(index + 1)}`,
      ...definition,
    }));
    const app = { ...CATALOGUE_APP, displayName: 'Deskside', distributionMethod: 'organization' };
    return [expanded ? { ...app, appDefinitions: definitions } : app];
  }

  install(person: string, app: string): void {
    if (app !== CATALOGUE_APP.id || this.definitions.length === 0)
      throw new GraphError(404, 'NotFound', 'The requested app does not exist.');
    if (this.parts.has(person))
      throw new GraphError(409, 'Conflict', 'App has already been installed in the given scope.');
    this.parts.add(person);
  }
}
