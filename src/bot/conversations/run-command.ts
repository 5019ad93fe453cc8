import { BusyError } from '../../services/desk/execute.js';
import { remark } from '../../services/telemetry/correlation.js';
import type { Command } from '../commands/command.js';
import { errorVoice, type CommandContext } from '../commands/context.js';
import { refusalOf } from '../commands/may.js';
import type { Reply } from '../commands/result.js';
import { askToConfirm, askWhich } from './asking.js';
import { findTarget } from './targets.js';

export interface CommandRun {
  readonly command: Command;
  /** Inputs by name, not parsed yet. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Already confirmed: by `--yes`, by the button, or inside the card. */
  readonly confirmed: boolean;
  readonly opKey: string;
}

/** A choice is put to the person and becomes a card here. */
export type Presentable = Exclude<Reply, { kind: 'choice' }>;

/** Finds the request, parses the inputs, asks back where that is due, and runs it. */
export async function runCommand(context: CommandContext, run: CommandRun): Promise<Presentable> {
  remark({ command: run.command.verb });
  try {
    const reply = await attempt(context, run);
    if (reply.kind === 'refused') await context.witness(run.command.verb, reply.refusal);
    return reply;
  } catch (error) {
    if (!(error instanceof BusyError)) throw error;
    const { say } = errorVoice(context);
    return {
      kind: 'advice',
      sentence: say('busy.sentence'),
      next: say('busy.next'),
      code: 'HD-302',
    };
  }
}

async function attempt(context: CommandContext, run: CommandRun): Promise<Presentable> {
  const { command, opKey } = run;
  const refusal = neverAllowed(context, command);
  const needsTarget = command.about !== undefined && run.inputs['id'] === undefined;
  if (needsTarget && refusal) return { kind: 'refused', refusal };
  const target = needsTarget
    ? await findTarget(context, { ...command, about: command.about })
    : undefined;
  if (target?.kind === 'reply') return put(context, run, target.reply);
  const inputs = target ? { ...run.inputs, id: target.id } : run.inputs;
  const prepared = command.prepare(inputs);
  if (!prepared.ok) return { kind: 'problem', field: prepared.field, missing: prepared.missing };
  // Nobody is asked "are you sure" about what they may not do: the desk refuses it, and audits that.
  const asks = command.asksBack && !run.confirmed && !refusal;
  const consequence = asks ? await prepared.consequence(context) : undefined;
  if (consequence) return askToConfirm(context, { verb: command.verb, inputs, opKey }, consequence);
  return put(context, { ...run, inputs }, await prepared.run(context));
}

/** The refusal that all of a command's rights come to, whatever the request. */
function neverAllowed({ standing }: CommandContext, command: Command) {
  const refusals = command.rights.map((right) => refusalOf(right, standing));
  return refusals.every((refusal) => refusal !== undefined) ? refusals[0] : undefined;
}

async function put(context: CommandContext, run: CommandRun, reply: Reply): Promise<Presentable> {
  if (reply.kind !== 'choice') return reply;
  const { command, inputs, opKey } = run;
  return askWhich(context, { verb: command.verb, inputs, opKey }, reply);
}
