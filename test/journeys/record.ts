import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseRequestId, type RequestId } from '../../src/services/desk/ids.js';
import type { Request } from '../../src/services/desk/requests/request.js';
import type { World } from '../support/world.js';

/** The record of a request by its number, `REQ-12`. */
export async function recordOf(world: World, id: string): Promise<Request> {
  const request = await world.app.inside.store.requests.get(idOf(id));
  assert.ok(request, `${id} has a record`);
  return request;
}

/** Waits until a request's record is in a state. */
export async function stands(world: World, id: string, state: Request['state']): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await recordOf(world, id)).state === state) return;
    await sleep(20);
  }
  assert.equal((await recordOf(world, id)).state, state, id);
}

export function idOf(text: string): RequestId {
  const id = parseRequestId(text);
  assert.ok(id, `${text} is a number`);
  return id;
}
