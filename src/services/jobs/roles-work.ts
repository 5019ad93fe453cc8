import { agendaMember } from '../desk/agenda.js';
import { ConnectorFailure } from '../desk/failures.js';
import { MINUTE, type Millis, type PersonId } from '../desk/ids.js';
import type { RoleSnapshot } from '../desk/people/person.js';
import { placeName, placesOf } from '../desk/places/card-address.js';
import { again, type Parts, type Verdict } from './parts.js';
import { readRoles } from './role-sources.js';

const ROLES_EVERY: Millis = 2 * MINUTE;
/** Names asked for in one round of the role groups. */
const NAMES_AT_ONCE = 20;

/**
 * Reads anew who has which role, whom and what the scopes hold, and who and what is protected. A guest of the tenant
 * has no role, whatever group they are in. Throws ConnectorFailure: then the old ones grow old.
 */
export async function refreshRoles(parts: Parts): Promise<Verdict> {
  const before = await parts.roles.current();
  const now = await readRoles(parts, before);
  await parts.roles.replace(now);
  const desk = atDesk(now);
  const learned = await learnNames(parts, [...desk]);
  if (learned || !before || changed(now, before)) await redrawOpenCards(parts);
  return again(ROLES_EVERY);
}

type Snapshot = Omit<RoleSnapshot, 'age'>;

function atDesk({ operators, admins, custom }: Snapshot): ReadonlySet<PersonId> {
  return new Set([operators, admins, ...custom.values()].flatMap((who) => [...who]));
}

/** What cards show: whom a request can be given to, and whom the link of a session is for. */
function changed(now: Snapshot, before: Snapshot): boolean {
  if (!isSame(atDesk(now), atDesk(before))) return true;
  const names = new Set([...now.scopes.keys(), ...before.scopes.keys()]);
  return [...names].some((name) => {
    const [one, other] = [now.scopes.get(name), before.scopes.get(name)];
    if (!one || !other) return true;
    return !isSame(one.people, other.people) || !isSame(one.devices, other.devices);
  });
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((item) => other.has(item));
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
