import { z } from 'zod';
import { writtenMoments } from '../../cards/moments.js';
import { recurrenceWords } from '../../cards/recurrence.js';
import { parseTaskId, type TaskId } from '../../services/desk/ids.js';
import { fold } from '../../services/desk/input/fold.js';
import type { Recurrence, RecurrenceDays } from '../../services/desk/recurrence.js';
import { EVERY_DAY, WORKING_DAYS } from '../../services/desk/recurrence.js';
import { isPlan, type Task, type Wish } from '../../services/desk/tasks/task.js';
import { maySeeTask } from '../../services/desk/tasks/authorise-task.js';
import { defineCommand } from './command.js';
import { errorVoice, type CommandContext } from './context.js';
import { daysIn } from './days.js';
import { optionalWords, REASON, YES } from './inputs.js';
import { refusalOf } from './may.js';
import { AT, BATCH, DRY_RUN, FORCE, formOf, howIn, howShape, TZ } from './restart-flags.js';
import { restart } from './restart.js';
import { targetsIn } from './restart-targets.js';
import type { Consequence, Reply } from './result.js';
import { moveTask } from './task-moves.js';
import { taskPage } from './task-page.js';
import { firstWord } from './task-target.js';
import { beginningIn, momentIn, zoneNamed, zoneOf, type Beginning } from './when.js';

const LIST: ReadonlySet<string> = new Set(['', 'list', 'lijst', 'liste']);
const REMOVE: ReadonlySet<string> = new Set([
  ...['remove', 'end', 'verwijderen', 'beeindigen', 'retirer', 'supprimer'],
]);
const RESTART: ReadonlySet<string> = new Set(Object.values(restart.aliases).flat().map(fold));
/** A pick list of more is no help. */
const MOST_CHOICES = 6;

const input = z.object({
  what: optionalWords,
  /** Of the form, or chosen from a list. */
  targets: optionalWords,
  reason: optionalWords,
  at: optionalWords,
  every: optionalWords,
  tz: optionalWords,
  ...howShape,
  page: z.coerce.number().int().min(1).max(50).optional(),
});
type Input = z.infer<typeof input>;

/** Restarts that happen by themselves: once at a time, or again and again. */
export const schedule = defineCommand({
  verb: 'schedule',
  aliases: {
    en: ['schedule', 'plan'],
    nl: ['plannen', 'planning'],
    fr: ['planifier', 'planification'],
  },
  help: 'schedule',
  group: 'manage',
  rights: ['schedule', 'end-plan'],
  everyday: true,
  cardVerbs: ['schedule'],
  rest: 'what',
  flags: [
    ...[REASON, AT, FORCE, DRY_RUN, BATCH, TZ],
    { name: 'every', words: ['elke', 'chaque'], value: true },
    { name: 'page', words: ['pagina'], value: true },
    YES,
  ],
  input,
  consequence,
  run,
});

async function run(context: CommandContext, given: Input): Promise<Reply> {
  const { verb, rest } = wordsOf(given);
  const refusal = refusalOf(ends(given) ? 'end-plan' : 'schedule', context.standing);
  if (refusal) return { kind: 'refused', refusal };
  if (given.targets !== undefined) return plan(context, given, given.targets);
  if (RESTART.has(verb)) return rest === '' ? askFor(context, given) : plan(context, given, rest);
  if (ends(given)) return remove(context, given);
  if (LIST.has(verb)) return list(context, given);
  return { kind: 'problem', field: 'what', missing: false };
}

function wordsOf({ what }: Input): { readonly verb: string; readonly rest: string } {
  const { first, rest } = firstWord(what);
  return { verb: fold(first), rest };
}

function ends(given: Input): boolean {
  return REMOVE.has(wordsOf(given).verb) && given.targets === undefined;
}

async function plan(context: CommandContext, given: Input, text: string): Promise<Reply> {
  const { at, reason, tz } = given;
  const zone = tz === undefined ? zoneOf(context) : zoneNamed(tz);
  if (zone === undefined) return { kind: 'problem', field: 'tz', missing: false };
  if (at === undefined || reason === undefined) return askFor(context, { ...given, targets: text });
  const when = await whenIn(context, given, at, zone);
  if (typeof when === 'string') return { kind: 'problem', field: when, missing: false };
  const meant = await targetsIn(context, text);
  if (meant.kind === 'reply') return meant.reply;
  const wish: Wish = { targets: meant.targets, ...howIn(given), ...when };
  return moveTask(context, { type: 'restart', wish, reason });
}

/** Once, or again and again from then on; else the name of what can't be read. */
async function whenIn(
  context: CommandContext,
  { every = '' }: Input,
  at: string,
  zone: string,
): Promise<Pick<Wish, 'at' | 'every'> | 'at' | 'every'> {
  if (ONCE.has(fold(every))) {
    const moment = await momentIn(context, at, zone);
    // What is to happen now needs no plan.
    return moment === 'unclear' || moment === undefined ? 'at' : { at: moment };
  }
  const beginning = await beginningIn(context, at, zone);
  if (beginning === 'unclear') return 'at';
  const on = daysOf(every, beginning);
  if (!on) return 'every';
  const { time, from } = beginning;
  const recurrence: Recurrence = { on, time, zone };
  return { every: recurrence, ...(from === undefined ? {} : { at: from }) };
}

