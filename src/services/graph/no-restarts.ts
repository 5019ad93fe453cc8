import { ConnectorFailure } from '../desk/failures.js';
import type { PcFinder, RemoteRestarts } from '../desk/ports.js';

/** Stands in where Graph isn't configured: says so on each call. */
export const NO_RESTARTS: RemoteRestarts = {
  restart: () => notConfigured('restart'),
  look: () => notConfigured('restart results'),
};

export const NO_FINDER: PcFinder = {
  named: () => notConfigured('find devices'),
  known: () => notConfigured('devices'),
  ofPerson: () => notConfigured('devices'),
  people: () => notConfigured('find'),
  ofGroup: () => notConfigured('find group'),
};

function notConfigured(operation: string): Promise<never> {
  const code = 'not-configured';
  return Promise.reject(
    new ConnectorFailure({ system: 'graph', operation, retryable: false, applied: 'no', code }),
  );
}
