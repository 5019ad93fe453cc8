import { agendaMember } from '../desk/agenda.js';
import { alertKey, alertsOf, isOvertaken, type AlertLetter } from '../desk/alerts.js';
import { MINUTE, SECOND, type Millis } from '../desk/ids.js';
import type { Synced } from '../desk/ports.js';
import { again, type Parts, type Verdict } from './parts.js';

const EVERY: Millis = 10 * MINUTE;
/** For each test; they run side by side. */
const PATIENCE: Millis = 5 * SECOND;

/** Looks at the systems and secrets that are watched, and has told what became of them. */
export async function checkUp(parts: Parts): Promise<Verdict> {
  const { alerts, selfTests, log } = parts;
  const findings = await selfTests.run('watched', PATIENCE);
  const { remembered, tag } = await alerts.remembered();
  const next = alertsOf(findings, remembered);
  for (const alert of next.raised) log.warn({ alert: alertKey(alert) }, 'checkup: an alert');
  // Another process looked at the same time: its round counts.
  await alerts.remember(next.remembered, next.raised, tag);
  // All that wait, not just the new ones: a process may have ended between keeping them and this.
  await post(parts, await alerts.waiting());
  return again(EVERY);
}

/**
 * Sends one alert. The channel is closed to us, or there is none: the admins get it in their own chats. At least
 * once: after a lost answer it is sent again.
 */
export async function sendAlert(parts: Parts, letter: AlertLetter): Promise<Synced> {
  const { alerts, cardPlaces, roles } = parts;
  const [alert, { remembered }] = await Promise.all([alerts.get(letter), alerts.remembered()]);
  if (!alert) return { kind: 'synced' };
  if (isOvertaken(alert, remembered)) {
    await alerts.sent(letter);
    return { kind: 'synced' };
  }
  const result = await cardPlaces.alert(alert, letter.person);
  if (result.kind === 'wait') return result;
  if (result.kind === 'dead' && letter.person === undefined) {
    const admins = [...((await roles.current())?.admins ?? [])];
    if (admins.length === 0) return { kind: 'wait', after: EVERY, failure: 'nobody to tell' };
    await post(parts, await alerts.readdress(letter, admins));
    return { kind: 'synced' };
  }
  await alerts.sent(letter);
  return result;
}

async function post({ agenda }: Parts, letters: readonly AlertLetter[]): Promise<void> {
  for (const letter of letters) await agenda.add(agendaMember({ kind: 'alert', letter }), 0);
}
