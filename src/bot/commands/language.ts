import { z } from 'zod';
import { agendaMember } from '../../services/desk/agenda.js';
import { fold } from '../../services/desk/input/fold.js';
import { LOCALES, type Locale } from '../../services/desk/people/person.js';
import { placeName, placesOf, type CardPlace } from '../../services/desk/places/card-address.js';
import { helperOf, OPEN_STATES, type Request } from '../../services/desk/requests/request.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { optionalWords } from './inputs.js';
import { refusalOf } from './may.js';
import type { Reply } from './result.js';
import { sayer } from './say.js';

/** Requests whose cards are drawn again in the new language. */
const MOST_REQUESTS = 20;
/** Cards in the chat of the one who asked, and in that of the one who helps. */
const ASKED: ReadonlySet<CardPlace['kind']> = new Set(['user', 'consent', 'receipt']);
const HELPS: ReadonlySet<CardPlace['kind']> = new Set(['session', 'resolution']);

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

/** Cards of requests that are still open; those that are over keep the language they ended in. */
async function redrawCards({ services, who }: CommandContext): Promise<void> {
  const [own, open] = await Promise.all([
    services.requests.of(who.id, MOST_REQUESTS),
    services.requests.open(),
  ]);
  const asked = own.filter(({ state }) => OPEN_STATES.has(state));
  const helped = open.filter((request) => helperOf(request) === who.id).slice(0, MOST_REQUESTS);
  const cards = [
    ...asked.flatMap((request) => cardsOf(request, ASKED)),
    ...helped.flatMap((request) => cardsOf(request, HELPS)),
  ];
  await Promise.all(cards.map((member) => services.agenda.add(member, 0)));
}

function cardsOf(request: Request, kinds: ReadonlySet<CardPlace['kind']>): string[] {
  return placesOf(request)
    .filter(({ kind }) => kinds.has(kind))
    .map((place) =>
      agendaMember({
        kind: 'card',
        address: { of: 'request', id: request.id, place: placeName(place) },
      }),
    );
}
