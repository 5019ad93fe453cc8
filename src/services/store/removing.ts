import { z } from 'zod';
import type { Change } from '../desk/changes/change.js';
import { changeId, requestId, taskId, type ChangeId } from '../desk/ids.js';
import { pcPlace } from '../desk/tasks/reactions.js';
import { placeName, placesOf } from '../desk/places/card-address.js';
import type { CardAddress, Kept, KeptId } from '../desk/ports.js';
import type { Request } from '../desk/requests/request.js';
import type { Task } from '../desk/tasks/task.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis.js';
import type { RunScript } from './scripts.js';

export interface RemovingParts {
  readonly redis: RedisClient;
  readonly run: RunScript;
  readonly keys: Keys;
}

const removedReply = z.union([z.literal(0), z.literal(1)]);

/** Of a number of each kind. */
export const KEPT_IDS: Readonly<Record<Kept['of'], (number: number) => KeptId>> = {
  request: requestId,
  change: changeId,
  task: taskId,
};

export function removeKept(parts: RemovingParts, kept: Kept): Promise<boolean> {
  switch (kept.of) {
    case 'request':
      return removeRequest(parts, kept.record);
    case 'change':
      return removeChange(parts, kept.record);
    case 'task':
      return removeTask(parts, kept.record);
  }
}

/** The record with its events, words, links and cards' places. False when it moved on meanwhile. */
export async function removeRequest(parts: RemovingParts, request: Request): Promise<boolean> {
  const { run, keys } = parts;
  const { id, version, state, requester } = request;
  const names = [
    keys.record(id),
    keys.counts,
    keys.requestsOf(requester),
    keys.openOf(requester),
    keys.open,
    keys.events(id),
    keys.words(id),
    ...request.sessions.map(({ code }) => keys.links(id, code)),
    ...(await cardKeys(parts, requestCards(request))),
  ];
  return removedReply.parse(await run('hdRemove', names, version, state, id)) === 1;
}

async function removeChange(parts: RemovingParts, change: Change): Promise<boolean> {
  const { run, keys } = parts;
  const { id, version, state, requester } = change;
  const addresses = await changeCards(parts, id);
  const names = [
    keys.record(id),
    keys.changeCounts,
    keys.changesOf(requester),
    keys.openChangesOf(requester),
    keys.openChanges,
    keys.events(id),
    keys.words(id),
    keys.changePlaces(id),
    ...(await cardKeys(parts, addresses)),
  ];
  return removedReply.parse(await run('hdRemove', names, version, state, id)) === 1;
}

async function removeTask(parts: RemovingParts, task: Task): Promise<boolean> {
  const { run, keys } = parts;
  const { id, version, state, requester } = task;
  const names = [
    keys.record(id),
    keys.taskCounts,
    keys.tasksOf(requester),
    keys.openTasksOf(requester),
    keys.openTasks,
    keys.events(id),
    keys.words(id),
    ...(await cardKeys(parts, taskCards(task))),
  ];
  return removedReply.parse(await run('hdRemove', names, version, state, id)) === 1;
}

/** In the channel, in the asker's chat, and in the chats of those whose PCs they are. */
export function taskCards({ id, items }: Pick<Task, 'id' | 'items'>): CardAddress[] {
  const users = items.filter(({ told }) => told).map(({ n }) => pcPlace(n));
  return ['channel', 'chat', ...users].map((place) => ({ of: 'task', id, place }));
}

export function requestCards(request: Request): CardAddress[] {
  const { id } = request;
  return placesOf(request).map((place) => ({ of: 'request', id, place: placeName(place) }));
}

/** In the channel, or in the chats of those who may agree. */
export async function changeCards(
  { redis, keys }: Pick<RemovingParts, 'redis' | 'keys'>,
  id: ChangeId,
): Promise<CardAddress[]> {
  const places = new Set(['channel', ...(await redis.smembers(keys.changePlaces(id)))]);
  return [...places].map((place) => ({ of: 'change', id, place }));
}

/** Where the cards lay, and the threads they were the roots of. What Teams shows stays there. */
async function cardKeys(
  { redis, keys }: RemovingParts,
  addresses: readonly CardAddress[],
): Promise<string[]> {
  const all = await Promise.all(
    addresses.map(async (address) => {
      const root = await redis.hget(keys.card(address), 'root');
      const own = [keys.card(address), keys.cardActivities(address)];
      return root === null ? own : [...own, keys.thread(root)];
    }),
  );
  return all.flat();
}
