import { ROLE_GROUPS, type Simulator } from '../../simulator/index.js';
import type { Device } from '../../simulator/company-types.js';
import { addFleet } from '../../simulator/fleet.js';

/** So many more Windows PCs in the group "Antwerp People". Gives their ids. */
export function addDevices(
  { graph }: Pick<Simulator, 'graph'>,
  count: number,
  more?: (n: number) => Partial<Device>,
): readonly string[] {
  return addFleet(graph, { count, group: ROLE_GROUPS.antwerp, ...(more ? { more } : {}) });
}
