import type { z } from 'zod';

/** One environment variable: how it is read, and what is said of it in .env.example and in the documentation. */
export interface Variable<T> {
  /** Messages are phrases that follow the variable's name ("must be ...") and never repeat the value. */
  readonly schema: z.ZodType<T>;
  /** One sentence, for the person who installs it. */
  readonly meaning: string;
  /** Default in words; a literal one is in `preset`. */
  readonly otherwise?: string;
  /** The value that stands in .env.example, where the default is a plain value. */
  readonly preset?: string;
  /** When it has to be there: follows "required". */
  readonly required?: string;
  /** Never logged, never shown; belongs in a vault. */
  readonly secret?: true;
}

/** Keeps the type that the schema gives. */
export function variable<T>(declared: Variable<T>): Variable<T> {
  return declared;
}
