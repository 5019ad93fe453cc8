import { readerLocale, type Locale } from '../services/desk/people/person.js';
import type { People, Requests, SessionWish } from '../services/desk/ports.js';
import type { Request } from '../services/desk/requests/request.js';
import type { Translate } from '../services/i18n/translator.js';

export interface SessionTextParts {
  readonly requests: Pick<Requests, 'words'>;
  readonly people: Pick<People, 'get'>;
  readonly t: Translate;
  readonly defaultLocale: Locale;
}

/** TeamViewer's own limits: description 4,000 characters, name 100. */
const DESCRIPTION = 500;
const NAME = 100;

/** The words a session carries in TeamViewer: the helper reads the description, the user the waiting message. */
export function createSessionTexts(parts: SessionTextParts) {
  return async (
    request: Request,
  ): Promise<Pick<SessionWish, 'description' | 'customerName' | 'waitingMessage'>> => {
    const [words, person] = await Promise.all([
      parts.requests.words(request.id),
      parts.people.get(request.requester),
    ]);
    const text = words.get(request.text)?.text ?? '';
    const locale = person ? readerLocale(person) : parts.defaultLocale;
    return {
      description: `${request.id} ${text}`.slice(0, DESCRIPTION),
      customerName: (person?.name ?? request.id).slice(0, NAME),
      waitingMessage: parts.t(locale, 'edge:waiting', { id: request.id }),
    };
  };
}
