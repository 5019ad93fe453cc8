import { CAST, ROLE_GROUPS } from '../../simulator/index.js';
import { World, type WorldOptions } from '../support/world.js';
import { until } from './session-steps.js';

/** A world with three admins: Eva, Priya (en) and Marie (fr). */
export async function adminWorld(options: WorldOptions = {}): Promise<World> {
  const world = await World.start(options);
  await membersAre(world, 'admins', [CAST.eva, CAST.priya, CAST.marie]);
  return world;
}

/** A role group of the settings has these members from now on, and the bot knows. */
export async function membersAre(
  world: World,
  role: 'operators' | 'admins' | 'auditors',
  members: readonly string[],
): Promise<void> {
  world.simulator.graph.setMembers(ROLE_GROUPS[role], members);
  await rolesReadAnew(world);
  await until(async () => {
    const now = (await world.app.inside.store.roles.current())?.[role];
    return (
      now?.size === members.length && members.every((id) => [...now].some((own) => own === id))
    );
  });
}

/** The groups are read once more, whatever they say. */
export async function rolesReadAnew(world: World): Promise<void> {
  const { store } = world.app.inside;
  const before = (await store.roles.current())?.age ?? Infinity;
  await store.agenda.add('roles', 0);
  const from = Date.now();
  await until(async () => {
    const age = (await store.roles.current())?.age ?? Infinity;
    return age < before || age < Date.now() - from;
  });
}
