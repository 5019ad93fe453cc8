import { z } from 'zod';
import { agendaMember } from '../../services/desk/agenda.js';
import { fold } from '../../services/desk/input/fold.js';
import { LOCALES, type Locale } from '../../services/desk/people/person.js';
import { OPEN_STATES } from '../../services/desk/requests/request.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { optionalWords } from './inputs.js';
import { refusalOf } from './may.js';
import type { Reply } from './result.js';
import { sayer } from './say.js';

/** Their cards that are still moving are drawn again in the new language. */
const MOST_CARDS = 20;

const WORDS: ReadonlyMap<string, Locale | 'auto'> = new Map([
  ...LOCALES.map((locale) => [locale, locale] as const),
  ...(['english', 'engels', 'anglais'] as const).map((word) => [word, 'en'] as const),
  ...(['dutch', 'nederlands', 'neerlandais'] as const).map((word) => [word, 'nl'] as const),
  ...(['french', 'frans', 'francais'] as const).map((word) => [word, 'fr'] as const),
  ['auto', 'auto'],
]);

const input = z.object({ language: optionalWords });

/** The language one is spoken to in; `auto` follows Teams. */
export const language = defineCommand({
  verb: 'language',
  aliases: { en: ['language'], nl: ['taal'], fr: ['langue'] },
  help: 'language',
  group: 'manage',
  rights: ['language'],
  cardVerbs: ['language'],
  helpVerb: 'language',
  rest: 'language',
  flags: [],
  input,
  run,
});

async function run(context: CommandContext, asked: z.infer<typeof input>): Promise<Reply> {
  const { standing, services, who, say } = context;
  const refusal = refusalOf('language', standing);
  if (refusal) return { kind: 'refused', refusal };
  if (asked.language === undefined)
    return { kind: 'choice', sentence: say('language.ask'), choices: choices(context) };
  const chosen = languageNamed(asked.language);
  if (chosen === undefined) return { kind: 'problem', field: 'language', missing: false };
  await services.people.chooseLocale(who.id, chosen === 'auto' ? undefined : chosen);
  await redrawCards(context);
  const spoken = chosen === 'auto' ? who.locale : chosen;
  const word = chosen === 'auto' ? 'language.auto' : 'language.set';
  return { kind: 'said', text: sayer(services.t, spoken)(word) };
}

/** A language by its code or its name in any of the languages. */
export function languageNamed(word: string): Locale | 'auto' | undefined {
  return WORDS.get(fold(word));
}

function choices({ services, locale, say }: CommandContext) {
  const named = LOCALES.map((code) => ({
    title: services.t(code, `common:language.${code}`),
    inputs: { language: code },
  }));
  return [
    ...named,
    { title: say('language.autoChoice', { locale }), inputs: { language: 'auto' } },
  ];
}

async function redrawCards({ services, who }: CommandContext): Promise<void> {
  const own = await services.requests.of(who.id, MOST_CARDS);
  const open = own.filter(({ state }) => OPEN_STATES.has(state));
  await Promise.all(
    open.map(({ id }) => {
      const address = { of: 'request', id, place: 'user' } as const;
      return services.agenda.add(agendaMember({ kind: 'card', address }), 0);
    }),
  );
}
