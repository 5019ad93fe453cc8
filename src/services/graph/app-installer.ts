import { ConnectorFailure } from '../desk/failures.js';
import type { PersonId } from '../desk/ids.js';
import type { AppCatalogue, AppInstaller, Installation } from '../desk/ports.js';
import type { GraphClient } from './client.js';

export interface AppInstallerParts {
  readonly client: GraphClient;
  readonly catalogue: AppCatalogue;
  /** Of Graph, without a version: apps are named by their address there. */
  readonly baseUrl: string;
}

/**
 * Installs our own app for one person (learn.microsoft.com, "Add app for user"). Needs the application permission
 * TeamsAppInstallation.ReadWriteSelfForUser.All, which covers our app and no other; the catalogue's id comes from
 * AppCatalog.Read.All.
 */
export function createAppInstaller(parts: AppInstallerParts): AppInstaller {
  return {
    async install(person) {
      const found = await findApp(parts.catalogue);
      return typeof found === 'string' ? add(parts, person, found) : found;
    },
  };
}

async function findApp(catalogue: AppCatalogue): Promise<string | Installation> {
  try {
    const app = await catalogue.find();
    return app ? app.teamsAppId : { kind: 'refused', why: 'not-in-catalogue' };
  } catch (error) {
    return refusalFrom(error);
  }
}

async function add(
  { client, baseUrl }: AppInstallerParts,
  person: PersonId,
  app: string,
): Promise<Installation> {
  const apps = `${baseUrl}/v1.0/appCatalogs/teamsApps`;
  try {
    await client.post({
      operation: 'install app',
      path: `/v1.0/users/${encodeURIComponent(person)}/teamwork/installedApps`,
      body: { 'teamsApp@odata.bind': `${apps}/${encodeURIComponent(app)}` },
    });
    return { kind: 'installed', app };
  } catch (error) {
    if (error instanceof ConnectorFailure && error.details.status === 409)
      return { kind: 'already', app };
    return { ...refusalFrom(error), app };
  }
}

/** What stays as it is until somebody changes it is an answer; what may pass is thrown on. */
function refusalFrom(error: unknown): Extract<Installation, { kind: 'refused' }> {
  if (!(error instanceof ConnectorFailure) || error.details.retryable) throw error;
  // Without a token nothing was asked: wrong credentials are the doctor's, and may be mended any moment.
  if (error.details.system !== 'graph') throw error;
  const { status } = error.details;
  if (status === 401 || status === 403) return { kind: 'refused', why: 'not-permitted' };
  return { kind: 'refused', why: status === 404 ? 'no-such-person' : 'refused' };
}
