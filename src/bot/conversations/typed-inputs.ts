import type { ParsedCommand } from '../../services/desk/input/parse.js';
import type { Declared } from '../commands/declared.js';

export interface TypedInputs {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly confirmed: boolean;
  /** Words behind a command that takes none. */
  readonly extra?: string;
}

/** A parsed line as the inputs of its command. Words behind a flag of the same name belong to it. */
export function inputsFrom(parsed: ParsedCommand, command: Declared): TypedInputs {
  const { yes, ...flags } = parsed.flags;
  const inputs: Record<string, unknown> = { ...flags };
  if (parsed.id !== undefined) inputs['id'] = parsed.id;
  const [task] = /^task-\d{1,9}\b/i.exec(parsed.rest) ?? [];
  const isTask = command.alsoTasks === true && task !== undefined;
  if (isTask) inputs['id'] = task;
  const rest = isTask ? parsed.rest.slice(task.length).trim() : parsed.rest;
  if (rest !== '' && command.rest !== undefined) {
    const flag = inputs[command.rest];
    inputs[command.rest] = typeof flag === 'string' ? `${flag} ${rest}` : rest;
  }
  const confirmed = yes === true;
  return command.rest === undefined && rest !== ''
    ? { inputs, confirmed, extra: rest }
    : { inputs, confirmed };
}

/**
 * Whether a line that starts like a command is rather a sentence ("cancel my meeting"). Only in one's own chat and
 * without a slash; whoever names a request, quotes or uses flags gives a command.
 */
export function readsLikeProse(parsed: ParsedCommand, command: Declared): boolean {
  if (parsed.slash || parsed.quoted || parsed.rest === '') return false;
  if (Object.keys(parsed.flags).length > 0 || /^task-\d/i.test(parsed.rest)) return false;
  if (command.rest === undefined) return true;
  if (command.about !== undefined) return parsed.id === undefined;
  return command.help !== 'new' && parsed.words > 3;
}
