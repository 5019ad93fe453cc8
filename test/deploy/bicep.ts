/** What one Bicep file declares and uses, as far as a small reader of our own understands it. */
export interface BicepFile {
  /** Names, and whether they may be left out. */
  readonly params: ReadonlyMap<string, { readonly optional: boolean; readonly described: boolean }>;
  readonly variables: readonly string[];
  readonly resources: readonly {
    readonly name: string;
    readonly type: string;
    readonly version: string;
  }[];
  readonly modules: readonly {
    readonly name: string;
    readonly path: string;
    readonly params: readonly string[];
  }[];
  readonly outputs: readonly string[];
  /** Names that stand for something declared, or for a function, wherever they are used. */
  readonly used: readonly string[];
  /** `module.outputs.name`. */
  readonly outputsUsed: readonly { readonly module: string; readonly output: string }[];
}

type Token = { readonly kind: 'name' | 'text' | 'mark'; readonly text: string };

const OPEN = new Map([
  ['{', '}'],
  ['[', ']'],
  ['(', ')'],
]);

/**
 * Reads a Bicep file: strings with `${...}`, comments, brackets. Throws where one isn't closed.
 * It knows the language's few declarations and nothing of Azure's types.
 */
export function readBicep(text: string): BicepFile {
  const tokens = tokensOf(text);
  checkBrackets(tokens);
  const declared = [...text.matchAll(/^(param|var|output) (\w+)/gm)];
  const names = (kind: string) =>
    declared.flatMap(([, k, name]) => (k === kind && name ? [name] : []));
  return {
    params: paramsOf(text),
    variables: names('var'),
    outputs: names('output'),
    resources: [...text.matchAll(/^resource (\w+) '([\w./]+)@([\w-]+)'/gm)].map(
      ([, name = '', type = '', version = '']) => ({ name, type, version }),
    ),
    modules: modulesOf(text),
    used: usedIn(tokens),
    outputsUsed: [...text.matchAll(/(\w+)!?\.outputs\.(\w+)/g)].map(
      ([, module = '', output = '']) => ({
        module,
        output,
      }),
    ),
  };
}

function paramsOf(text: string): BicepFile['params'] {
  const lines = text.split('\n');
  const found = lines.flatMap((line, at) => {
    const [, name, type = ''] = /^param (\w+) (.+)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const above = lines.slice(0, at).reverse();
    const decorators = above.slice(
      0,
      Math.max(
        0,
        above.findIndex((one) => !one.startsWith('@')),
      ),
    );
    const described = decorators.some((one) => /^@description\('.+'\)$/.test(one));
    return [[name, { optional: type.includes(' = '), described }] as const];
  });
  return new Map(found);
}

function modulesOf(text: string): BicepFile['modules'] {
  const pattern = /^module (\w+) '([^']+)' = [^\n]*\{\n([\s\S]*?)^\}/gm;
  return [...text.matchAll(pattern)].map(([, name = '', path = '', body = '']) => {
    const params = /^ {2}params: \{\n([\s\S]*?)^ {2}\}/m.exec(body)?.[1] ?? '';
    return { name, path, params: [...params.matchAll(/^ {4}(\w+):/gm)].map(([, one = '']) => one) };
  });
}

const WORDS = new Set(
  'targetScope param var resource module output existing for in if true false null using string int bool object array'.split(
    ' ',
  ),
);

/** Names that aren't keys of objects, properties behind a dot, words of the language or declared by a loop. */
function usedIn(tokens: readonly Token[]): readonly string[] {
  const loops = new Set(
    tokens.flatMap((token, at) => (tokens[at - 1]?.text === 'for' ? [token.text] : [])),
  );
  return tokens.flatMap(({ kind, text }, at) => {
    const before = tokens[at - 1]?.text ?? '';
    const key = tokens[at + 1]?.text === ':' && ['{', '\n', ','].includes(before);
    const declaration = ['param', 'var', 'resource', 'module', 'output'].includes(before);
    const skip = kind !== 'name' || key || declaration || before === '.' || before === '@';
    return skip || WORDS.has(text) || loops.has(text) ? [] : [text];
  });
}

function checkBrackets(tokens: readonly Token[]): void {
  const awaited: string[] = [];
  for (const { kind, text } of tokens) {
    if (kind !== 'mark') continue;
    const close = OPEN.get(text);
    if (close !== undefined) awaited.push(close);
    else if ([...OPEN.values()].includes(text) && awaited.pop() !== text) {
      throw new Error(`"${text}" closes nothing`);
    }
  }
  if (awaited.length > 0) throw new Error(`"${awaited.join(' ')}" is missing at the end`);
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|['\n]|[A-Z_]\w*|\d+|\S/iy;
  const read = (from: number, until: string): number => {
    let at = from;
    while (at < text.length) {
      pattern.lastIndex = at;
      const [found] = pattern.exec(text) ?? [];
      if (found === undefined) at += 1;
      else if (found === until) return at;
      else at = found === "'" ? string(at + 1) : take(found, at);
    }
    return at;
  };
  const take = (found: string, at: number): number => {
    if (!found.startsWith('//') && !found.startsWith('/*')) {
      tokens.push({ kind: /^[A-Z_]/i.test(found) ? 'name' : 'mark', text: found });
      // An object inside an interpolation closes its own bracket.
      if (found === '{') {
        const end = read(at + 1, '}');
        tokens.push({ kind: 'mark', text: text[end] ?? '' });
        return end + 1;
      }
    }
    return at + found.length;
  };
  const string = (from: number): number => {
    let at = from;
    while (text[at] !== "'") {
      if (at >= text.length || text[at] === '\n') throw new Error('a string is not closed');
      if (text[at] === '\\') at += 2;
      else if (text.startsWith('${', at)) at = read(at + 2, '}') + 1;
      else at += 1;
    }
    tokens.push({ kind: 'text', text: '' });
    return at + 1;
  };
  read(0, '');
  return tokens;
}