const ONCE: ReadonlySet<string> = new Set(['', 'once', 'eenmaal', 'une fois']);
const DAY: ReadonlySet<string> = new Set([
  ...['day', 'daily', 'dag', 'dagelijks', 'jour', 'jours', 'quotidien'],
]);
const WORKDAY: ReadonlySet<string> = new Set([
  ...['workday', 'workdays', 'weekday', 'weekdays', 'werkdag', 'werkdagen'],
  ...['jour ouvrable', 'jours ouvrables', 'jour-ouvrable', 'ouvrable'],
]);
const WEEK: ReadonlySet<string> = new Set([
  ...['week', 'weekly', 'wekelijks', 'semaine', 'hebdomadaire'],
]);
const MONTH: ReadonlySet<string> = new Set([
  ...['month', 'monthly', 'maand', 'maandelijks', 'mois', 'mensuel'],
]);

/** `week`, `month`: on the day on which it begins. `sun,thu`, `mon-fri`; `15`: that day of each month. */
function daysOf(text: string, { date, weekday }: Beginning): RecurrenceDays | undefined {
  const word = fold(text);
  if (DAY.has(word)) return { kind: 'week', days: EVERY_DAY };
  if (WORKDAY.has(word)) return { kind: 'week', days: WORKING_DAYS };
  if (WEEK.has(word)) return { kind: 'week', days: [weekday] };
  if (MONTH.has(word)) return { kind: 'month', day: Number(date.slice(-2)) };
  const day = /^\d{1,2}$/.test(word) ? Number(word) : 0;
  if (day >= 1 && day <= 31) return { kind: 'month', day };
  const days = daysIn(text);
  return days.length === 0 ? undefined : { kind: 'week', days };
}

/** What is missing is asked for with what is known filled in. */
function askFor({ services, reader, opKey }: CommandContext, given: Input): Reply {
  const { targets = '', reason = '', at = '', every = '', tz = '' } = given;
  const nonce = `schedule.${opKey.slice(-40)}`;
  const view = { nonce, targets, reason, at, every, tz, ...formOf(given) };
  const card = services.cards.planForm(view, reader);
  return { kind: 'card', card, summary: services.t(reader.locale, 'tasks:form.planTitle') };
}

/** Agreed on, or waiting for that, and still to come. */
function isPlanned(task: Task): boolean {
  const waits = task.state === 'awaiting_approval' || task.state === 'held';
  return task.state === 'scheduled' || (waits && (isPlan(task) || task.wish.at !== undefined));
}

async function list(context: CommandContext, { page }: Input): Promise<Reply> {
  const { services, reader } = context;
  const view = { ...(await taskPage(context, await plansOf(context), page)), plans: true };
  const card = services.cards.taskList(view, reader);
  return { kind: 'card', card, summary: services.t(context.locale, 'tasks:plan.list') };
}

/** Roles that are too old hide nothing that somebody wants to end. */
async function plansOf({ services, standing, who }: CommandContext): Promise<readonly Task[]> {
  const open = await services.tasks.open();
  return open.filter((task) => isPlanned(task) && maySeeTask(standing, who.id, task, true));
}

/** One person is enough to end what restarts PCs by itself. */
async function remove(context: CommandContext, given: Input): Promise<Reply> {
  const meant = await planMeant(context, given);
  return meant.kind === 'reply'
    ? meant.reply
    : moveTask(context, { type: 'cancel-restart', task: meant.task.id });
}

type PlanMeant =
  | { readonly kind: 'plan'; readonly task: Task }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** The one that was named; else the only one there is; else a choice. */
async function planMeant(context: CommandContext, given: Input): Promise<PlanMeant> {
  const { rest } = wordsOf(given);
  const plans = await plansOf(context);
  const id = parseTaskId(rest) ?? parseTaskId(`TASK-${rest}`);
  if (rest !== '' && id === undefined)
    return reply({ kind: 'problem', field: 'what', missing: false });
  const named = id === undefined ? plans : plans.filter((task) => task.id === id);
  const [only] = named;
  if (only === undefined) return reply(unknownPlan(context, id));
  if (named.length === 1) return { kind: 'plan', task: only };
  const { services, locale } = context;
  const choices = await Promise.all(
    named.slice(0, MOST_CHOICES).map(async (task) => ({
      title: services.t(locale, 'tasks:plan.whichOne', {
        id: task.id,
        what: await whenOf(context, task),
      }),
      inputs: { what: `remove ${task.id}` },
    })),
  );
  return reply({ kind: 'choice', sentence: services.t(locale, 'tasks:plan.which'), choices });
}

function reply(said: Reply): PlanMeant {
  return { kind: 'reply', reply: said };
}

function unknownPlan(context: CommandContext, id: TaskId | undefined): Reply {
  const { t } = context.services;
  const { locale } = errorVoice(context);
  const sentence =
    id === undefined ? t(locale, 'tasks:plan.none') : t(locale, 'tasks:plan.unknown', { id });
  return { kind: 'advice', sentence, next: t(locale, 'tasks:plan.unknownNext'), code: 'HD-103' };
}

/** "every Sunday at 04:00 (Europe/Amsterdam)", or the one time that it is. */
async function whenOf({ services, locale, who }: CommandContext, { wish }: Task): Promise<string> {
  const { t } = services;
  const { every, at = 0 } = wish;
  if (every) return recurrenceWords((key, params) => t(locale, key, params), locale, every);
  const now = await services.requests.now();
  return writtenMoments(t, locale, now, who.timeZone).at(at);
}

async function consequence(
  context: CommandContext,
  given: Input,
): Promise<Consequence | undefined> {
  if (!ends(given) || refusalOf('end-plan', context.standing)) return undefined;
  const meant = await planMeant(context, given);
  if (meant.kind === 'reply') return undefined;
  const { services, locale } = context;
  const what = await whenOf(context, meant.task);
  return {
    sentence: services.t(locale, 'tasks:plan.ask', { id: meant.task.id, what }),
    yes: services.t(locale, 'tasks:plan.yes'),
    style: 'destructive',
  };
}
