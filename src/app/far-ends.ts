import type { Config } from '../config.js';
import type { Directory, RemoteSessions } from '../services/desk/ports.js';
import { createGraphClient } from '../services/graph/client.js';
import { createDirectory } from '../services/graph/directory.js';
import { NO_DIRECTORY } from '../services/graph/no-directory.js';
import { createTokens } from '../services/graph/token.js';
import { type Http } from '../services/http/http.js';
import { createTeamViewerClient } from '../services/teamviewer/client.js';
import { NO_SESSIONS } from '../services/teamviewer/no-sessions.js';
import { createRemoteSessions } from '../services/teamviewer/remote-sessions.js';

/** Graph and TeamViewer; where one isn't configured, a stand-in that says so on each call. */
export function createFarEnds(
  config: Config,
  http: Http,
): { sessions: RemoteSessions; directory: Directory } {
  const { graph, teamViewer } = config;
  const directory = graph
    ? createDirectory(
        createGraphClient({
          baseUrl: graph.baseUrl,
          http,
          tokens: createTokens(http, { ...graph, resource: graph.baseUrl }, Date.now),
        }),
      )
    : NO_DIRECTORY;
  const sessions = teamViewer
    ? createRemoteSessions({
        client: createTeamViewerClient(http, teamViewer),
        linkHosts: teamViewer.linkHosts,
      })
    : NO_SESSIONS;
  return { sessions, directory };
}
