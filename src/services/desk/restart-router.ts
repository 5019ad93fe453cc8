import { ConnectorFailure } from './failures.js';
import type { DeviceSource, RemoteRestarts, RestartSight } from './restart-ports.js';
import type { DeviceId } from './ids.js';

/** A PC, and which source manages it. */
export interface Routed {
  readonly device: DeviceId;
  readonly source: DeviceSource;
}

/** Picks the adapter of a PC's source; knows none by name. */
export interface RestartRouter {
  restart(pc: Routed): Promise<void>;
  look(pcs: readonly Routed[]): Promise<ReadonlyMap<DeviceId, RestartSight>>;
}

export function createRestartRouter(
  sources: ReadonlyMap<DeviceSource, RemoteRestarts>,
): RestartRouter {
  const adapterOf = (source: DeviceSource): RemoteRestarts => {
    const adapter = sources.get(source);
    if (adapter) return adapter;
    throw new ConnectorFailure({
      system: 'graph',
      operation: 'restart',
      retryable: false,
      applied: 'no',
      code: 'no-such-source',
    });
  };
  return {
    restart: async ({ device, source }) => adapterOf(source).restart(device),
    async look(pcs) {
      const names = [...new Set(pcs.map(({ source }) => source))];
      const looks = names.map(async (name) => {
        const own = pcs.filter(({ source }) => source === name).map(({ device }) => device);
        return adapterOf(name).look(own);
      });
      const found = await Promise.all(looks);
      return new Map(found.flatMap((sights) => [...sights]));
    },
  };
}
