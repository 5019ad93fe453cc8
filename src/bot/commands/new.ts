import { z } from 'zod';
import { CATEGORIES } from '../../services/desk/requests/command.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { oneOf, optionalWords } from './inputs.js';
import { deskRefusal, refusalOf } from './may.js';
import { findPerson, type Found } from './people-search.js';
import type { Refusal } from '../../services/desk/refusal.js';
import type { Reply } from './result.js';

const input = z.object({
  text: optionalWords,
  device: z.string().trim().max(200).optional(),
  category: z.string().trim().max(60).optional(),
  urgent: z.literal(true).optional(),
  for: z.string().trim().min(1).max(200).optional(),
});
type Input = z.infer<typeof input>;

/** A call for help: shows the form, filled in with what was said. */
export const newRequest = defineCommand({
  verb: 'new',
  aliases: { en: ['new'], nl: ['nieuw'], fr: ['nouveau', 'nouvelle'] },
  help: 'new',
  group: 'ask',
  rights: ['open', 'open-for'],
  cardVerbs: ['new'],
  helpVerb: 'new',
  rest: 'text',
  flags: [
    { name: 'device', words: ['pc', 'apparaat', 'appareil'], value: true },
    { name: 'category', words: ['categorie', 'catégorie'], value: true },
    { name: 'urgent', words: ['dringend', 'spoed'], value: false },
    { name: 'for', words: ['voor', 'pour'], value: true },
  ],
  input,
  run,
});

async function run(context: CommandContext, asked: Input): Promise<Reply> {
  const refusal = refusalOf(asked.for === undefined ? 'open' : 'open-for', context.standing);
  if (refusal) return { kind: 'refused', refusal };
  const category = categoryOf(context, asked.category);
  if (category === 'unknown') return { kind: 'problem', field: 'category', missing: false };
  const wish = {
    ...(asked.text === undefined ? {} : { text: asked.text }),
    ...(asked.device === undefined ? {} : { deviceName: asked.device }),
    ...(category === undefined ? {} : { category }),
    ...(asked.urgent ? { urgency: 'urgent' as const } : {}),
  };
  if (asked.for === undefined) return context.startIntake(wish);
  const search = await findPerson(context, { text: asked.for, field: 'for', prefer: () => false });
  return search.kind === 'reply'
    ? search.reply
    : startFor(context, { ...search.person, searched: asked.for }, wish);
}

async function startFor(
  context: CommandContext,
  person: Found & { readonly searched: string },
  wish: Parameters<CommandContext['startIntake']>[0],
): Promise<Reply> {
  if (person.id === context.who.id) {
    return { kind: 'refused', refusal: { code: 'HD-202', reason: 'own-request' } };
  }
  const refusal = outOfReach(context, person);
  if (refusal) return { kind: 'refused', refusal };
  const name = person.name === '' ? context.say('someone') : person.name;
  return context.startIntake({ ...wish, requester: { id: person.id, name } });
}

/**
 * Somebody out of scope reads like somebody who isn't there, in the words that were searched with. Where a scope has
 * devices it may be one of those: the desk decides once it is known which.
 */
function outOfReach(
  { standing }: CommandContext,
  { id, searched }: Found & { readonly searched: string },
): Refusal | undefined {
  const asked = { type: 'open-for', requester: id, device: { kind: 'unlisted' } } as const;
  const refusal = deskRefusal(standing, asked, undefined);
  if (refusal?.reason !== 'person-not-found') return refusal;
  const scopes = [...(standing.roles?.scopes.values() ?? [])];
  return scopes.some(({ devices }) => devices.size > 0) ? undefined : { ...refusal, searched };
}

function categoryOf({ services }: CommandContext, text: string | undefined) {
  if (text === undefined || text === '') return undefined;
  const { t } = services;
  const found = oneOf(CATEGORIES, text, (code) => [
    t('en', `common:category.${code}`),
    t('nl', `common:category.${code}`),
    t('fr', `common:category.${code}`),
  ]);
  return found ?? 'unknown';
}
