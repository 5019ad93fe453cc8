import type { Device } from './company-types.js';
import type { Graph } from './graph/graph.js';

export interface FleetWish {
  readonly count: number;
  /** Whose members they become. */
  readonly group: string;
  /** What differs from one to the next, from 1. */
  readonly more?: (n: number) => Partial<Device>;
}

/** So many more Windows PCs, `PC-1001` and on, nobody's unless said. Gives their ids. */
export function addFleet(graph: Graph, { count, group, more }: FleetWish): readonly string[] {
  const ids = Array.from({ length: count }, (_, at) => {
    const n = String(at + 1).padStart(4, '0');
    const id = `dd00${n}-0000-4000-8000-00000000${n}`;
    graph.addDevice({
      id,
      deviceName: `PC-${1_000 + at + 1}`,
      userId: null,
      operatingSystem: 'Windows',
      osVersion: '10.0.26100.2314',
      model: 'OptiPlex 7010',
      manufacturer: 'Dell Inc.',
      serialNumber: `S${n}`,
      complianceState: 'compliant',
      managementAgent: 'mdm',
      deviceEnrollmentType: 'windowsAzureADJoin',
      lastSyncHoursAgo: 1,
      azureADDeviceId: `da00${n}-0000-4000-8000-00000000${n}`,
      ...more?.(at + 1),
    });
    return id;
  });
  graph.setDeviceMembers(group, ids);
  return ids;
}
