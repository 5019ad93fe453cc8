import type { AppCatalogue, CatalogueApp } from '../desk/ports.js';
import type { GraphClient } from './client.js';
import { catalogueApp } from './wire.js';

/** A catalogue changes when somebody uploads a package: nobody needs that within the hour. */
const KEPT = 60 * 60 * 1_000;

export interface AppCatalogueParts {
  readonly client: GraphClient;
  /** Id in the app's manifest: Graph calls it the external id. */
  readonly manifestId: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Finds Deskside in the organisation's catalogue. Needs the application permission AppCatalog.Read.All. */
export function createAppCatalogue({ client, manifestId, now }: AppCatalogueParts): AppCatalogue {
  let kept: { readonly app: CatalogueApp; readonly until: number } | undefined;
  return {
    async find() {
      if (kept && now() < kept.until) return kept.app;
      const app = await look(client, manifestId);
      kept = app && { app, until: now() + KEPT };
      return app;
    },
  };
}

async function look(client: GraphClient, manifestId: string): Promise<CatalogueApp | undefined> {
  const filter = encodeURIComponent(`externalId eq '${manifestId}'`);
  const path = `/v1.0/appCatalogs/teamsApps?$filter=${filter}&$expand=appDefinitions`;
  for await (const row of client.items({
    operation: 'app catalogue',
    path,
    schema: catalogueApp,
  })) {
    const version = newest(row.appDefinitions ?? []);
    return { teamsAppId: row.id, ...(version === undefined ? {} : { version }) };
  }
  return undefined;
}

interface Definition {
  readonly version?: string | undefined;
  readonly publishingState?: string | undefined;
}

/** Of the published ones; versions that wait for an administrator's review don't reach anybody. */
function newest(definitions: readonly Definition[]): string | undefined {
  const published = definitions.filter(
    ({ publishingState }) => publishingState === undefined || publishingState === 'published',
  );
  const versions = published.flatMap(({ version }) => version ?? []);
  const collator = new Intl.Collator('en', { numeric: true });
  return versions.sort(collator.compare).at(-1);
}
