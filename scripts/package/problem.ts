/** One thing that keeps the package from being made: what it is about, what is wrong, what to do. */
export interface Problem {
  /** Variable, or file and field. */
  readonly name: string;
  readonly wrong: string;
  readonly remedy: string;
}

export function inWords({ name, wrong, remedy }: Problem): string {
  return `  ${name} ${wrong}. ${remedy}.`;
}
