import { nameOf } from '../../cards/drawing.js';
import { line } from '../../cards/untrusted.js';
import { duration, writtenMoments } from '../../cards/moments.js';
import { DAY, type Instant, type PersonId } from '../../services/desk/ids.js';
import { ROLES, type Locale } from '../../services/desk/people/person.js';
import type { AuditEntry } from '../../services/desk/ports.js';
import type { EventType } from '../../services/desk/requests/event.js';
import type { Explained, Reason } from '../../services/desk/why.js';
import type { Translate } from '../../services/i18n/translator.js';
import { sayer } from './say.js';
import { changeLines } from './why-change-words.js';
import { taskStateWord } from '../../cards/task-state.js';
import { taskLines } from './why-task-words.js';
import type { WhyReader, WhyVoice } from './why-voice.js';

/** Denials that are told, at most. */
const DENIALS = 2;

/** Everybody who is named. */
export function peopleIn(explained: Explained): PersonId[] {
  if (explained.of === 'change') {
    const { requester, agreements, moved } = explained.change;
    const mover = moved.by === 'desk' ? [] : [moved.by];
    return [requester, ...agreements.map(({ by }) => by), ...mover];
  }
  if (explained.of === 'task') {
    const { requester, approvals } = explained.task;
    return [requester, ...approvals.map(({ by }) => by)];
  }
  return [
    ...explained.reasons.flatMap((reason) => {
      if (reason.kind === 'did') return reason.by;
      return reason.kind === 'frozen' && reason.freeze !== 'environment' ? reason.freeze.by : [];
    }),
    ...explained.denied.flatMap(({ actor }) => (actor === 'desk' ? [] : actor)),
  ];
}

export function whyWords(
  reader: WhyReader,
  explained: Explained,
): { readonly text: string; readonly lines: readonly string[] } {
  const voice = voiceOf(reader, explained.now);
  const { say, t, locale } = voice;
  if (explained.of === 'change') {
    const { id, state } = explained.change;
    const text = say('why.sentence', { id, state: t(locale, `common:changeState.${state}`) });
    return { text, lines: changeLines(voice, explained) };
  }
  if (explained.of === 'task') {
    const { id } = explained.task;
    const text = say('why.sentence', {
      id,
      state: t(locale, `tasks:state.${taskStateWord(explained.task)}`),
    });
    return { text, lines: taskLines(voice, explained) };
  }
  const { request, reasons, denied } = explained;
  const state = t(locale, `common:state.${request.state}`);
  return {
    text: say('why.sentence', { id: request.id, state }),
    lines: [
      ...reasons.map((reason) => reasonLine(voice, reason)),
      ...denied.slice(0, DENIALS).map((entry) => deniedLine(voice, entry)),
    ],
  };
}

function voiceOf(reader: WhyReader, now: Instant): WhyVoice {
  const { t, locale, people, timeZone } = reader;
  const say = sayer(t, locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    ...reader,
    say,
    moments: writtenMoments(t, locale, now, timeZone),
    name: (person) => nameOf(people, person, (key, params) => t(locale, key, params)),
    span: (span) =>
      span > DAY && span % DAY === 0
        ? say('why.days', { count: span / DAY })
        : duration(t, locale, span),
    roles: (names) => list.format(names.map((name) => roleName(t, locale, name))),
  };
}

function roleName(t: Translate, locale: Locale, name: string): string {
  const builtIn = ROLES.find((role) => role === name);
  return builtIn ? t(locale, `common:role.${builtIn}`) : name;
}

function reasonLine(voice: WhyVoice, reason: Reason): string {
  const { say, moments, span, t, locale } = voice;
  switch (reason.kind) {
    case 'did':
      return didLine(voice, reason);
    case 'ran-out': {
      const event = eventWords(voice, reason.type, '');
      return say('why.ranOut', { event, at: moments.at(reason.at), span: span(reason.span) });
    }
    case 'not-made':
      return say(`why.notMade.${reason.reason}`, { at: moments.at(reason.at) });
    case 'frozen': {
      if (reason.freeze === 'environment') return say('why.frozenByServer');
      const { by, at, reason: why } = reason.freeze;
      return say('why.frozen', { who: voice.name(by), at: moments.at(at), why: line(why, 200) });
    }
    case 'trouble':
      return say('why.trouble', {
        system: t(locale, `common:system.${systemName(reason.system)}`),
        at: moments.at(reason.retryAt),
      });
    case 'closed-desk':
      return say('why.closedDesk', { at: moments.at(reason.opens) });
    case 'protected':
    case 'vip':
      return say(`why.${reason.kind}`);
    case 'waits': {
      const { until } = reason;
      const when = { at: moments.at(until), until: moments.until(until) };
      return say(`why.waits.${reason.for}`, { ...when, span: span(reason.span) });
    }
  }
}

function didLine(voice: WhyVoice, reason: Extract<Reason, { kind: 'did' }>): string {
  const { say, moments, name, roles } = voice;
  const { right, by, type } = reason;
  const who = name(by);
  const facts = { event: eventWords(voice, type, who), at: moments.at(reason.at), who };
  if (right === 'requester') return say('why.didOwn', facts);
  return reason.roles.length === 0
    ? say('why.didLost', { ...facts, right })
    : say('why.did', { ...facts, right, roles: roles(reason.roles) });
}

function eventWords({ t, locale }: WhyVoice, type: EventType, who: string): string {
  if (type === 'session-ended' && who === '') {
    return t(locale, 'common:event.session-ended-by-itself');
  }
  const system = t(locale, 'common:system.other');
  return t(locale, `common:event.${type}`, { who, to: who, percent: 100, system });
}

const SYSTEMS = ['teamviewer', 'graph', 'teams', 'entra'] as const;

function systemName(system: string): (typeof SYSTEMS)[number] | 'other' {
  return SYSTEMS.find((known) => known === system) ?? 'other';
}

function deniedLine(voice: WhyVoice, { actor, at, command, code = '' }: AuditEntry): string {
  const { say, moments, name } = voice;
  const who = actor === 'desk' ? '' : name(actor);
  return say('why.denied', { who, at: moments.at(at), command, code });
}
