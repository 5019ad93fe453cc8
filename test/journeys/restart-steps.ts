import { setTimeout as sleep } from 'node:timers/promises';
import type { Device } from '../../simulator/company-types.js';
import { parseTaskId, type TaskId } from '../../src/services/desk/ids.js';
import type { Task } from '../../src/services/desk/tasks/task.js';
import type { WorldOptions } from '../support/world.js';
import type { World } from '../support/world.js';
import { adminWorld } from './admins.js';
import { addDevices } from './many-pcs.js';
import { until } from './session-steps.js';

/** Looked at often, and held for a moment only, so that tests needn't wait. */
const QUICK = { watchEvery: '1s', hold: '2s' };

export function restartWorld(restart: object = {}, options: WorldOptions = {}): Promise<World> {
  return adminWorld({
    ...options,
    policy: { restart: { ...QUICK, ...restart }, ...options.policy },
  });
}

export function taskId(text: string): TaskId {
  const id = parseTaskId(text);
  if (!id) throw new Error(`${text} is no task`);
  return id;
}

export async function taskOf(world: World, id: string): Promise<Task> {
  const task = await world.app.inside.store.tasks.get(taskId(id));
  if (!task) throw new Error(`${id} is not there`);
  return task;
}

/** Waits until the record says so. */
export async function taskIs(
  world: World,
  id: string,
  wanted: (task: Task) => boolean,
): Promise<Task> {
  await until(async () => {
    const task = await world.app.inside.store.tasks.get(taskId(id));
    return task !== undefined && wanted(task);
  });
  return taskOf(world, id);
}

export function states(task: Task): string {
  return task.items.map(({ state }) => state).join(' ');
}

/** How often Intune really told a PC to restart. */
export function told(world: World, name: string): number {
  const device = world.simulator.company.devices.find(({ deviceName }) => deviceName === name);
  return device ? (world.simulator.graph.reboots.told.get(device.id) ?? 0) : 0;
}

export function deviceNamed(world: World, name: string): string {
  const device = world.simulator.company.devices.find(({ deviceName }) => deviceName === name);
  if (!device) throw new Error(`no ${name}`);
  return device.id;
}

/** So many more Windows PCs in the group "Antwerp People". */
export function addPcs(
  world: World,
  count: number,
  more?: (n: number) => Partial<Device>,
): readonly string[] {
  return addDevices(world.simulator, count, more);
}

/** Time goes by in steps, until the last PC is over. */
export async function untilFinished(world: World, id: string): Promise<void> {
  for (let steps = 0; (await taskOf(world, id)).state === 'running'; steps += 1) {
    if (steps > 100) throw new Error(`${id} never ends: ${states(await taskOf(world, id))}`);
    await world.pass(15_000);
    await sleep(250);
  }
}
