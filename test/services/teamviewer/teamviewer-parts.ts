import { createHttp } from '../../../src/services/http/http.js';
import { createTeamViewerClient } from '../../../src/services/teamviewer/client.js';
import type { TeamViewerClient } from '../../../src/services/teamviewer/client.js';
import { createRemoteSessions } from '../../../src/services/teamviewer/remote-sessions.js';
import type { RemoteSessions } from '../../../src/services/desk/ports.js';
import { tinyServer } from '../http/tiny-server.js';
import type { Answering, TinyServer } from '../http/tiny-server.js';

export const CODE = 's06-301-144';

/** A session as TeamViewer gave it to others: apis.md D.4. */
export const SESSION = {
  code: CODE,
  state: 'Open',
  groupid: 'g132970333',
  description: 'REQ-12',
  end_customer: { name: 'Anna de Vries' },
  end_customer_link: 'https://get.teamviewer.com/s06301144',
  supporter_link: 'https://get.teamviewer.com/s06301144-rKIw9AcHRFIx',
  created_at: '2026-11-20T10:00:00Z',
  valid_until: '2026-11-21T10:00:00Z',
} as const;

export function customApi(op: string, app = 'deskside'): string {
  return JSON.stringify({ op, app });
}

export interface TinyTeamViewer extends TinyServer {
  readonly client: TeamViewerClient;
  readonly sessions: RemoteSessions;
}

export async function tinyTeamViewer(answer: Answering): Promise<TinyTeamViewer> {
  const server = await tinyServer(answer);
  const settings = { baseUrl: server.url, token: 'script-token' };
  const client = createTeamViewerClient(createHttp(), settings);
  const sessions = createRemoteSessions({ client, linkHosts: ['teamviewer.com'] });
  return { ...server, client, sessions };
}
