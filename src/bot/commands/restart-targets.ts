import { fold } from '../../services/desk/input/fold.js';
import type { DirectoryGroup } from '../../services/desk/ports.js';
import type { TargetWish } from '../../services/desk/tasks/task.js';
import type { CommandContext } from './context.js';
import { isNoAnswer, soon } from './patience.js';
import { findPerson } from './people-search.js';
import type { Reply } from './result.js';

const GROUP: ReadonlySet<string> = new Set(['group', 'groep', 'groupe']);
const USER: ReadonlySet<string> = new Set(['user', 'gebruiker', 'utilisateur']);
/** One's own PC. */
const MINE: ReadonlySet<string> = new Set(['mine', 'mijn', 'mijne', 'mien', 'le mien']);
const PC: ReadonlySet<string> = new Set(['device', 'pc', 'apparaat', 'appareil', 'poste']);
/** No directory has names that are longer. */
const MOST = 120;
/** A pick list of more is no help. */
const MOST_CHOICES = 6;
/** Input of the command. */
const FIELD = 'targets';

export type TargetsMeant =
  | { readonly kind: 'targets'; readonly targets: readonly TargetWish[] }
  /** Somebody who isn't there, or one of several. */
  | { readonly kind: 'reply'; readonly reply: Reply };

/**
 * `PC-0042`, `PC-1,PC-2`, `@Anna de Vries`, `anna@example.com`, `user:anna`, `group:Finance`, `device:PC-0042`. The same
 * thing twice is one.
 */
export async function targetsIn(context: CommandContext, text: string): Promise<TargetsMeant> {
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.trim().slice(0, MOST))
    .filter((part) => part !== '');
  const read = await Promise.all(parts.map((part) => targetIn(context, part)));
  const targets: TargetWish[] = [];
  for (const [at, target] of read.entries()) {
    if (target.kind === 'reply') return { kind: 'reply', reply: whole(target.reply, parts, at) };
    targets.push(target);
  }
  const distinct = new Map(targets.map((target) => [JSON.stringify(target).toLowerCase(), target]));
  return { kind: 'targets', targets: [...distinct.values()] };
}

/** What is chosen from a list takes the place of what was typed; the rest stays named. */
function whole(reply: Reply, parts: readonly string[], at: number): Reply {
  if (reply.kind !== 'choice') return reply;
  const choices = reply.choices.map(({ title, inputs }) => {
    const chosen = String(inputs[FIELD]);
    return { title, inputs: { [FIELD]: parts.with(at, chosen).join(', ') } };
  });
  return { ...reply, choices };
}

type Read = TargetWish | Extract<TargetsMeant, { kind: 'reply' }>;

async function targetIn(context: CommandContext, text: string): Promise<Read> {
  const [, prefix = '', named = ''] = /^(\p{L}+):(.+)$/su.exec(text) ?? [];
  const kind = fold(prefix);
  const name = unquoted(named);
  if (MINE.has(fold(text))) return { kind: 'person', id: context.who.id };
  if (GROUP.has(kind)) return groupIn(context, name);
  if (USER.has(kind)) return personIn(context, name);
  if (PC.has(kind)) return { kind: 'pc', name };
  if (text.includes('@') || isMention(context, text)) return personIn(context, unquoted(text));
  return { kind: 'pc', name: unquoted(text) };
}

function isMention({ turn }: CommandContext, text: string): boolean {
  return turn.mentions.some(({ name }) => fold(name) === fold(text));
}

async function personIn(context: CommandContext, text: string): Promise<Read> {
  const search = await findPerson(context, { text, field: FIELD, prefer: () => false });
  if (search.kind === 'found') return { kind: 'person', id: search.person.id };
  const { reply } = search;
  if (reply.kind !== 'choice') return search;
  const choices = reply.choices.map(({ title, inputs }) => ({
    title,
    inputs: { [FIELD]: `user:${String(inputs[FIELD])}` },
  }));
  return { kind: 'reply', reply: { ...reply, choices } };
}

/** Groups may share a name. What Graph doesn't tell now is looked up with the PCs. */
async function groupIn({ services, locale }: CommandContext, name: string): Promise<Read> {
  const groups = await groupsNamed(services.directory, name);
  const [only] = groups;
  if (only === undefined) return { kind: 'group', name };
  if (groups.length === 1) return { kind: 'group', name: only.name, id: only.id };
  const choices = groups.slice(0, MOST_CHOICES).map(({ id, description }) => ({
    title: `${name} (${description ?? id})`,
    inputs: { [FIELD]: `group:${id}` },
  }));
  const sentence = services.t(locale, 'commands:choose.group');
  return { kind: 'reply', reply: { kind: 'choice', code: 'HD-104', sentence, choices } };
}

async function groupsNamed(
  directory: CommandContext['services']['directory'],
  name: string,
): Promise<readonly DirectoryGroup[]> {
  try {
    return await soon(directory.groups(name));
  } catch (error) {
    if (isNoAnswer(error)) return [];
    throw error;
  }
}

function unquoted(text: string): string {
  return text.trim().replace(/^@?["“«]\s*|\s*["”»]$/gu, '');
}
