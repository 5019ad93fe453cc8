import { randomBytes } from 'node:crypto';
import { ROLE_GROUPS } from '../../simulator/index.js';
import { createKeys } from '../../src/services/store/keys.js';
import type { AuditEntry } from '../../src/services/desk/ports.js';
import { World, type WorldOptions } from '../support/world.js';
import { until } from './session-steps.js';

export const AUDIT_KEY = randomBytes(32);

/** A world whose trail is sealed, with auditors. */
export async function auditedWorld(
  auditors: readonly string[],
  options: WorldOptions = {},
): Promise<World> {
  const env = { AUDIT_KEY: AUDIT_KEY.toString('base64'), ...options.env };
  const world = await World.start({ ...options, env });
  await auditorsAre(world, auditors);
  return world;
}

/** The group of the auditors has these members from now on, and the bot knows. */
export async function auditorsAre(world: World, auditors: readonly string[]): Promise<void> {
  world.simulator.graph.setMembers(ROLE_GROUPS.auditors, auditors);
  await world.app.inside.store.agenda.add('roles', 0);
  await until(
    async () => (await world.app.inside.store.roles.current())?.auditors.size === auditors.length,
  );
}

/** Everything that was committed so far has its seal. */
export async function sealed(world: World): Promise<void> {
  await until(async () => (await world.app.inside.store.audit.unsealed()) === 0);
}

export async function trailOf(world: World): Promise<readonly AuditEntry[]> {
  const entries = await world.app.inside.store.audit.read(1, 10_000);
  return entries.map(({ entry }) => entry);
}

export function keysOf(world: World): ReturnType<typeof createKeys> {
  return createKeys(world.simulator.company.tenantId);
}
