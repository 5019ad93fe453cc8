import { ConnectorFailure } from '../desk/failures.js';
import { MINUTE, SECOND, type Millis, type PersonId } from '../desk/ids.js';
import type { Installation, Reach } from '../desk/ports.js';
import { backOff } from './back-off.js';
import { again, DONE, type Parts, type Verdict } from './parts.js';

/** About two minutes: the clock of the question for consent is running. */
const MOST_TRIES = 6;
/** Teams takes a moment until a chat with a fresh installation can be made. */
const OPENS_WITHIN: Millis = 2 * MINUTE;

/**
 * Has the app installed for somebody who must be asked and has no chat with us. Then, whatever came of it, their cards
 * are looked at again: they are sent, or those who wait are told. Doing it twice does no harm.
 */
export async function installFor(parts: Parts, person: PersonId, tries: number): Promise<Verdict> {
  const { installer, reaches, cardPlaces, log } = parts;
  if (installer === undefined) return DONE;
  // Before the call: Teams may tell us of the installation before Graph answers.
  await reaches.set(person, { kind: 'installing' });
  try {
    const came = await installer.install(person);
    log.info(
      { installation: came.kind, ...('why' in came ? { why: came.why } : {}) },
      'app install',
    );
    await reaches.set(person, await reachAfter(parts, came));
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    const { system, status, code, retryAfter } = error.details;
    log.warn({ system, status, code, tries }, 'the app could not be installed');
    if (tries < MOST_TRIES) return again(retryAfter ?? backOff(tries, 2 * SECOND, MINUTE));
    await reaches.set(person, { kind: 'failed', why: 'gave-up' });
  }
  await cardPlaces.reached(person);
  return DONE;
}

async function reachAfter({ requests }: Parts, came: Installation): Promise<Reach> {
  if (came.kind === 'refused') {
    const { why, app } = came;
    return { kind: 'failed', why, ...(app === undefined ? {} : { app }) };
  }
  const { app } = came;
  return { kind: 'installed', app, until: (await requests.now()) + OPENS_WITHIN };
}
