import { ConnectorFailure } from '../desk/failures.js';
import type { Directory } from '../desk/ports.js';

/** Stands in where Graph isn't configured: every call says so, nothing is guessed. */
export const NO_DIRECTORY: Directory = {
  devicesOf: () => notConfigured('devices'),
  find: () => notConfigured('find'),
  groups: () => notConfigured('find group'),
  membersOf: () => notConfigured('members'),
  devicesIn: () => notConfigured('devices'),
  directoryRolesOf: () => notConfigured('directory roles'),
  teamOf: () => notConfigured('team'),
  guests: () => notConfigured('guests'),
};

function notConfigured(operation: string): Promise<never> {
  const code = 'not-configured';
  return Promise.reject(
    new ConnectorFailure({ system: 'graph', operation, retryable: false, applied: 'no', code }),
  );
}
