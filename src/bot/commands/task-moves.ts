import { z } from 'zod';
import { deviceId, type TaskId } from '../../services/desk/ids.js';
import { fold } from '../../services/desk/input/fold.js';
import { failedOf } from '../../services/desk/tasks/attention.js';
import type { TaskCommand } from '../../services/desk/tasks/command.js';
import type { Task, Wish } from '../../services/desk/tasks/task.js';
import type { FoundPc } from '../../services/desk/ports.js';
import { defineCommand, type Command } from './command.js';
import type { CommandContext } from './context.js';
import { optionalWords, REASON } from './inputs.js';
import { refusalOf } from './may.js';
import type { Reply } from './result.js';
import { firstWord, taskInput, taskMeant, taskNotFound, visibleTask } from './task-target.js';

/** A move of a restart as a reply. */
export async function moveTask(context: CommandContext, command: TaskCommand): Promise<Reply> {
  return { kind: 'task', answer: await context.task(command) };
}

/** The asker's yes after the check. */
export const confirmRestart = defineCommand({
  verb: 'confirm',
  aliases: { en: ['confirm'], nl: ['bevestigen', 'bevestig'], fr: ['confirmer'] },
  help: 'confirmRestart',
  group: 'work',
  rights: ['restart'],
  everyday: true,
  cardVerbs: ['confirm-restart'],
  rest: 'what',
  flags: [],
  input: taskInput,
  run: (context, input) =>
    simple(
      context,
      input,
      'confirm-restart',
      (task) => isOwn(context, task) && task.state === 'draft',
    ),
});

/** Looks everything up once more before it is confirmed. */
export const checkAgain = defineCommand({
  verb: 'check',
  aliases: { en: ['check'], nl: ['controleren'], fr: ['vérifier'] },
  help: 'checkAgain',
  group: 'work',
  rights: ['restart'],
  everyday: true,
  cardVerbs: ['check-again'],
  rest: 'what',
  flags: [],
  input: taskInput,
  run: (context, input) =>
    simple(context, input, 'check-again', (task) => isOwn(context, task) && task.state === 'draft'),
});

/** Nothing more is sent. */
export const halt = defineCommand({
  verb: 'halt',
  aliases: { en: ['halt', 'stop'], nl: ['stoppen'], fr: ['arrêter', 'stopper'] },
  help: 'halt',
  group: 'work',
  rights: ['halt'],
  everyday: true,
  cardVerbs: ['halt-restart'],
  rest: 'what',
  flags: [],
  input: taskInput,
  run: (context, input) =>
    simple(context, input, 'halt-restart', ({ state }) => state === 'running'),
});

type SimpleMove = 'confirm-restart' | 'check-again' | 'halt-restart';

async function simple(
  context: CommandContext,
  input: z.infer<typeof taskInput>,
  type: SimpleMove,
  fits: (task: Task) => boolean,
): Promise<Reply> {
  const meant = await taskMeant(context, input, fits, type === 'halt-restart');
  return meant.kind === 'reply' ? meant.reply : moveTask(context, { type, task: meant.id });
}

function isOwn({ who }: CommandContext, { requester }: Task): boolean {
  return requester === who.id;
}

/** A new check of the PCs that failed; it is confirmed and approved like any other. */
export const retryRestart = defineCommand({
  verb: 'retry',
  aliases: { en: ['retry'], nl: ['opnieuw'], fr: ['relancer'] },
  help: 'retry',
  group: 'work',
  rights: ['restart'],
  everyday: true,
  cardVerbs: ['retry-restart'],
  rest: 'what',
  flags: [{ name: 'failed', words: ['mislukt', 'échoués'], value: false }, REASON],
  input: z.object({ ...taskInput.shape, reason: optionalWords, failed: z.unknown().optional() }),
  async run(context, input) {
    const refusal = refusalOf('restart', context.standing);
    if (refusal) return { kind: 'refused', refusal };
    const meant = await taskMeant(context, input, (task) => failedOf(task).length > 0);
    if (meant.kind === 'reply') return meant.reply;
    const task = await visibleTask(context, meant.id);
    const failed = task ? failedOf(task) : [];
    if (!task || failed.length === 0) return taskNotFound(meant.id);
    const words = await context.services.tasks.words(task.id);
    const targets = failed.flatMap(({ device, name }) =>
      device === undefined ? [] : [{ kind: 'device' as const, id: device, name }],
    );
    const { force } = task.wish;
    const wish: Wish = { targets, force, dryRun: false, retryOf: task.id };
    const reason = input.reason ?? words.get(task.reason)?.text ?? '';
    return moveTask(context, { type: 'restart', wish, reason });
  },
});

