import { changeHint, granteeName, roleName, subjectSentence } from '../../cards/change.js';
import { wordsOf } from '../../cards/drawing.js';
import type { Notice } from '../../cards/said.js';
import type { Subject } from '../../services/desk/changes/subject.js';
import type { PersonId } from '../../services/desk/ids.js';
import type { ChangeView } from '../../services/desk/views.js';
import type { MessageKey } from '../../services/i18n/keys.js';
import type { Params, Translate } from '../../services/i18n/translator.js';
import type { ChangeWords } from './parts.js';

type Say = (key: MessageKey, params?: Params) => string;

export function createChangeWords(t: Translate): ChangeWords {
  return ({ locale, event, view, to }) => {
    const say: Say = (key, params) => t(locale, key, params);
    const { change, people } = view;
    const { id } = change;
    switch (event.type) {
      case 'applied':
        return appliedWords(say, view, to);
      case 'rejected': {
        const who = event.by === 'desk' ? '' : nameIn(say, people, event.by);
        const detail = wordsOf(say, view, `v${event.v}`);
        return { sentence: say('changes:notice.rejected', { id, who }), detail };
      }
      case 'lapsed':
        return {
          sentence: say('changes:notice.lapsed', { id }),
          next: say('changes:notice.lapsedNext'),
        };
      case 'not-applied':
        return {
          sentence: say('changes:notice.not-applied', { id }),
          next: say(`changes:failure.${event.reason}`),
        };
      case 'forced': {
        const who = nameIn(say, people, change.requester);
        const detail = wordsOf(say, view, change.reason);
        const next = say('changes:notice.forcedNext', { who });
        return { sentence: `${id}: ${subjectSentence(say, view)}`, next, detail };
      }
      case 'review-due': {
        const title = say('changes:notice.review');
        return {
          sentence: say('changes:notice.review-due', { id }),
          next: subjectSentence(say, view),
          button: { title, verb: 'review', data: changeHint(change) },
        };
      }
      case 'proposed':
      case 'agreed':
      case 'taken-back':
      case 'reviewed':
        return undefined;
    }
  };
}

function appliedWords(say: Say, { change, people }: ChangeView, to: PersonId): Notice {
  const { subject, id, requester } = change;
  if (to !== requester && isRole(subject)) {
    const role = roleName(say, subject.role);
    const next = say('changes:notice.yours.next');
    return { sentence: say(`changes:notice.yours.${subject.kind}`, { role }), next };
  }
  const params: Params = isRole(subject)
    ? { id, role: roleName(say, subject.role), whom: granteeName(say, subject.to, people) }
    : { id };
  return { sentence: say(`changes:notice.applied.${subject.kind}`, params) };
}

type RoleSubject = Extract<Subject, { readonly role: string }>;

function isRole(subject: Subject): subject is RoleSubject {
  return subject.kind === 'grant-role' || subject.kind === 'revoke-role';
}

function nameIn(say: Say, people: ChangeView['people'], id: PersonId): string {
  return people.get(id)?.name ?? say('common:someone');
}
