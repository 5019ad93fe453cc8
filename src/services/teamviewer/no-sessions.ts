import { ConnectorFailure } from '../desk/failures.js';
import type { RemoteSessions } from '../desk/ports.js';

/** Stands in where TeamViewer isn't configured: requests fail with a clear reason, nothing hangs. */
export const NO_SESSIONS: RemoteSessions = {
  find: () => notConfigured('find'),
  make: () => notConfigured('make'),
  look: () => notConfigured('look'),
  close: () => notConfigured('close'),
  report: () => notConfigured('report'),
};

function notConfigured(operation: string): Promise<never> {
  const code = 'not-configured';
  return Promise.reject(
    new ConnectorFailure({
      system: 'teamviewer',
      operation,
      retryable: false,
      applied: 'no',
      code,
    }),
  );
}
