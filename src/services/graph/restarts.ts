import { ConnectorFailure } from '../desk/failures.js';
import { SECOND, type DeviceId, type Millis } from '../desk/ids.js';
import type { RemoteRestarts, RestartSight } from '../desk/ports.js';
import { readBatch } from './batch.js';
import type { GraphClient } from './client.js';
import { actionResults } from './wire.js';

/** Intune lets one app write 200 times in 20 s for a tenant (apis.md A.0); some are left for others. */
const WRITES = 180;
const WINDOW: Millis = 20 * SECOND;
const ACTION = 'rebootnow';

/**
 * Restarts through Intune, with the application permission DeviceManagementManagedDevices.PrivilegedOperations.All; its
 * results are read with DeviceManagementManagedDevices.Read.All. `now`: plain milliseconds, for the budget alone.
 */
export function createIntuneRestarts(client: GraphClient, now: () => number): RemoteRestarts {
  const budget = new WriteBudget(now);
  return {
    async restart(device) {
      budget.take();
      const path = `/v1.0/deviceManagement/managedDevices/${encodeURIComponent(device)}/rebootNow`;
      await client.post({ operation: 'restart', path });
    },
    look: (devices) => look(client, devices),
  };
}

async function look(
  client: GraphClient,
  devices: readonly DeviceId[],
): Promise<ReadonlyMap<DeviceId, RestartSight>> {
  // Filled only in a GET by id that names it.
  const paths = devices.map(
    (device) =>
      `/deviceManagement/managedDevices/${encodeURIComponent(device)}?$select=id,deviceActionResults`,
  );
  const found = await readBatch(client, {
    operation: 'restart results',
    paths,
    schema: actionResults,
  });
  return new Map(
    devices.flatMap((device, at) => {
      const row = found[at];
      return row ? [[device, sightOf(row.deviceActionResults)] as const] : [];
    }),
  );
}

type Result = { actionName: string; actionState: string; startDateTime?: string | undefined };

/** One entry for each action's name is what was seen; should there be several, the latest counts. */
function sightOf(results: readonly Result[]): RestartSight {
  const restarts = results
    .filter(({ actionName }) => actionName.toLowerCase() === ACTION)
    .map((result) => ({
      state: stateOf(result.actionState),
      at: Date.parse(result.startDateTime ?? ''),
    }))
    .sort((left, right) => (right.at || 0) - (left.at || 0));
  const [latest] = restarts;
  if (!latest) return { state: 'none' };
  // Never is `0001-01-01T00:00:00Z`.
  return latest.at > 0 ? { state: latest.state, startedAt: latest.at } : { state: latest.state };
}

const STATES: Readonly<Record<string, RestartSight['state']>> = {
  pending: 'pending',
  active: 'active',
  done: 'done',
  failed: 'failed',
  notsupported: 'not-supported',
  canceled: 'cancelled',
  none: 'none',
};

/** A state that this version doesn't know proves nothing. */
function stateOf(word: string): RestartSight['state'] {
  return STATES[word.toLowerCase()] ?? 'none';
}

/** A sliding window in this process. Other replicas and apps have their part; what goes over it answers 429. */
class WriteBudget {
  private sent: number[] = [];

  constructor(private readonly now: () => number) {}

  /** @throws ConnectorFailure, surely not applied, with the time to wait. */
  take(): void {
    const now = this.now();
    this.sent = this.sent.filter((at) => now - at < WINDOW);
    const [first] = this.sent;
    if (this.sent.length >= WRITES && first !== undefined) {
      throw new ConnectorFailure({
        system: 'graph',
        operation: 'restart',
        retryable: true,
        applied: 'no',
        code: 'own-budget',
        retryAfter: first + WINDOW - now,
      });
    }
    this.sent.push(now);
  }
}
