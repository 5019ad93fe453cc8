import type { Notice } from '../../cards/said.js';
import type { RequestId } from '../../services/desk/ids.js';
import type { Locale } from '../../services/desk/people/person.js';
import type { Conversation } from '../../services/desk/ports.js';
import type { Translate } from '../../services/i18n/translator.js';
import type { DeepLinks } from '../deep-links.js';

export interface Moved {
  readonly locale: Locale;
  readonly desk: Conversation;
  /** Of the request that goes on there; without it the message was the queue or the like. */
  readonly id?: RequestId;
  readonly root?: string;
}

export interface MovedWords {
  moved(about: Moved): Notice;
}

export function createMovedWords(
  t: Translate,
  links: Pick<DeepLinks, 'channel' | 'thread'>,
): MovedWords {
  return {
    moved({ locale, desk, id, root }) {
      const { name } = desk;
      const where =
        name === undefined
          ? t(locale, 'edge:moved.somewhere')
          : t(locale, 'edge:moved.to', { channel: name });
      const goesOn =
        id === undefined ? t(locale, 'edge:moved.queue') : t(locale, 'edge:moved.request', { id });
      return {
        sentence: `${where} ${goesOn}`,
        link: {
          title:
            id === undefined || root === undefined
              ? t(locale, 'edge:moved.openChannel')
              : t(locale, 'edge:moved.openRequest', { id }),
          url: root === undefined ? links.channel(desk) : links.thread(desk, root),
        },
      };
    },
  };
}
