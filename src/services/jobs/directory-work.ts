import { agendaMember } from '../desk/agenda.js';
import { ConnectorFailure } from '../desk/failures.js';
import { MINUTE, SECOND, type Millis, type PersonId } from '../desk/ids.js';
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
  const own = (people: readonly PersonId[]) =>
    new Set(people.filter((person) => !strangers.has(person)));
  await parts.roles.replace({
    operators: own(operators),
    admins: own(admins),
    auditors: own(auditors),
    guests: strangers,
  });
  await learnNames(parts, [...own(operators), ...own(admins)]);
  return again(ROLES_EVERY);
}

/** Colleagues can be named and chosen before they ever wrote to us. A few at a time; the next round knows more. */
async function learnNames(
  { people, directory, defaultLocale }: Parts,
  ids: readonly PersonId[],
): Promise<void> {
  const known = await people.many(ids);
  const strangers = ids.filter((id) => !known.has(id)).slice(0, NAMES_AT_ONCE);
  for (const id of new Set(strangers)) {
    const [person] = await directory.find(id, 1);
    if (person?.enabled) await people.met({ id, name: person.name, locale: defaultLocale });
  }
}

async function membersOf(
  { directory }: Parts,
  groups: readonly string[],
): Promise<readonly PersonId[]> {
  return groups.length === 0 ? [] : directory.membersOf(groups);
}
