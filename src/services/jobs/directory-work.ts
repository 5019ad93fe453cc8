import { agendaMember } from '../desk/agenda.js';
import { ConnectorFailure } from '../desk/failures.js';
import { MINUTE, SECOND, type Millis, type PersonId } from '../desk/ids.js';
import { backOff } from './back-off.js';
import { again, DONE, type Parts, type Verdict } from './parts.js';

const DEVICES_PAUSE: Millis = 10 * MINUTE;
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
