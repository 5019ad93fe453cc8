import type { Locale } from '../services/desk/people/person.js';
import { wordsRef, type EventType, type RequestEvent } from '../services/desk/requests/event.js';
import type { RequestView } from '../services/desk/views.js';
import type { MessageKey } from '../services/i18n/keys.js';
import type { Params, Translate } from '../services/i18n/translator.js';
import { nameOf, wordsOf, type Say } from './drawing.js';
import { hintOf } from './moves.js';
import { drawnMoments, type Moments } from './moments.js';
import type { ButtonWish, Notice } from './said.js';

export type Audience = 'user' | 'thread' | 'helper';

/** The sentence, and a second one of ours that may hold times. */
type Keys = readonly [text: MessageKey, when?: MessageKey];

/** Which events have a message for whom. */
const NOTICES: Readonly<Record<Audience, Partial<Readonly<Record<EventType, Keys>>>>> = {
  user: {
    replied: ['notices:user.replied.text', 'notices:user.replied.when'],
    'approval-cancelled': [
      'notices:user.approval-cancelled.text',
      'notices:user.approval-cancelled.when',
    ],
    denied: ['notices:user.denied.text', 'notices:user.denied.when'],
    expired: ['notices:user.expired.text', 'notices:user.expired.when'],
    'consent-lapsed': ['notices:user.consent-lapsed.text', 'notices:user.consent-lapsed.when'],
    'session-made': ['notices:user.session-made.text', 'notices:user.session-made.when'],
    'session-not-made': [
      'notices:user.session-not-made.text',
      'notices:user.session-not-made.when',
    ],
    'auto-closed': ['notices:user.auto-closed.text', 'notices:user.auto-closed.when'],
  },
  thread: {
    'details-added': ['notices:thread.details-added.text'],
    withdrawn: ['notices:thread.withdrawn.text'],
    reopened: ['notices:thread.reopened.text', 'notices:thread.reopened.when'],
    'confirmed-solved': ['notices:thread.confirmed-solved.text'],
    declined: ['notices:thread.declined.text'],
    postponed: ['notices:thread.postponed.text', 'notices:thread.postponed.when'],
    noted: ['notices:thread.noted.text'],
    replied: ['notices:thread.replied.text'],
    extended: ['notices:thread.extended.text', 'notices:thread.extended.when'],
    warned: ['notices:thread.warned.text', 'notices:thread.warned.when'],
    expired: ['notices:thread.expired.text', 'notices:thread.expired.when'],
    'consent-lapsed': ['notices:thread.consent-lapsed.text', 'notices:thread.consent-lapsed.when'],
    'session-not-made': [
      'notices:thread.session-not-made.text',
      'notices:thread.session-not-made.when',
    ],
    'session-not-closed': [
      'notices:thread.session-not-closed.text',
      'notices:thread.session-not-closed.when',
    ],
    taken: ['notices:thread.taken.text'],
    released: ['notices:thread.released.text'],
    assigned: ['notices:thread.assigned.text'],
    denied: ['notices:thread.denied.text'],
    closed: ['notices:thread.closed.text'],
    'auto-closed': ['notices:thread.auto-closed.text'],
  },
  helper: {
    declined: ['notices:helper.declined.text'],
    assigned: ['notices:helper.assigned.text'],
    'consent-lapsed': ['notices:helper.consent-lapsed.text', 'notices:helper.consent-lapsed.when'],
    'session-not-made': [
      'notices:helper.session-not-made.text',
      'notices:helper.session-not-made.when',
    ],
    'link-not-renewed': [
      'notices:helper.link-not-renewed.text',
      'notices:helper.link-not-renewed.when',
    ],
  },
};

/**
 * The message that an event calls for, for one of those who should know; undefined when none is due. Times are the
 * event's own, since the view may be newer than it.
 */
export function noticeText(
  t: Translate,
  about: {
    readonly locale: Locale;
    readonly event: RequestEvent;
    readonly view: RequestView;
    readonly audience: Audience;
  },
): Notice | undefined {
  const { locale, event, view, audience } = about;
  const keys = keysFor(audience, event, view);
  if (keys === undefined || isStale(event, view)) return undefined;
  const [text, when] = keys;
  const say: Say = (key, params) => t(locale, key, params);
  const moments = drawnMoments(t, locale, view.now);
  const values = { ...namesIn(say, event, view), ...timesIn(moments, event, view) };
  const detail = 'words' in event && event.words ? wordsOf(say, view, wordsRef(event.v)) : '';
  const button = audience === 'user' ? buttonOf(say, event, view) : undefined;
  return {
    sentence: say(text, values),
    ...(when === undefined ? {} : { when: say(when, values) }),
    ...(detail === '' ? {} : { detail }),
    ...(button === undefined ? {} : { button }),
  };
}

/** Of a question that nobody could be asked, nobody is said not to have answered. */
function keysFor(audience: Audience, event: RequestEvent, view: RequestView): Keys | undefined {
  if (event.type !== 'consent-lapsed' || !view.unasked || audience === 'user')
    return NOTICES[audience][event.type];
  return [`notices:${audience}.never-asked.text`, `notices:${audience}.never-asked.when`];
}

/** A warning that comes after the request was answered would only confuse. */
function isStale(event: RequestEvent, { request }: RequestView): boolean {
  return event.type === 'warned' && request.state !== 'pending';
}

function namesIn(say: Say, event: RequestEvent, { request, people }: RequestView): Params {
  return {
    id: request.id,
    who: nameOf(people, event.by, say),
    requester: nameOf(people, request.requester, say),
    ...(event.type === 'assigned' ? { to: nameOf(people, event.to, say) } : {}),
    ...(event.type === 'warned' ? { percent: event.percent } : {}),
  };
}

function timesIn(moments: Moments, event: RequestEvent, { request }: RequestView): Params {
  if ('limit' in event) return { before: moments.before(event.limit.deadline) };
  if ('reviveUntil' in event) return { until: moments.until(event.reviveUntil) };
  if ('reopenUntil' in event) return { until: moments.until(event.reopenUntil) };
  if ('validUntil' in event) return { until: moments.until(event.validUntil) };
  if ('askAt' in event) return { at: moments.at(event.askAt) };
  return request.state === 'pending' ? { before: moments.before(request.limit.deadline) } : {};
}

/** The one move that the message is about, while it is still open. */
function buttonOf(say: Say, event: RequestEvent, { request }: RequestView): ButtonWish | undefined {
  const data = hintOf(request, `notice-${event.v}`);
  if (event.type === 'expired' && request.state === 'expired') {
    return { title: say('cards:move.revive.title'), verb: 'reopen', data, style: 'positive' };
  }
  if (event.type === 'auto-closed' && request.state === 'closed') {
    return { title: say('cards:move.reopen.title'), verb: 'reopen', data };
  }
  if (event.type === 'session-made' && request.state === 'active') {
    return { title: say('cards:move.showRequest.title'), verb: 'show', data };
  }
  return undefined;
}
