import { fold } from '../../services/desk/input/fold.js';
import type { TargetWish } from '../../services/desk/tasks/task.js';
import type { CommandContext } from './context.js';

const GROUP: ReadonlySet<string> = new Set(['group', 'groep', 'groupe']);
const USER: ReadonlySet<string> = new Set(['user', 'gebruiker', 'utilisateur']);
const PC: ReadonlySet<string> = new Set(['device', 'pc', 'apparaat', 'appareil', 'poste']);
/** No directory has names that are longer. */
const MOST = 120;

/**
 * `PC-0042`, `PC-1,PC-2`, `@Anna de Vries`, `anna@example.com`, `user:anna`, `group:Finance`, `device:PC-0042`. The same
 * thing twice is one.
 */
export async function targetsIn(
  context: CommandContext,
  text: string,
): Promise<readonly TargetWish[]> {
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.trim().slice(0, MOST))
    .filter((part) => part !== '');
  const targets: TargetWish[] = [];
  for (const part of parts) targets.push(await targetIn(context, part));
  return [
    ...new Map(targets.map((target) => [JSON.stringify(target).toLowerCase(), target])).values(),
  ];
}

async function targetIn(context: CommandContext, text: string): Promise<TargetWish> {
  const [, prefix = '', named = ''] = /^(\p{L}+):(.+)$/su.exec(text) ?? [];
  const kind = fold(prefix);
  const name = unquoted(named);
  if (GROUP.has(kind)) return { kind: 'group', name };
  if (USER.has(kind)) return { kind: 'user', text: name };
  if (PC.has(kind)) return { kind: 'pc', name };
  const mentioned = await mentionIn(context, text);
  if (mentioned) return mentioned;
  if (text.startsWith('@')) return { kind: 'user', text: unquoted(text.slice(1)) };
  return text.includes('@') ? { kind: 'user', text } : { kind: 'pc', name: unquoted(text) };
}

function unquoted(text: string): string {
  return text.trim().replace(/^["“«]\s*|\s*["”»]$/gu, '');
}

async function mentionIn({ turn }: CommandContext, text: string): Promise<TargetWish | undefined> {
  const wanted = fold(text.replace(/^@/, ''));
  const mention = turn.mentions.find(({ name }) => fold(name) === wanted);
  const id = mention && (await turn.memberByTeamsId(mention.teamsId));
  return id && { kind: 'person', id };
}
