import type { PersonId } from '../desk/ids.js';
import { agendaMember } from '../desk/agenda.js';
import type { Agenda, CardAddress, Forgetting, Kept, KeptId, RoleGrants } from '../desk/ports.js';
import { OPEN_STATES, type Request } from '../desk/requests/request.js';
import { pcOfPlace } from '../desk/tasks/reactions.js';
import type { Task } from '../desk/tasks/task.js';
import { requestField, taskField } from './record-fields.js';
import { readKept, readRequest, readTask, readWords } from './records.js';
import {
  changeCards,
  KEPT_IDS,
  removeRequest,
  requestCards,
  taskCards,
  type RemovingParts,
} from './removing.js';
import { readConversation } from './values.js';

interface ForgettingParts extends RemovingParts {
  readonly agenda: Pick<Agenda, 'add'>;
  readonly roleGrants: RoleGrants;
}

/** Still open: the person may have asked for help since it was agreed to. */
export class StillOpen extends Error {
  override readonly name = 'StillOpen';
}

/**
 * Their own requests go whole, as they would with age; of what they said elsewhere the words go and the fact stays.
 * Cards that are still drawn are drawn anew, without the name.
 */
export function createForgetting(parts: ForgettingParts): Forgetting {
  return {
    async forget(person) {
      await removeOwn(parts, person);
      await removeGrants(parts, person);
      await removePerson(parts, person);
      await removeTraces(parts, person, 'request');
      await removeTraces(parts, person, 'change');
      await removeTraces(parts, person, 'task');
      await redraw(parts, [{ of: 'queue' }]);
    },
  };
}

/** All or nothing: who still has something open keeps the rest as well until it is over. */
async function removeOwn(parts: ForgettingParts, person: PersonId): Promise<void> {
  const { redis, keys } = parts;
  const own: Request[] = [];
  for (const id of await redis.zrange(keys.requestsOf(person), 0, '-1')) {
    const json = await redis.hget(keys.record(requestField.parse(id)), 'j');
    if (json !== null) own.push(readRequest(json));
  }
  const open = own.find(({ state }) => OPEN_STATES.has(state));
  if (open) throw new StillOpen(`${open.id} is not over yet`);
  await nothingBegun(parts, person);
  for (const request of own)
    if (!(await removeRequest(parts, request))) throw new StillOpen(`${request.id} moved on`);
}

/** A restart, or a plan of some, that goes on in their name. */
async function nothingBegun({ redis, keys }: ForgettingParts, person: PersonId): Promise<void> {
  for (const id of await redis.zrange(keys.openTasks, 0, '-1')) {
    const json = await redis.hget(keys.record(taskField.parse(id)), 'j');
    if (json !== null && readTask(json).requester === person)
      throw new StillOpen(`${id} is not over yet`);
  }
}

async function removePerson({ redis, keys }: ForgettingParts, person: PersonId): Promise<void> {
  const chat = await redis.get(keys.personal(person));
  if (chat !== null) await redis.srem(keys.deadPlaces, readConversation(chat).id);
  const intake = { of: 'intake', person } as const;
  await redis.del(
    keys.person(person),
    keys.personal(person),
    keys.devices(person),
    keys.reach(person),
    keys.card(intake),
    keys.cardActivities(intake),
  );
}

/** In every request and change there is: nothing else knows who said what where. */
async function removeTraces(
  parts: ForgettingParts,
  person: PersonId,
  of: Kept['of'],
): Promise<void> {
  const { redis, keys } = parts;
  const [lowest, last] = await Promise.all([
    redis.get(keys.lowest(of)),
    redis.get(keys.number(of)),
  ]);
  for (let number = Number(lowest ?? '1'); number <= Number(last ?? '0'); number += 1) {
    const id = KEPT_IDS[of](number);
    const json = await redis.hget(keys.record(id), 'j');
    if (json === null) continue;
    const spoke = await blank(parts, id, person);
    if (!spoke && !json.includes(person)) continue;
    await redraw(parts, await cardsOf(parts, readKept(id, json), person));
  }
}

/** Only what lies somewhere: a card that never came to be isn't sent because of this. */
async function redraw(
  { redis, keys, agenda }: ForgettingParts,
  addresses: readonly CardAddress[],
): Promise<void> {
  for (const address of addresses)
    if ((await redis.exists(keys.card(address))) === 1)
      await agenda.add(agendaMember({ kind: 'card', address }), 0);
}

/** A card in their own chat: that chat is forgotten, and isn't made again for it. */
function isTheirs(task: Task, address: CardAddress, person: PersonId): boolean {
  if (address.of !== 'task') return false;
  if (address.place === 'chat') return task.requester === person;
  return task.items[(pcOfPlace(address.place) ?? 0) - 1]?.owner === person;
}

async function cardsOf(
  parts: ForgettingParts,
  kept: Kept,
  person: PersonId,
): Promise<CardAddress[]> {
  switch (kept.of) {
    case 'request':
      return requestCards(kept.record);
    case 'change':
      return changeCards(parts, kept.record.id);
    case 'task':
      return taskCards(kept.record).filter((address) => !isTheirs(kept.record, address, person));
  }
}

/** Their words become none; who said them, and when, stays in the log of events. True when there are any of theirs. */
async function blank(
  { redis, keys }: ForgettingParts,
  id: KeptId,
  person: PersonId,
): Promise<boolean> {
  const words = Object.entries(await redis.hgetall(keys.words(id)));
  const own = words.filter(([, json]) => readWords(json).by === person);
  for (const [ref] of own)
    await redis.hset(keys.words(id), ref, JSON.stringify({ by: person, text: '' }));
  return own.length > 0;
}

async function removeGrants({ roleGrants }: ForgettingParts, person: PersonId): Promise<void> {
  for (const { role, to } of await roleGrants.list())
    if (to.kind === 'person' && to.id === person) await roleGrants.remove(role, to);
}
