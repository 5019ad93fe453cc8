import type { Config } from '../config.js';
import type {
  AppCatalogue,
  AppInstaller,
  Directory,
  PcFinder,
  RemoteSessions,
} from '../services/desk/ports.js';
import { createRestartRouter, type RestartRouter } from '../services/desk/restart-router.js';
import { createAppCatalogue } from '../services/graph/app-catalogue.js';
import { createAppInstaller } from '../services/graph/app-installer.js';
import { createGraphClient, type GraphClient } from '../services/graph/client.js';
import { createDirectory } from '../services/graph/directory.js';
import { NO_DIRECTORY } from '../services/graph/no-directory.js';
import { NO_FINDER, NO_RESTARTS } from '../services/graph/no-restarts.js';
import { createPcFinder, INTUNE } from '../services/graph/pc-finder.js';
import { createIntuneRestarts } from '../services/graph/restarts.js';
import { createTokens } from '../services/graph/token.js';
import { type Http } from '../services/http/http.js';
import { createTeamViewerClient } from '../services/teamviewer/client.js';
import { NO_SESSIONS } from '../services/teamviewer/no-sessions.js';
import { createRemoteSessions } from '../services/teamviewer/remote-sessions.js';
import type { Log } from '../services/telemetry/log.js';
import { createTrailEnds, type TrailEnds } from './trail-ends.js';

export interface FarEnds extends TrailEnds {
  readonly sessions: RemoteSessions;
  readonly directory: Directory;
  readonly finder: PcFinder;
  readonly restarts: RestartRouter;
  /** Undefined without Graph or without TEAMS_APP_ID. */
  readonly catalogue?: AppCatalogue;
  readonly installer?: AppInstaller;
}

/** Graph, TeamViewer and the trail's; where one isn't configured, a stand-in that says so on each call. */
export function createFarEnds(config: Config, http: Http, log: Log): FarEnds {
  const { graph, teamViewer } = config;
  const client =
    graph &&
    createGraphClient({
      baseUrl: graph.baseUrl,
      http,
      tokens: createTokens(http, { ...graph, resource: graph.baseUrl }, Date.now),
      ...(log ? { log } : {}),
    });
  const sessions = teamViewer
    ? createRemoteSessions({
        client: createTeamViewerClient(http, teamViewer),
        linkHosts: teamViewer.linkHosts,
      })
    : NO_SESSIONS;
  return {
    sessions,
    directory: client ? createDirectory(client) : NO_DIRECTORY,
    finder: client ? createPcFinder(client) : NO_FINDER,
    restarts: createRestartRouter(
      new Map([[INTUNE, client ? createIntuneRestarts(client, Date.now) : NO_RESTARTS]]),
    ),
    ...(client ? appParts(config, client) : {}),
    ...createTrailEnds(config, http, log),
  };
}

function appParts({ graph, appPackage }: Config, client: GraphClient) {
  const { teamsAppId: manifestId } = appPackage;
  if (!graph || manifestId === undefined) return {};
  const catalogue = createAppCatalogue({ client, manifestId, now: Date.now });
  const installer = createAppInstaller({ client, catalogue, baseUrl: graph.baseUrl });
  return { catalogue, installer };
}
