import { distance } from 'fastest-levenshtein';
import { isVariableName, VARIABLES } from './variables.js';

/** A variable that nothing reads. Holds its name, never its value. */
export interface Stranger {
  readonly name: string;
  /** What may have been meant. */
  readonly near?: string;
}

/** Names that begin so are meant for us; what a container platform adds for its own services isn't. */
const FAMILIES = /^(?:MicrosoftApp|GRAPH_|TEAMVIEWER_|CONFIGMGR_|REDIS_|HELPDESK_)/i;
const PLATFORM = /_SERVICE_(?:HOST|PORT)|_PORT(?:_\d+_\w+)?$|_BIN$/;

/** Of a short name two letters are most of it: `PATH` isn't `PORT`. */
function allowance(name: string): number {
  if (name.length >= 9) return 2;
  return name.length >= 7 ? 1 : 0;
}

export function strangers(names: readonly string[]): readonly Stranger[] {
  return names.flatMap((name) => {
    if (isVariableName(name) || PLATFORM.test(name)) return [];
    const near = nearest(name);
    if (near !== undefined) return [{ name, near }];
    return FAMILIES.test(name) ? [{ name }] : [];
  });
}

/** Only in another case, or a letter or two away. */
function nearest(name: string): string | undefined {
  const asked = name.toUpperCase();
  const found = Object.keys(VARIABLES)
    .map((known) => ({ known, away: distance(asked, known.toUpperCase()) }))
    .filter(({ known, away }) => away <= allowance(known))
    .sort((left, right) => left.away - right.away);
  return found[0]?.known;
}
