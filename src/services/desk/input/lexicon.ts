/** A flag of a command: `--reason "..."` or, without a value, `--urgent`. */
export interface LexiconFlag {
  /** The name it has in the parsed line. */
  readonly name: string;
  /** Every word it goes by, without `--`, in any language. */
  readonly words: readonly string[];
  readonly value: boolean;
}

/** One command as the parser sees it. */
export interface LexiconCommand {
  readonly verb: string;
  /** Every word or pair of words it goes by, in any language; compared folded. */
  readonly words: readonly string[];
  readonly flags: readonly LexiconFlag[];
  /** The first word after the command may be the id of a request. */
  readonly takesId: boolean;
}

export type Lexicon = readonly LexiconCommand[];
