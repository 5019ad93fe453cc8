/** Numbers that only rise, as `1-500,502,510-512`. */
export class Numbers {
  private readonly ranges: { from: number; to: number }[] = [];

  add(from: number, to = from): void {
    const last = this.ranges.at(-1);
    if (from > to || (last && from <= last.to)) throw new RangeError(`${from} to ${to} is no rise`);
    if (last?.to === from - 1) last.to = to;
    else this.ranges.push({ from, to });
  }

  get count(): number {
    return this.ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  }

  get last(): number | undefined {
    return this.ranges.at(-1)?.to;
  }

  includes(number: number): boolean {
    return this.ranges.some(({ from, to }) => from <= number && number <= to);
  }

  toString(): string {
    return this.ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join();
  }

  *[Symbol.iterator](): Generator<number, undefined> {
    for (const { from, to } of this.ranges)
      for (let number = from; number <= to; number += 1) yield number;
    return undefined;
  }
}

/** Undefined when the text isn't what `toString` writes. */
export function parseNumbers(text: string): Numbers | undefined {
  const numbers = new Numbers();
  for (const part of text === '' ? [] : text.split(',')) {
    const [, from, to] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(part) ?? [];
    if (from === undefined || Number(to ?? from) < Number(from)) return undefined;
    if (Number(from) <= (numbers.last ?? -1)) return undefined;
    numbers.add(Number(from), Number(to ?? from));
  }
  return numbers;
}
