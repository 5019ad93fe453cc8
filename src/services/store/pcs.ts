import { z } from 'zod';
import type { DeviceId, PersonId, RequestId } from '../desk/ids.js';
import type { Commit, PcFacts, PcFactsAsked } from '../desk/ports.js';
import type { PcHold } from '../desk/task-ports.js';
import { createPeople } from './people.js';
import { createPlaces, type PlacesParts } from './places.js';
import { countField, millisField, taskField } from './record-fields.js';
import { parsed } from './record-parsing.js';
import { requestsByIds } from './requests.js';
import { createWindows } from './windows.js';

const holdRecord = z.strictObject({
  task: taskField,
  n: countField,
  at: millisField,
  held: z.boolean(),
}) satisfies z.ZodType<PcHold>;

/** Always in this order: the script compares it with what lies there, letter by letter. */
function writeHold({ task, n, at, held }: PcHold): string {
  return JSON.stringify({ task, n, at, held });
}

/** Triples of PC, what it must be, what it becomes; in the order that lua/commit.lua declares. */
export function pcArguments(pcs: NonNullable<Commit['change']>['pcs']): (string | number)[] {
  const takes = [...(pcs?.take ?? [])].map(([device, { was, is }]) => [
    device,
    was === undefined ? '' : writeHold(was),
    writeHold(is),
  ]);
  const releases = [...(pcs?.release ?? [])].map(([device, hold]) => [
    device,
    '*',
    writeHold(hold),
  ]);
  const all = [...takes, ...releases];
  return [all.length, ...all.flat()];
}

async function readHolds(
  { redis, keys }: PlacesParts,
  devices: readonly DeviceId[],
): Promise<ReadonlyMap<DeviceId, PcHold>> {
  if (devices.length === 0) return new Map();
  const found = await redis.hmget(keys.pcs, ...devices);
  const holds = devices.map((device, at) => [device, found[at]] as const);
  return new Map(
    holds.flatMap(([device, json]) =>
      json ? [[device, parsed('pc', holdRecord, json)] as const] : [],
    ),
  );
}

export function createPcFacts(parts: PlacesParts): (asked: PcFactsAsked) => Promise<PcFacts> {
  const readUsers = usersReader(parts);
  const planned = createWindows(parts);
  return async ({ devices, users, sessions }) => {
    const [pcs, known, busy, windows] = await Promise.all([
      readHolds(parts, devices),
      readUsers(users),
      sessions ? readSessions(parts) : new Map<DeviceId, RequestId>(),
      planned.list(),
    ]);
    return { pcs, users: known, sessions: busy, windows };
  };
}

/** PCs that somebody is being helped on right now. */
async function readSessions({ redis, keys }: PlacesParts): Promise<PcFacts['sessions']> {
  const counts = await redis.hmget(keys.counts, 'connecting', 'active');
  if (counts.every((count) => Number(count ?? '0') === 0)) return new Map();
  const open = await requestsByIds(redis, keys, await redis.zrange(keys.open, 0, '-1'));
  return new Map(
    open.flatMap(({ id, state, device }) =>
      (state === 'connecting' || state === 'active') && device.kind === 'managed'
        ? [[device.id, id] as const]
        : [],
    ),
  );
}

function usersReader(parts: PlacesParts): (ids: readonly PersonId[]) => Promise<PcFacts['users']> {
  const people = createPeople(parts);
  const places = createPlaces(parts);
  const read = async (id: PersonId) => {
    const [person, chat] = await Promise.all([people.get(id), places.personal(id)]);
    const zone = person?.timeZone;
    // A chat that isn't known yet is made when there is something to say; then it turns out.
    const reachable = chat?.dead !== true;
    return [id, { reachable, ...(zone === undefined ? {} : { zone }) }] as const;
  };
  return async (ids) => new Map(await Promise.all(ids.map(read)));
}