/** Which PC a name means: by its place in the list, its id, or a word of its model. */
export const pickPc = defineCommand({
  verb: 'pick',
  aliases: { en: ['pick'], nl: ['pc kiezen'], fr: ['choisir le pc'] },
  help: 'pick',
  group: 'work',
  rights: ['restart'],
  cardVerbs: ['pick-pc'],
  rest: 'what',
  flags: [],
  input: z.object({
    ...taskInput.shape,
    device: z.string().max(80).optional(),
    target: z.coerce.number().int().min(0).max(200).optional(),
  }),
  async run(context, input) {
    const refusal = refusalOf('restart', context.standing);
    if (refusal) return { kind: 'refused', refusal };
    const unclear = (task: Task) => task.state === 'draft' && task.unclear.length > 0;
    const meant = await taskMeant(context, input, (task) => isOwn(context, task) && unclear(task));
    if (meant.kind === 'reply') return meant.reply;
    const task = await visibleTask(context, meant.id);
    if (!task) return taskNotFound(meant.id);
    const asked = task.state === 'draft' ? task.unclear[0] : undefined;
    const target = input.target ?? asked?.target ?? 0;
    const { words = '' } = meant;
    const device =
      input.device === undefined
        ? candidateIn(asked?.candidates ?? [], words)?.device
        : deviceId(input.device);
    if (device === undefined) return { kind: 'problem', field: 'what', missing: words === '' };
    return moveTask(context, { type: 'pick-pc', task: meant.id, target, device });
  },
});

function candidateIn(candidates: readonly FoundPc[], words: string): FoundPc | undefined {
  if (/^\d{1,2}$/.test(words)) return candidates[Number(words) - 1];
  const word = fold(words);
  const fitting = candidates.filter(
    ({ device, model }) => fold(device) === word || fold(model ?? '').includes(word),
  );
  return word !== '' && fitting.length === 1 ? fitting[0] : undefined;
}

/** What nobody could prove: look once more, or say what became of it. */
export const settle = defineCommand({
  verb: 'settle',
  aliases: { en: ['settle'], nl: ['vaststellen'], fr: ['constater'] },
  help: 'settle',
  group: 'work',
  rights: ['restart'],
  cardVerbs: ['settle-restart'],
  rest: 'what',
  flags: [],
  input: z.object({
    ...taskInput.shape,
    n: z.coerce.number().int().min(1).max(200).optional(),
    as: z.enum(['restarted', 'not-restarted']).optional(),
  }),
  async run(context, input) {
    const found = await itemMeant(context, input);
    if (found.kind === 'reply') return found.reply;
    const as = input.as ?? outcomeIn(found.words ?? '');
    if (as === undefined) return { kind: 'problem', field: 'what', missing: true };
    const { task, n } = found;
    return moveTask(context, { type: 'settle-restart', task, n, as });
  },
});

export const lookAgain = defineCommand({
  verb: 'look again',
  aliases: { en: ['look again'], nl: ['nog eens kijken'], fr: ['regarder de nouveau'] },
  help: 'lookAgain',
  group: 'work',
  rights: ['restart'],
  cardVerbs: ['look-again'],
  rest: 'what',
  flags: [],
  input: z.object({ ...taskInput.shape, n: z.coerce.number().int().min(1).max(200).optional() }),
  async run(context, input) {
    const found = await itemMeant(context, input);
    if (found.kind === 'reply') return found.reply;
    return moveTask(context, { type: 'look-again', task: found.task, n: found.n });
  },
});

const NOT = /(?:^|\s)(?:not|no|niet|nee|non|pas)(?:\s|$|-)/;
const YES_WORDS = /restarted|yes|ja|opgestart|herstart|oui|redemarre/;

function outcomeIn(words: string): 'restarted' | 'not-restarted' | undefined {
  const said = fold(words);
  if (NOT.test(said)) return 'not-restarted';
  return YES_WORDS.test(said) ? 'restarted' : undefined;
}

type ItemMeant =
  | {
      readonly kind: 'item';
      readonly task: TaskId;
      readonly n: number;
      readonly words: string | undefined;
    }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** `TASK-12 PC-0042 restarted`: the PC by its name within the task. */
async function itemMeant(
  context: CommandContext,
  input: z.infer<typeof taskInput> & { readonly n?: number | undefined },
): Promise<ItemMeant> {
  const meant = await taskMeant(context, input, ({ items }) =>
    items.some(({ state }) => state === 'unknown'),
  );
  if (meant.kind === 'reply') return meant;
  const task = await visibleTask(context, meant.id);
  if (!task) return { kind: 'reply', reply: taskNotFound(meant.id) };
  const { first, rest } = firstWord(meant.words);
  const unknown = task.items.filter(({ state }) => state === 'unknown');
  const named = task.items.find(({ name }) => fold(name) === fold(first));
  const only = unknown.length === 1 ? unknown[0] : undefined;
  const n = input.n ?? named?.n ?? only?.n;
  if (n === undefined)
    return { kind: 'reply', reply: { kind: 'problem', field: 'what', missing: first === '' } };
  const words = named ? rest : meant.words;
  return { kind: 'item', task: meant.id, n, words };
}

export const TASK_MOVES: readonly Command[] = [
  confirmRestart,
  checkAgain,
  pickPc,
  halt,
  retryRestart,
  settle,
  lookAgain,
];
