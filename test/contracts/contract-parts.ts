import { loadConfig } from '../../src/config.js';
import type { Config } from '../../src/config.js';
import type { Directory, RemoteSessions } from '../../src/services/desk/ports.js';
import { createGraphClient, type GraphClient } from '../../src/services/graph/client.js';
import { createDirectory } from '../../src/services/graph/directory.js';
import { createTokens } from '../../src/services/graph/token.js';
import { createHttp } from '../../src/services/http/http.js';
import { createLog } from '../../src/services/telemetry/log.js';
import { createTeamViewerClient } from '../../src/services/teamviewer/client.js';
import { createRemoteSessions } from '../../src/services/teamviewer/remote-sessions.js';
import { startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';

export interface Contract {
  readonly simulator: Simulator;
  readonly config: Config;
}

/** A simulator, and what a bot makes of the environment that it prints. */
export async function startContract(): Promise<Contract> {
  const simulator = await startSimulator();
  return { simulator, config: loadConfig(simulator.environment()) };
}

export function directoryOf(config: Config, now: () => number = Date.now): Directory {
  return createDirectory(graphOf(config, now));
}

export function graphOf({ graph }: Config, now: () => number = Date.now): GraphClient {
  if (graph === undefined) throw new Error('the simulator gives no Graph');
  const log = createLog({ level: 'silent' });
  const http = createHttp({ log });
  const tokens = createTokens(http, { ...graph, resource: graph.baseUrl }, now);
  return createGraphClient({ baseUrl: graph.baseUrl, http, tokens, log });
}

export function remoteSessionsOf({ teamViewer }: Config, token?: string): RemoteSessions {
  if (teamViewer === undefined) throw new Error('the simulator gives no TeamViewer');
  const settings = { ...teamViewer, ...(token === undefined ? {} : { token }) };
  const client = createTeamViewerClient(createHttp(), settings);
  return createRemoteSessions({ client, linkHosts: teamViewer.linkHosts });
}
