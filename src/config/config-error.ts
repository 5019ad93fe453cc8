/** One thing that is wrong with the settings. Holds names and words, never a value. */
export interface ConfigProblem {
  /** Variable, or file and field. */
  readonly name: string;
  readonly wrong: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Every problem at once, one line each: name, what is wrong, what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ name, wrong, remedy }) => `  ${name} ${wrong}. ${remedy}.`);
    super(`Deskside can't start with these settings:\n${lines.join('\n')}`);
  }
}
