/** One line of a CSV file (RFC 4180); without cells when its quotes don't add up. */
export interface CsvLine {
  readonly line: number;
  readonly cells?: readonly string[];
  /** The file ends within it. */
  readonly torn?: true;
}

/** Spreadsheets read UTF-8 only behind this. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What a spreadsheet would take for a formula; a quote of our own must be told from the guard. */
const FORMULA = /^[=+\-@\t\r']/;

/** Guards against formulas (OWASP: CSV injection) and quotes always, so that no cell needs a closer look. */
export function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => {
    const guarded = FORMULA.test(cell) ? `'${cell}` : cell;
    return `"${guarded.replaceAll('"', '""')}"`;
  });
  return `${quoted.join(',')}\r\n`;
}

function unguarded(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

/** Reads what `csvLine` writes, piece by piece. Cells without quotes are read too, as spreadsheets write them. */
export async function* readCsv(pieces: AsyncIterable<string>): AsyncGenerator<CsvLine> {
  let line = 0;
  let pending = '';
  let quotes = 0;
  for await (const piece of pieces) {
    for (const text of piece.split(/(?<=\n)/)) {
      pending += text;
      quotes += countQuotes(text);
      // A line break inside quotes belongs to the cell.
      if (!text.endsWith('\n') || quotes % 2 === 1) continue;
      line += 1;
      yield { line, ...cellsOf(pending, line) };
      pending = '';
      quotes = 0;
    }
  }
  if (pending !== '')
    yield { line: line + 1, torn: true, ...(quotes % 2 === 0 ? cellsOf(pending, line + 1) : {}) };
}

function countQuotes(text: string): number {
  return text.split('"').length - 1;
}

const CELL = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

function cellsOf(ended: string, line: number): { readonly cells?: readonly string[] } {
  const text = (line === 1 ? ended.replace(BYTE_ORDER_MARK, '') : ended).replace(/\r?\n$/, '');
  const cells: string[] = [];
  CELL.lastIndex = 0;
  for (;;) {
    const match = CELL.exec(text);
    if (!match) return {};
    const [, quoted, plain = '', end] = match;
    cells.push(unguarded(quoted === undefined ? plain : quoted.replaceAll('""', '"')));
    if (end === '') return { cells };
  }
}
