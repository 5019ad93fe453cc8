/** One instruction of a Dockerfile, with continuation lines joined. */
export interface Instruction {
  readonly name: string;
  /** `--from=build` and the like, without dashes. */
  readonly flags: ReadonlyMap<string, string>;
  /** What follows the flags, as it was written. */
  readonly rest: string;
}

export function parseDockerfile(text: string): readonly Instruction[] {
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  return lines.map((line) => {
    const [, name = '', after = ''] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? [];
    const flags = new Map<string, string>();
    let rest = after;
    for (
      let flag = /^--([\w-]+)=(\S+)\s*/.exec(rest);
      flag;
      flag = /^--([\w-]+)=(\S+)\s*/.exec(rest)
    ) {
      flags.set(flag[1] ?? '', flag[2] ?? '');
      rest = rest.slice(flag[0].length);
    }
    return { name: name.toUpperCase(), flags, rest };
  });
}

/** `["node", "x"]`; throws on the shell form. */
export function execForm(text: string): readonly string[] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) throw new Error(`not the exec form: ${text}`);
  return parsed.map(String);
}

/** `$NAME` and `${NAME}`, as Docker replaces them everywhere but in RUN, CMD and HEALTHCHECK. */
export function substituted(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    const value = values.get(name);
    if (value === undefined) throw new Error(`$${name} has no value`);
    return value;
  });
}

/** `A=1 B="two words"`. */
export function pairsOf(text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S*))/g)].map(
    ([, name = '', quoted, bare = '']) => [name, quoted ?? bare],
  );
}
