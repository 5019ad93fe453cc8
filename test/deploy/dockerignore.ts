/** Whether a path of the build context, relative and with slashes, is kept out of it. */
export type Ignored = (path: string) => boolean;

/**
 * A .dockerignore as BuildKit reads it: the last line that matches the path, or a folder above it, decides; `!` lets
 * in again; `**` is any number of folders. Character classes aren't known here: a line with one is refused.
 */
export function parseDockerignore(text: string): Ignored {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const lets = line.startsWith('!');
      return { lets, pattern: patternOf(lets ? line.slice(1) : line) };
    });
  return (path) => {
    const parts = path.split('/');
    const above = parts.map((_, n) => parts.slice(0, n + 1).join('/'));
    return rules.reduce(
      (ignored, { lets, pattern }) =>
        above.some((prefix) => pattern.test(prefix)) ? !lets : ignored,
      false,
    );
  };
}

function patternOf(glob: string): RegExp {
  if (/[[\]{}\\]/.test(glob)) throw new Error(`.dockerignore: ${glob} is not understood here`);
  const source = glob
    .replace(/^\/|\/$/g, '')
    .replaceAll('.', String.raw`\.`)
    .replaceAll(/\*\*\/|\*\*|\*|\?/g, (wildcard) => WILDCARDS[wildcard] ?? wildcard);
  return new RegExp(`^${source}$`);
}

const WILDCARDS: Readonly<Record<string, string>> = {
  '**/': '(?:[^/]+/)*',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};
