import { z } from 'zod';
import { ConnectorFailure } from '../desk/failures.js';
import {
  expiryFinding,
  finding,
  type Finding,
  type FindingCode,
  type SelfTest,
} from '../desk/self-test.js';
import type { Http } from '../http/http.js';
import { createTeamViewerClient, type TeamViewerSettings } from './client.js';

/** Milliseconds for one call of a self-test. */
const PATIENCE = 4_000;
const NAMES = { variable: 'TEAMVIEWER_TOKEN', setting: 'TEAMVIEWER_TOKEN_EXPIRES' } as const;

const ping = z.object({ token_valid: z.boolean() });

export interface TeamViewerTestParts {
  readonly http: Http;
  readonly settings: TeamViewerSettings;
  /** A script token may live for ever: then it isn't set. */
  readonly end?: number | undefined;
  readonly now: () => number;
}

/**
 * TeamViewer says whether it takes the token, in the answer to `ping`. Whether it may make sessions can't be seen
 * without making one.
 */
export function createTeamViewerTests(parts: TeamViewerTestParts): readonly SelfTest[] {
  return [
    { check: 'teamviewer', watched: true, run: async () => [await tryToken(parts)] },
    { check: 'teamviewer-token', watched: true, run: async () => [endOf(parts)] },
  ];
}

/** Without TeamViewer people ask and are answered, but nobody can be helped remotely. */
export function teamViewerMissing(): SelfTest {
  return {
    check: 'teamviewer',
    watched: false,
    run: async () => [finding('teamviewer', 'teamviewer.none', NAMES)],
  };
}

async function tryToken({ http, settings }: TeamViewerTestParts): Promise<Finding> {
  const client = createTeamViewerClient((call) => http({ ...call, timeout: PATIENCE }), settings);
  const host = new URL(settings.baseUrl).host;
  const told = (code: FindingCode, detail = '') =>
    finding('teamviewer', code, { ...NAMES, host, code: detail });
  try {
    const { token_valid: valid } = await client.read('self-test', '/ping', ping);
    return told(valid ? 'teamviewer.fine' : 'teamviewer.refused');
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    const { status, code = '' } = error.details;
    const refused = status === 401 || status === 403;
    return told(
      refused ? 'teamviewer.refused' : 'teamviewer.no-answer',
      code || String(status ?? ''),
    );
  }
}

function endOf({ end, now }: TeamViewerTestParts): Finding {
  return end === undefined
    ? finding('teamviewer-token', 'expiry.never', NAMES)
    : expiryFinding('teamviewer-token', end, now(), NAMES);
}
