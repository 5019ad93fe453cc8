import type { PersonId } from '../ids.js';
import { reaches, rightsOf, type RightsFacts } from '../people/rights.js';
import type { FoundPc } from '../restart-ports.js';
import { targetOfPc } from './authorise-task.js';
import type { FoundTarget } from './command.js';
import type { TargetWish, Unclear, Wish } from './wish.js';

/** What a wish comes to, of all that the directory found. */
export interface Meant {
  /** Each once. */
  readonly pcs: readonly FoundPc[];
  readonly unclear: readonly Unclear[];
  /** Targets behind which there is nothing for the asker. */
  readonly missing: readonly TargetWish[];
  /** Groups that are there, and in which nobody has a PC. */
  readonly empty: readonly TargetWish[];
  /** Names of devices that no source manages. */
  readonly unmanaged: readonly string[];
}

/**
 * Which PCs are meant. What lies out of the asker's scope is taken away first, so that it is neither counted, offered
 * nor named, and reads as not found.
 */
export function meantBy(
  { wish, requester }: { readonly wish: Wish; readonly requester: PersonId },
  targets: readonly FoundTarget[],
  facts: RightsFacts,
): Meant {
  const reach = rightsOf(facts, requester).get('restart');
  const isTheirs = (pc: FoundPc): boolean => reaches(reach, targetOfPc(pc), facts.roles);
  const pcs: FoundPc[] = [];
  const unclear: Unclear[] = [];
  const missing: TargetWish[] = [];
  const empty: TargetWish[] = [];
  for (const [target, named] of wish.targets.entries()) {
    const theirs = (targets[target]?.pcs ?? []).filter(isTheirs);
    const fitting = isOnePc(named) ? windowsFirst(theirs) : theirs;
    if (fitting.length > 1 && isOnePc(named)) unclear.push({ target, candidates: fitting });
    else pcs.push(...fitting);
    if (fitting.length > 0) continue;
    const isThere = reach === 'any' && targets[target]?.known === true;
    if (!isThere) missing.push(named);
    else if (targets[target]?.unmanaged.length === 0) empty.push(named);
  }
  const all = [...new Map(pcs.map((pc) => [pc.device, pc])).values()];
  if (wish.part)
    return { pcs: partOf(all, wish.part), unclear, missing: [], empty: [], unmanaged: [] };
  // A device that nobody manages has no owner to lie in a scope.
  const unmanaged = reach === 'any' ? targets.flatMap((found) => found.unmanaged) : [];
  return { pcs: all, unclear, missing, empty, unmanaged };
}

/** HoloLens says `Windows Holographic`. */
export function isWindowsPc({ operatingSystem }: Pick<FoundPc, 'operatingSystem'>): boolean {
  return operatingSystem.toLowerCase() === 'windows';
}

/** A name or a person means one PC; where there are several, somebody chooses. */
function isOnePc({ kind }: TargetWish): boolean {
  return kind === 'pc' || kind === 'person';
}

/** Phones and the like only where there is no PC. */
function windowsFirst(found: readonly FoundPc[]): readonly FoundPc[] {
  const pcs = found.filter(isWindowsPc);
  return pcs.length > 0 ? pcs : found;
}

/** Equal parts by name, so that each PC is in exactly one of them whenever it is asked. */
function partOf(
  pcs: readonly FoundPc[],
  { k, of }: { readonly k: number; readonly of: number },
): readonly FoundPc[] {
  const sorted = [...pcs].sort((left, right) => compare(keyOf(left), keyOf(right)));
  const size = Math.ceil(sorted.length / of);
  return sorted.slice((k - 1) * size, k * size);
}

function keyOf({ name, device }: FoundPc): string {
  return `${name.toLowerCase()} ${device}`;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
