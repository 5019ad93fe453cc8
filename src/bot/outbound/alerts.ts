import { dayIn, fixFor } from '../../cards/doctor-words.js';
import type { Notice } from '../../cards/said.js';
import type { Alert } from '../../services/desk/alerts.js';
import type { PersonId } from '../../services/desk/ids.js';
import type { Locale } from '../../services/desk/people/person.js';
import type { Synced } from '../../services/desk/ports.js';
import type { FindingCode, FindingParams } from '../../services/desk/self-test.js';
import type { Translate } from '../../services/i18n/translator.js';
import type { Audience } from './audience.js';
import { asSynced, deliver } from './deliver.js';
import { readerFor, summaryOf } from './draw.js';
import type { AlertWords, OutboundParts } from './parts.js';
import { whereaboutsOf } from './whereabouts.js';

/**
 * Tells the help desk's channel, or one person, what is wrong, what works all the same and what to do. Where there is
 * no channel to tell, it is `dead`.
 */
export async function sendAlert(
  parts: OutboundParts,
  alert: Alert,
  person: PersonId | undefined,
): Promise<Synced> {
  const channel = await parts.places.helpDesk();
  // A person whose chat isn't known yet is found by way of the channel.
  const known = person === undefined ? channel : (channel ?? (await parts.places.personal(person)));
  if (!known) return { kind: 'dead' };
  const audience: Audience =
    person === undefined ? { kind: 'channel' } : { kind: 'person', id: person };
  const where = await whereaboutsOf(parts, audience);
  if (where.kind !== 'there') return where;
  const reader = await readerFor(parts, audience);
  const card = parts.cards.notice(parts.alertWords(reader.locale, alert), reader);
  const { conversation } = where;
  const sent = await deliver(parts, conversation.id, 'post', () =>
    parts.connector.send(conversation, { card, summary: summaryOf(card) }),
  );
  return asSynced(sent);
}

export function createAlertWords(t: Translate): AlertWords {
  return (locale, alert) => {
    const button = { title: t(locale, 'doctor:again'), verb: 'doctor', data: {} } as const;
    switch (alert.kind) {
      case 'works':
        return { sentence: t(locale, `doctor:alert.works.${alert.connector}`) };
      case 'broken': {
        const sentence = t(locale, `doctor:alert.broken.${alert.connector}`);
        return { sentence, ...nextFor(t, locale, alert), button };
      }
      case 'expiring': {
        const { variable, setting, date, days } = alert;
        const over = days <= 0;
        const params = { variable, setting, days };
        const key = over ? 'doctor:alert.expired' : 'doctor:alert.expiring';
        const sentence = t(locale, key, { ...params, date: dayIn(locale, date) });
        const code = over ? 'expiry.past' : 'expiry.soon';
        return { sentence, ...nextFor(t, locale, { code, params: { ...params, date } }), button };
      }
    }
  };
}

function nextFor(
  t: Translate,
  locale: Locale,
  found: { readonly code: FindingCode; readonly params: FindingParams },
): Pick<Notice, 'next'> {
  const fix = fixFor(t, locale, found);
  return fix === undefined ? {} : { next: `${t(locale, 'doctor:fix')} ${fix}` };
}
