import type { Cards } from '../cards/cards.js';
import type { Reader } from '../cards/reader.js';
import { ConnectorFailure } from '../services/desk/failures.js';
import { readerLocale, type Locale, type Person } from '../services/desk/people/person.js';
import type { Params, Translator } from '../services/i18n/translator.js';
import type { OutgoingMessage } from './turn.js';

/** How far a turn came before it failed: what may be said about it. */
export type Mishap =
  /** Nothing was written; asking again starts afresh. */
  | { readonly kind: 'not-recorded' }
  /** It may have been written; asking again does no harm. */
  | { readonly kind: 'unsure' }
  /** A bug. The id finds the stack in the log. */
  | { readonly kind: 'bug'; readonly correlation: string };

export interface EdgeWords {
  /** For the answer of a click: one sentence with what to do now. */
  sentence(locale: Locale, mishap: Mishap): string;
  /** For a typed command: an error card. */
  message(reader: Reader, mishap: Mishap): OutgoingMessage;
  /** A click that no card of ours makes. */
  notUnderstood(locale: Locale): string;
  /** For a channel: there is an answer that only this person may read, and they can't be reached. */
  forYouAlone(locale: Locale, name: string): string;
}

const SENTENCE = {
  'not-recorded': 'edge:notRecorded',
  unsure: 'edge:unsure',
  bug: 'edge:bug',
} as const;
const NEXT = {
  'not-recorded': 'edge:notRecordedNext',
  unsure: 'edge:unsureNext',
  bug: 'edge:bugNext',
} as const;

export function createEdgeWords({ t }: Translator, cards: Pick<Cards, 'error'>): EdgeWords {
  const wordsOf = (locale: Locale, mishap: Mishap) => {
    const params: Params = mishap.kind === 'bug' ? { correlation: mishap.correlation } : {};
    return {
      sentence: t(locale, SENTENCE[mishap.kind], params),
      next: t(locale, NEXT[mishap.kind], params),
    };
  };
  return {
    sentence(locale, mishap) {
      const { sentence, next } = wordsOf(locale, mishap);
      return `${sentence} ${next}`;
    },
    message(reader, mishap) {
      const words = wordsOf(reader.locale, mishap);
      return { card: cards.error({ ...words, code: 'HD-500' }, reader), summary: words.sentence };
    },
    notUnderstood: (locale) => t(locale, 'edge:notUnderstood'),
    forYouAlone: (locale, name) => t(locale, 'edge:forYouAlone', { name }),
  };
}

export function readerOf(person: Person): Reader {
  return {
    locale: readerLocale(person),
    person: person.id,
    ...(person.timeZone === undefined ? {} : { timeZone: person.timeZone }),
  };
}

/** What may be said about an error; `began` = the desk had been asked to act already. */
export function mishapOf(error: unknown, began: boolean, correlation: string): Mishap {
  if (!began) return { kind: 'not-recorded' };
  if (!(error instanceof ConnectorFailure) || error.details.system !== 'redis')
    return { kind: 'bug', correlation };
  return { kind: error.details.applied === 'no' ? 'not-recorded' : 'unsure' };
}
