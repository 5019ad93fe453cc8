import { agendaMember } from '../desk/agenda.js';
import { placeName, placesOf } from '../desk/places/card-address.js';
import { ConnectorFailure } from '../desk/failures.js';
import { MINUTE, SECOND, type Millis, type PersonId } from '../desk/ids.js';
import type { RoleSnapshot } from '../desk/people/person.js';
import { backOff } from './back-off.js';
import { again, DONE, type Parts, type Verdict } from './parts.js';

const ROLES_EVERY: Millis = 2 * MINUTE;
const DEVICES_PAUSE: Millis = 10 * MINUTE;
/** Names asked for in one round of the role groups. */
const NAMES_AT_ONCE = 20;
/** Nobody is still looking at the form after this many tries (about an hour). */
const DEVICES_TRIES = 14;

/** Asks for a person's PCs and says so on their intake card, also when it didn't work. */
export async function lookUpDevices(
  parts: Parts,
  person: PersonId,
  tries: number,
): Promise<Verdict> {
  try {
    const devices = await parts.directory.devicesOf(person);
    await parts.deviceLists.set(person, { kind: 'known', devices, at: await parts.requests.now() });
    await redraw(parts, person);
    return DONE;
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    const after = error.details.retryAfter ?? backOff(tries, 2 * SECOND, DEVICES_PAUSE);
    const retryAt = (await parts.requests.now()) + after;
    await parts.deviceLists.set(person, { kind: 'failed', retryAt });
    await redraw(parts, person);
    const { system, status, code } = error.details;
    parts.log.warn({ system, status, code, tries }, 'devices could not be looked up');
    return tries < DEVICES_TRIES ? again(after) : DONE;
  }
}

function redraw(parts: Parts, person: PersonId): Promise<void> {
  return parts.agenda.add(agendaMember({ kind: 'card', address: { of: 'intake', person } }), 0);
}

/** Reads the role groups anew. A guest of the tenant has no role, whatever group they are in. Throws ConnectorFailure. */
export async function refreshRoles(parts: Parts): Promise<Verdict> {
  const { directory, roleGroups } = parts;
  const [operators, admins, auditors, guests] = await Promise.all([
    membersOf(parts, roleGroups.operators),
    membersOf(parts, roleGroups.admins),
    membersOf(parts, roleGroups.auditors),
    directory.guests(),
  ]);
  const strangers = new Set(guests);
  const before = await parts.roles.current();
  const own = (people: readonly PersonId[]) =>
    new Set(people.filter((person) => !strangers.has(person)));
  await parts.roles.replace({
    operators: own(operators),
    admins: own(admins),
    auditors: own(auditors),
    guests: strangers,
  });
  const helpers = new Set([...own(operators), ...own(admins)]);
  const learned = await learnNames(parts, [...helpers]);
  if (learned || !isSame(helpers, before)) await redrawOpenCards(parts);
  return again(ROLES_EVERY);
}

/** Colleagues can be named and chosen before they ever wrote to us. A few at a time; the next round knows more. */
async function learnNames(
  { people, directory, defaultLocale }: Parts,
  ids: readonly PersonId[],
): Promise<boolean> {
  const known = await people.many(ids);
  const strangers = ids.filter((id) => !known.has(id)).slice(0, NAMES_AT_ONCE);
  let learned = false;
  try {
    for (const id of strangers) {
      const [person] = await directory.find(id, 1);
      if (!person?.enabled) continue;
      await people.met({ id, name: person.name, locale: defaultLocale });
      learned = true;
    }
  } catch (error) {
    // Names can wait for the next round; the roles are what mattered.
    if (!(error instanceof ConnectorFailure)) throw error;
  }
  return learned;
}

function isSame(helpers: ReadonlySet<PersonId>, before: RoleSnapshot | undefined): boolean {
  const old = new Set([...(before?.operators ?? []), ...(before?.admins ?? [])]);
  return old.size === helpers.size && [...helpers].every((id) => old.has(id));
}

/** The channel's cards name everybody whom a request can be given to; a helper's card holds a link while they may. */
async function redrawOpenCards({ requests, agenda }: Parts): Promise<void> {
  for (const request of await requests.open()) {
    for (const place of placesOf(request)) {
      if (place.kind !== 'channel' && place.kind !== 'session') continue;
      const address = { of: 'request', id: request.id, place: placeName(place) } as const;
      await agenda.add(agendaMember({ kind: 'card', address }), 0);
    }
  }
}

async function membersOf(
  { directory }: Parts,
  groups: readonly string[],
): Promise<readonly PersonId[]> {
  return groups.length === 0 ? [] : directory.membersOf(groups);
}
