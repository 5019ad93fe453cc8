import type { Reader } from '../../cards/reader.js';
import type { ButtonWish, ErrorWords, Link } from '../../cards/said.js';
import { doneSentence, refusalSentence } from '../../cards/sentences.js';
import type { PersonId } from '../../services/desk/ids.js';
import type {
  Answer,
  ChangeAnswer,
  Outcome,
  Refusal,
  TaskAnswer,
} from '../../services/desk/refusal.js';
import type { Declared } from '../commands/declared.js';
import type { CommandContext } from '../commands/context.js';
import type { Reply } from '../commands/result.js';
import { changeSentence } from './change-sentence.js';
import { taskSentence } from './task-sentence.js';
import { nearestTo } from './nearest.js';
import { wayToDesk } from './way-to-desk.js';

/** A reply in words. `next` and `code` are there when something wasn't done. */
export interface Words {
  readonly text: string;
  readonly tone: 'good' | 'warning' | 'attention';
  readonly next?: string;
  readonly code?: string;
  readonly detail?: string;
  readonly buttons?: readonly ButtonWish[];
  readonly link?: Link;
}

export type Sayable = Exclude<Reply, { kind: 'card' | 'choice' | 'nothing' }>;

export async function wordsFor(
  context: CommandContext,
  command: Declared | undefined,
  reply: Sayable,
): Promise<Words> {
  switch (reply.kind) {
    case 'outcome':
      return outcomeWords(context, reply.answer);
    case 'change':
      return changeWords(context, reply.answer);
    case 'task':
      return taskWords(context, reply.answer);
    case 'refused':
      return refusalWords(context, reply.refusal);
    case 'said': {
      const { text, detail } = reply;
      return { text, tone: 'good', ...(detail === undefined ? {} : { detail }) };
    }
    case 'advice': {
      const { sentence, next, code } = reply;
      const link = code === 'HD-203' ? await wayToDesk(context) : undefined;
      return { text: sentence, next, code, tone: 'warning', ...(link ? { link } : {}) };
    }
    case 'problem':
      return problemWords(context, command, reply);
    case 'unavailable': {
      const { say } = context;
      const text = say('unavailable.graph');
      return { text, next: say('unavailable.graphNext'), code: 'HD-501', tone: 'warning' };
    }
  }
}

async function outcomeWords(context: CommandContext, answer: Answer): Promise<Words> {
  if (answer.kind === 'refused') return refusalWords(context, answer.refusal, answer);
  const { services, locale } = context;
  const view = await services.kept.views.request(answer.id);
  if (view === undefined) throw new Error(`${answer.id} was changed and isn't there`);
  return { text: doneSentence(services.t, locale, answer, view) ?? answer.id, tone: 'good' };
}

async function changeWords(context: CommandContext, answer: ChangeAnswer): Promise<Words> {
  if (answer.kind === 'refused') return refusalWords(context, answer.refusal);
  const change = await context.services.changes.get(answer.change);
  if (change === undefined) throw new Error(`${answer.change} was changed and isn't there`);
  return { text: changeSentence(context, answer, change), tone: 'good' };
}

async function taskWords(context: CommandContext, answer: TaskAnswer): Promise<Words> {
  if (answer.kind === 'refused') return refusalWords(context, answer.refusal);
  const task = await context.services.tasks.get(answer.task);
  if (task === undefined) throw new Error(`${answer.task} was changed and isn't there`);
  return { text: taskSentence(context, answer, task), tone: 'good' };
}

async function refusalWords(
  context: CommandContext,
  refusal: Refusal,
  outcome?: Extract<Outcome, { kind: 'refused' }>,
): Promise<Words> {
  const { services, locale, reader } = context;
  const [people, now] = await Promise.all([
    services.people.many(peopleIn(refusal)),
    services.requests.now(),
  ]);
  const about = {
    people,
    now,
    ...(reader.timeZone === undefined ? {} : { timeZone: reader.timeZone }),
  };
  const { text, next, code } = refusalSentence(services.t, locale, refusal, about);
  const buttons = wayOn(context, refusal, outcome);
  const link = code === 'HD-203' ? await wayToDesk(context) : undefined;
  const late = code === 'HD-301' || code === 'HD-302';
  const near = refusal.reason === 'not-found' ? await nearestTo(context, refusal.id) : [];
  const ids = new Intl.ListFormat(locale, { type: 'disjunction' }).format(near);
  const way = near.length === 0 ? next : `${context.say('unknown.nearest', { ids })} ${next}`;
  const tone = late ? 'warning' : 'attention';
  return { text, next: way, code, tone, buttons, ...(link ? { link } : {}) };
}

function peopleIn(refusal: Refusal): PersonId[] {
  return 'by' in refusal && refusal.by !== 'desk' && refusal.by !== 'environment'
    ? [refusal.by]
    : [];
}

/** The one thing that helps now, as a button; for typed commands in one's own chat. */
function wayOn(
  { say, turn }: CommandContext,
  refusal: Refusal,
  outcome: Extract<Outcome, { kind: 'refused' }> | undefined,
): ButtonWish[] {
  if (turn.place !== 'personal') return [];
  if (refusal.reason === 'not-found')
    return [{ title: say('buttons.requests'), verb: 'requests', data: {} }];
  const own = outcome?.command === 'accept';
  return refusal.reason === 'deadline-passed' && own && outcome.id !== undefined
    ? [{ title: say('buttons.reopen'), verb: 'reopen', data: { id: outcome.id } }]
    : [];
}

function problemWords(
  { say }: CommandContext,
  command: Declared | undefined,
  { field, missing }: Extract<Reply, { kind: 'problem' }>,
): Words {
  const name = say(`fields.${knownField(field)}`);
  return {
    text: say(missing ? 'problem.missing' : 'problem.bad', { field: name }),
    next: command ? usageOf({ say }, command) : say('unknown.next'),
    code: 'HD-102',
    tone: 'attention',
  };
}

export function usageOf({ say }: Pick<CommandContext, 'say'>, command: Declared): string {
  return say('problem.next', { usage: say(`help.${command.help}.usage`) });
}

const FIELDS = [
  'id',
  'text',
  'reason',
  'resolution',
  'to',
  'by',
  'mode',
  'category',
  'language',
  'where',
  'topic',
  'which',
  'filter',
  'page',
  'for',
  'device',
  'since',
  'export',
  'whom',
  'what',
  'change',
  'justification',
  'every',
  'tz',
  'targets',
  'at',
  'answer',
] as const;

function knownField(field: string): (typeof FIELDS)[number] | 'other' {
  return FIELDS.find((known) => known === field) ?? 'other';
}

export function errorWords(words: Words): ErrorWords {
  const { text, next = '', code = 'HD-500', buttons, link } = words;
  return {
    ...{ sentence: text, next, code },
    ...(buttons && buttons.length > 0 ? { buttons } : {}),
    ...(link ? { link } : {}),
  };
}

/** For a sentence on a card that is there anyway. */
export function sentenceOf(words: Words): NonNullable<Reader['sentence']> {
  const text = [words.text, words.next].filter(Boolean).join(' ');
  return { text, tone: words.tone, ...(words.code === undefined ? {} : { code: words.code }) };
}
