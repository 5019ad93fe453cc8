import type { PersonId } from '../../services/desk/ids.js';
import { parsePersonId } from '../../services/desk/ids.js';
import { parseLocale } from '../../services/desk/people/person.js';
import { fold } from '../../services/desk/input/fold.js';
import type { DirectoryPerson } from '../../services/desk/ports.js';
import type { CommandContext } from './context.js';
import { isNoAnswer, soon } from './patience.js';
import type { Reply } from './result.js';

/** A pick list of more is no help. */
const MOST = 6;
const ME: ReadonlySet<string> = new Set(['me', 'mij', 'ik', 'moi']);

export interface Found {
  readonly id: PersonId;
  readonly name: string;
}

export type Search =
  | { readonly kind: 'found'; readonly person: Found }
  | { readonly kind: 'reply'; readonly reply: Reply };

interface Wanted {
  /** A mention, a name, a user principal name or an object id. */
  readonly text: string;
  /** Input of the command that the answer of a pick list goes to. */
  readonly field: string;
  /** Who is meant more likely when several have the name. */
  readonly prefer: (person: PersonId) => boolean;
}

/** Who was meant: by mention, or by a search in the directory; a pick list when several could be. */
export async function findPerson(context: CommandContext, wanted: Wanted): Promise<Search> {
  const text = wanted.text.replace(/^@/, '').trim();
  if (ME.has(fold(text))) return { kind: 'found', person: context.who };
  const id = parsePersonId(text);
  try {
    if (id !== undefined) return found(context, { id, name: '' });
    const mentioned = await byMention(context, text);
    if (mentioned) return found(context, mentioned);
    return await byName(context, { ...wanted, text });
  } catch (error) {
    if (isNoAnswer(error))
      return { kind: 'reply', reply: { kind: 'unavailable', system: 'graph' } };
    throw error;
  }
}

/** Of somebody who never wrote to us name and language are remembered, so that cards can say it in theirs. */
async function found(context: CommandContext, { id, name }: Found): Promise<Search> {
  const { services, standing, locale } = context;
  if (standing.roles?.guests.has(id)) return nobody(name);
  const known = await services.people.get(id);
  if (known) return { kind: 'found', person: known };
  const [listed] = await listing(context, id, name);
  const named = name === '' ? listed?.name : name;
  if (named === undefined) return nobody(id);
  await services.people.met({ id, name: named, locale: parseLocale(listed?.language) ?? locale });
  return { kind: 'found', person: { id, name: named } };
}

/** What the directory has of them. Whose name is known from elsewhere needn't wait for it. */
async function listing({ services }: CommandContext, id: PersonId, name: string) {
  try {
    return await soon(services.directory.find(id, 1));
  } catch (error) {
    if (name !== '' && isNoAnswer(error)) return [];
    throw error;
  }
}

async function byMention({ turn }: CommandContext, text: string): Promise<Found | undefined> {
  const { mentions } = turn;
  const wanted = fold(text);
  // In Teams one may take words off a mention.
  const shortened = mentions.filter(({ name }) => wordsIn(name).includes(wanted));
  const mention =
    mentions.find(({ name }) => fold(name) === wanted) ??
    (shortened.length === 1 ? shortened[0] : undefined);
  if (mention === undefined) return undefined;
  const id = await soon(turn.memberByTeamsId(mention.teamsId));
  return id && { id, name: mention.name };
}

async function byName(context: CommandContext, { text, field, prefer }: Wanted): Promise<Search> {
  const { directory } = context.services;
  const all = await soon(directory.find(text, MOST));
  const people = all.filter(({ guest, enabled }) => enabled && !guest);
  const preferred = people.filter(({ id }) => prefer(id));
  const candidates = preferred.length > 0 ? preferred : people;
  const [only] = candidates;
  if (only === undefined) return nobody(text);
  if (candidates.length === 1) return found(context, only);
  return { kind: 'reply', reply: pickList(context, candidates, field) };
}

/** `anna`, `anna de`, `de vries`: what can be left of a mention. */
function wordsIn(name: string): readonly string[] {
  const words = fold(name).split(' ');
  return words.flatMap((_, from) =>
    words.slice(from).map((_word, count) => words.slice(from, from + count + 1).join(' ')),
  );
}

function nobody(searched: string): Search {
  const refusal = { code: 'HD-103', reason: 'person-not-found', searched } as const;
  return { kind: 'reply', reply: { kind: 'refused', refusal } };
}

function pickList(
  { say }: CommandContext,
  people: readonly DirectoryPerson[],
  field: string,
): Reply {
  return {
    kind: 'choice',
    code: 'HD-104',
    sentence: say('choose.person'),
    choices: people.map(({ id, name, upn }) => ({
      title: `${name} (${upn})`,
      inputs: { [field]: id },
    })),
  };
}
