import type { z } from 'zod';
import type { ConfigProblem } from './config-error.js';

export type Env = Readonly<Record<string, string | undefined>>;

/** Reads variables one at a time and goes on after a problem, so that all of them are reported. */
export interface EnvReader {
  /** Undefined when not set; a wrong value is reported and counts as not set. Empty is not set. */
  read<T>(name: string, schema: z.ZodType<T>): T | undefined;
  isSet(name: string): boolean;
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
    read(name, schema) {
      const text = textOf(name);
      if (text === undefined) return undefined;
      const result = schema.safeParse(text);
      if (result.success) return result.data;
      // Our schemas' messages are whole phrases ("must be ..."); none repeats the value.
      const wrong = result.error.issues[0]?.message ?? 'is wrong';
      problems.push({ name, wrong, remedy: DEFAULT_REMEDY });
      return undefined;
    },
  };
}
