/** One comparison of a `$filter`; functions such as startswith are comparisons too. */
export interface Comparison {
  readonly kind: 'compare';
  readonly operator: string;
  readonly property: string;
  readonly value: string | number | boolean | null;
}

export type Filter =
  Comparison | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] };

export class FilterSyntaxError extends Error {}

const TOKEN = /\s*('(?:[^']|'')*'|[(),]|[^\s(),']+)/y;
const FUNCTIONS = new Set(['startswith', 'endswith', 'contains']);

function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < source.trimEnd().length) {
    const token = pattern.exec(source)?.[1];
    if (token === undefined) throw new FilterSyntaxError('unreadable filter');
    tokens.push(token);
  }
  return tokens;
}

function literal(token: string): Comparison['value'] {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === 'true' || token === 'false') return token === 'true';
  if (token === 'null') return null;
  return /^-?\d+$/.test(token) ? Number(token) : token;
}

/** A recursive-descent reader of the part of OData's grammar that Graph clients use. */
class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  whole(): Filter {
    const filter = this.any();
    if (this.at < this.tokens.length) throw new FilterSyntaxError('text after the filter');
    return filter;
  }

  private any(): Filter {
    return this.joined('or', () => this.joined('and', () => this.one()));
  }

  private joined(kind: 'and' | 'or', next: () => Filter): Filter {
    const first = next();
    const parts = [first];
    while (this.tokens[this.at]?.toLowerCase() === kind) {
      this.at += 1;
      parts.push(next());
    }
    return parts.length === 1 ? first : { kind, parts };
  }

  private one(): Filter {
    const token = this.take();
    if (token === '(') {
      const inner = this.any();
      this.expect(')');
      return inner;
    }
    if (!FUNCTIONS.has(token.toLowerCase())) {
      const operator = this.take().toLowerCase();
      return { kind: 'compare', property: token, operator, value: literal(this.take()) };
    }
    this.expect('(');
    const property = this.take();
    this.expect(',');
    const value = literal(this.take());
    this.expect(')');
    return { kind: 'compare', property, operator: token.toLowerCase(), value };
  }

  private take(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw new FilterSyntaxError('the filter ends too early');
    this.at += 1;
    return token;
  }

  private expect(wanted: string): void {
    if (this.take() !== wanted) throw new FilterSyntaxError(`${wanted} expected`);
  }
}

/** Reads an OData filter; throws FilterSyntaxError. */
export function parseFilter(source: string): Filter {
  return new Parser(tokensOf(source)).whole();
}

function rank(value: unknown): number | string {
  if (typeof value === 'number') return value;
  const time = Date.parse(String(value));
  return Number.isNaN(time) ? String(value).toLowerCase() : time;
}

function compares({ operator, value }: Comparison, actual: unknown): boolean {
  const [left, right] = [String(actual).toLowerCase(), String(value).toLowerCase()];
  switch (operator) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'lt':
      return rank(actual) < rank(value);
    case 'gt':
      return rank(actual) > rank(value);
    case 'startswith':
      return left.startsWith(right);
    case 'contains':
      return left.includes(right);
    default:
      return false;
  }
}

/** Whether a record passes; strings compare without case, as the directory does. */
export function passes(filter: Filter, record: Readonly<Record<string, unknown>>): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => passes(part, record));
    case 'or':
      return filter.parts.some((part) => passes(part, record));
    case 'compare':
      return compares(filter, record[filter.property] ?? null);
  }
}

/** Every comparison in a filter. */
export function comparisons(filter: Filter): Comparison[] {
  return filter.kind === 'compare' ? [filter] : filter.parts.flatMap(comparisons);
}
