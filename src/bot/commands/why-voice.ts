import type { Moments } from '../../cards/moments.js';
import type { Millis, PersonId } from '../../services/desk/ids.js';
import type { Locale, Person } from '../../services/desk/people/person.js';
import type { Translate } from '../../services/i18n/translator.js';
import type { Say } from './say.js';

/** Whom the reasons are told to, and the names in them. */
export interface WhyReader {
  readonly t: Translate;
  readonly locale: Locale;
  readonly timeZone: string | undefined;
  readonly people: ReadonlyMap<PersonId, Person>;
}

/** What sentences are made with. */
export interface WhyVoice extends WhyReader {
  readonly say: Say;
  readonly moments: Moments;
  readonly name: (person: PersonId) => string;
  readonly span: (span: Millis) => string;
  readonly roles: (names: readonly string[]) => string;
}
