import type { z } from 'zod';
import type { CommandContext } from './context.js';
import type { Declared } from './declared.js';
import type { Consequence, Reply } from './result.js';

/** One thing people can say, in one place. */
export interface CommandSpec<Input> extends Declared {
  /** Inputs by name: `id`, the rest, flags and a card's own inputs. */
  readonly input: z.ZodType<Input>;
  /** Set when a typed command is asked back before it runs. Undefined from it: nothing to ask, run. */
  consequence?(context: CommandContext, input: Input): Promise<Consequence | undefined>;
  run(context: CommandContext, input: Input): Promise<Reply>;
}

/** A declared command whose input type nobody else needs to know. */
export interface Command extends Declared {
  readonly asksBack: boolean;
  prepare(inputs: Readonly<Record<string, unknown>>): Prepared;
}

export type Prepared =
  | {
      readonly ok: true;
      consequence(context: CommandContext): Promise<Consequence | undefined>;
      run(context: CommandContext): Promise<Reply>;
    }
  /** The first input that is missing or not what it should be. */
  | { readonly ok: false; readonly field: string; readonly missing: boolean };

export function defineCommand<Input>(spec: CommandSpec<Input>): Command {
  return {
    ...spec,
    asksBack: spec.consequence !== undefined,
    prepare(inputs) {
      const parsed = spec.input.safeParse(inputs);
      if (!parsed.success) {
        const field = String(parsed.error.issues[0]?.path[0] ?? spec.rest ?? 'id');
        const given = inputs[field];
        return { ok: false, field, missing: given === undefined || given === '' };
      }
      const input = parsed.data;
      return {
        ok: true,
        consequence: async (context) => spec.consequence?.(context, input),
        run: (context) => spec.run(context, input),
      };
    },
  };
}
