import type { ConfigProblem } from './config-error.js';
import { VARIABLES } from './variables.js';
import type { ValueOf, VariableName } from './variables.js';
import type { Variable } from './variables/declare.js';

export type Env = Readonly<Record<string, string | undefined>>;

/** Reads variables one at a time, as they are declared, and goes on after a problem, so that all are reported. */
export interface EnvReader {
  /**
   * The preset, or undefined without one, when not set; a wrong value is reported and counts as undefined. Empty is
   * not set.
   */
  read<Name extends VariableName>(name: Name): ValueOf<Name> | undefined;
  isSet(name: VariableName): boolean;
  report(name: string, wrong: string, remedy: string): void;
  readonly problems: readonly ConfigProblem[];
}

const DEFAULT_REMEDY = 'Correct it, or leave it out where it has a default';

export function createEnvReader(env: Env): EnvReader {
  const problems: ConfigProblem[] = [];
  const textOf = (name: string): string | undefined => env[name]?.trim() || undefined;
  return {
    problems,
    isSet: (name) => textOf(name) !== undefined,
    report: (name, wrong, remedy) => void problems.push({ name, wrong, remedy }),
    read<Name extends VariableName>(name: Name): ValueOf<Name> | undefined {
      const declared: Variable<unknown> = VARIABLES[name];
      const text = textOf(name) ?? declared.preset;
      if (text === undefined) return undefined;
      const result = declared.schema.safeParse(text);
      // The schema of this name made it; the compiler only sees that one of all schemas did.
      if (result.success) return result.data as ValueOf<Name>;
      // Our schemas' messages are whole phrases ("must be ..."); none repeats the value.
      const wrong = result.error.issues[0]?.message ?? 'is wrong';
      problems.push({ name, wrong, remedy: DEFAULT_REMEDY });
      return undefined;
    },
  };
}
