import type { Notice } from '../../cards/said.js';
import type { RequestId } from '../../services/desk/ids.js';
import type { Locale } from '../../services/desk/people/person.js';
import type { Translate } from '../../services/i18n/translator.js';
import type { DeepLinks } from '../deep-links.js';

export interface Unreachable {
  /** Of whoever reads it. */
  readonly locale: Locale;
  readonly name: string;
  readonly id: RequestId;
  /** They had a chat with us, and removed or blocked it. */
  readonly closed: boolean;
  /** The catalogue's id of the app, where it is known. */
  readonly app?: string;
  /** In whose language they are written to. */
  readonly theirs: Locale;
}

/** What those who wait are told about somebody who can't be written to, and what they can send them. */
export interface ReachWords {
  unreachable(about: Unreachable): Notice;
  /** `asked`: the question is with them now; else it ran out meanwhile. */
  inReach(about: {
    readonly locale: Locale;
    readonly name: string;
    readonly id: RequestId;
    readonly asked: boolean;
  }): Notice;
}

export function createReachWords(t: Translate, links: Pick<DeepLinks, 'app'>): ReachWords {
  return {
    unreachable({ locale, name, id, closed, app, theirs }) {
      const link = links.app(app);
      const how = closed ? 'closed' : 'never';
      return {
        sentence: `${t(locale, `edge:reach.${how}`, { name })} ${t(locale, 'edge:reach.send')}`,
        detail: [
          t(theirs, 'edge:reach.text.ask', { name, id }),
          link === undefined
            ? t(theirs, 'edge:reach.text.find')
            : t(theirs, 'edge:reach.text.link', { link }),
          ...(closed ? [t(theirs, 'edge:reach.text.unblock')] : []),
          t(theirs, 'edge:reach.text.then'),
        ].join('\n'),
      };
    },
    inReach: ({ locale, name, id, asked }) => ({
      sentence: t(locale, asked ? 'edge:reach.asked' : 'edge:reach.tooLate', { name, id }),
    }),
  };
}
