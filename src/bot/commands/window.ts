import { z } from 'zod';
import { fold } from '../../services/desk/input/fold.js';
import type { PcWindow } from '../../services/desk/ports.js';
import type { Translate } from '../../services/i18n/translator.js';
import type { Locale } from '../../services/desk/people/person.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { errorVoice } from './context.js';
import { daysIn } from './days.js';
import { optionalWords, YES } from './inputs.js';
import { refusalOf } from './may.js';
import type { Consequence, Reply } from './result.js';
import { TZ } from './restart-flags.js';
import { timeIn, zoneNamed } from './when.js';

const ADD: ReadonlySet<string> = new Set(['add', 'toevoegen', 'ajouter']);
const REMOVE: ReadonlySet<string> = new Set(['remove', 'verwijderen', 'retirer', 'supprimer']);
/** Longest name; it stands on cards. */
const NAME = 40;

const input = z.object({
  what: optionalWords,
  blackout: z.unknown().optional(),
  tz: optionalWords,
});
type Input = z.infer<typeof input>;

/** Maintenance windows and blackouts: when PCs may be restarted, and when they may not. */
export const window = defineCommand({
  verb: 'window',
  aliases: { en: ['window', 'windows'], nl: ['venster', 'vensters'], fr: ['fenêtre', 'fenêtres'] },
  help: 'window',
  group: 'manage',
  rights: ['window'],
  everyday: true,
  cardVerbs: [],
  rest: 'what',
  flags: [{ name: 'blackout', words: ['verboden', 'interdit'], value: false }, TZ, YES],
  input,
  consequence,
  run,
});

/** `add "Nights" mon-fri 20:00-06:00`; undefined when it can't be read. */
function windowIn({
  what = '',
  blackout,
  tz,
}: Input): Pick<PcWindow, 'name' | 'kind' | 'days' | 'from' | 'to' | 'zone'> | undefined {
  const words = what.trim().split(' ').slice(1);
  const span = words.pop() ?? '';
  const days = daysIn(words.pop() ?? '');
  const name = words
    .join(' ')
    .replace(/["“”«»]/gu, '')
    .trim()
    .slice(0, NAME);
  const [from, to] = span.split(/[-–]/u).map((time) => timeIn(fold(time)));
  if (name === '' || days.length === 0 || from === undefined || to === undefined) return undefined;
  const zone = tz === undefined ? undefined : zoneNamed(tz);
  if (tz !== undefined && zone === undefined) return undefined;
  const kind = blackout === undefined ? 'maintenance' : 'blackout';
  return { name, kind, days, from, to, ...(zone === undefined ? {} : { zone }) };
}

async function consequence(
  context: CommandContext,
  asked: Input,
): Promise<Consequence | undefined> {
  const { services, locale } = context;
  const verb = verbOf(asked);
  const made = ADD.has(verb) ? windowIn(asked) : undefined;
  if (!made) return undefined;
  return {
    sentence: services.t(locale, `tasks:window.ask-${made.kind}`, {
      what: inWords(services.t, locale, made),
    }),
    yes: services.t(locale, 'tasks:window.yes'),
    style: 'positive',
  };
}

function verbOf({ what = '' }: Input): string {
  return fold(what.trim().split(' ')[0] ?? '');
}

async function run(context: CommandContext, asked: Input): Promise<Reply> {
  const refusal = refusalOf('window', context.standing);
  if (refusal) return { kind: 'refused', refusal };
  const verb = verbOf(asked);
  if (ADD.has(verb)) return add(context, asked);
  if (REMOVE.has(verb)) return remove(context, asked);
  return list(context);
}

async function add(context: CommandContext, asked: Input): Promise<Reply> {
  const { services, locale, who } = context;
  const made = windowIn(asked);
  if (!made) return { kind: 'problem', field: 'what', missing: false };
  await services.windows.put({ ...made, by: who.id, at: await services.requests.now() });
  await context.witness('window', undefined, { right: 'restart.plan' });
  const what = inWords(services.t, locale, made);
  return { kind: 'said', text: services.t(locale, 'tasks:window.added', { what }) };
}

async function remove(context: CommandContext, { what = '' }: Input): Promise<Reply> {
  const { services, locale } = context;
  const name = what
    .trim()
    .split(' ')
    .slice(1)
    .join(' ')
    .replace(/["“”«»]/gu, '')
    .trim();
  if (name === '') return { kind: 'problem', field: 'what', missing: true };
  if (await services.windows.remove(name)) {
    await context.witness('window', undefined, { right: 'restart.plan' });
    return { kind: 'said', text: services.t(locale, 'tasks:window.removed', { name }) };
  }
  const voice = errorVoice(context);
  return {
    kind: 'advice',
    sentence: services.t(voice.locale, 'tasks:window.unknown', { name }),
    next: services.t(voice.locale, 'tasks:window.unknownNext'),
    code: 'HD-103',
  };
}

async function list({ services, locale }: CommandContext): Promise<Reply> {
  const windows = await services.windows.list();
  if (windows.length === 0) return { kind: 'said', text: services.t(locale, 'tasks:window.none') };
  const lines = windows.map((made) => {
    const what = inWords(services.t, locale, made);
    return services.t(locale, `tasks:window.${made.kind}`, { what });
  });
  return {
    kind: 'said',
    text: services.t(locale, 'tasks:window.list'),
    detail: lines.join('\n'),
  };
}

/** "Nights (Mon-Fri, 20:00-06:00)" */
function inWords(
  t: Translate,
  locale: Locale,
  { name, days, from, to, zone }: Pick<PcWindow, 'name' | 'days' | 'from' | 'to' | 'zone'>,
): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  // The first of January 2024 was a Monday.
  const words = days.map((day) => format.format(Date.UTC(2024, 0, day)));
  const all = days.length === 7 ? t(locale, 'tasks:window.daily') : words.join(', ');
  const where = zone ?? t(locale, 'tasks:window.ofUser');
  return `${name} (${all}, ${from}-${to}, ${where})`;
}
