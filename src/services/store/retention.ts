import { z } from 'zod';
import { ChainWalk, notWalked, type ChainPoint } from '../audit-file/chain.js';
import { OPEN_CHANGE_STATES, type Change } from '../desk/changes/change.js';
import type { Instant } from '../desk/ids.js';
import type { Kept, Retention } from '../desk/ports.js';
import { isOpenTask } from '../desk/tasks/task.js';
import { OPEN_STATES, type Request } from '../desk/requests/request.js';
import {
  BATCH,
  entriesFrom,
  entryIn,
  sealedFrom,
  startOf,
  type AuditParts,
  type Numbered,
} from './audit-reading.js';
import { signedTrimPoint } from './audit-trim.js';
import { UnreadableRecord } from './record-parsing.js';
import { readKept } from './records.js';
import { KEPT_IDS, removeKept } from './removing.js';

/** Records looked at in one step. */
const AT_ONCE = 200;

const trimReply = z.union([z.literal(0), z.literal(1)]);

export function createRetention(parts: AuditParts): Retention {
  return {
    requests: (before, from) => sweep(parts, 'request', { before, from }),
    changes: (before, from) => sweep(parts, 'change', { before, from }),
    tasks: (before, from) => sweep(parts, 'task', { before, from }),
    trail: (before) => trim(parts, before),
  };
}

interface Stretch {
  /** What was over by then goes. */
  readonly before: Instant;
  /** Number to begin at; undefined: the first that may still be there. */
  readonly from: number | undefined;
}

/**
 * Numbers rise with the moment somebody asked, so a record that is too young itself ends the search. Those that are
 * open, or over for too short a time, stay and are looked at again in the next round.
 */
async function sweep(parts: AuditParts, of: Kept['of'], { before, from }: Stretch) {
  const { redis, keys } = parts;
  const last = Number((await redis.get(keys.number(of))) ?? '0');
  const lowest = Number((await redis.get(keys.lowest(of))) ?? '1');
  const begin = from ?? lowest;
  const end = Math.min(last, begin + AT_ONCE - 1);
  let removed = 0;
  let staying: number | undefined;
  let tooYoung = false;
  for (let number = begin; number <= end && !tooYoung; number += 1) {
    const kept = await recordOf(parts, of, number);
    if (kept === undefined) continue;
    if (kept === 'unreadable') {
      staying ??= number;
      continue;
    }
    tooYoung = kept.record.openedAt >= before;
    if (!tooYoung && isOver(kept, before) && (await removeKept(parts, kept))) removed += 1;
    else staying ??= number;
  }
  if (begin === lowest) await redis.set(keys.lowest(of), staying ?? end + 1);
  return { removed, next: end < last && !tooYoung ? end + 1 : undefined };
}

async function recordOf(
  { redis, keys }: AuditParts,
  of: Kept['of'],
  number: number,
): Promise<Kept | 'unreadable' | undefined> {
  const id = KEPT_IDS[of](number);
  const json = await redis.hget(keys.record(id), 'j');
  if (json === null) return undefined;
  try {
    return readKept(id, json);
  } catch (error) {
    // Of a newer version, or damaged: it holds up nothing else.
    if (error instanceof UnreadableRecord) return 'unreadable';
    throw error;
  }
}

function isOver(kept: Kept, before: Instant): boolean {
  switch (kept.of) {
    case 'request':
      return isRequestOver(kept.record, before);
    case 'change':
      return isChangeOver(kept.record, before);
    case 'task':
      return !isOpenTask(kept.record) && kept.record.moved.at < before;
  }
}

/** As long as it can be brought back it isn't over. */
function isRequestOver(request: Request, before: Instant): boolean {
  if (OPEN_STATES.has(request.state) || request.moved.at >= before) return false;
  if ('reviveUntil' in request && request.reviveUntil >= before) return false;
  return !('reopenUntil' in request) || request.reopenUntil < before;
}

function isChangeOver({ state, moved, breakGlass }: Change, before: Instant): boolean {
  const unseen = breakGlass !== undefined && !breakGlass.reviewed;
  return !OPEN_CHANGE_STATES.has(state) && !unseen && moved.at < before;
}

/** A batch of the oldest entries. With a key only what is proven goes, and up to where is signed. */
async function trim(parts: AuditParts, before: Instant): Promise<number> {
  const { redis, run, keys, auditKey } = parts;
  const stood = (await redis.get(keys.auditTrimmed)) ?? '';
  const old = auditKey
    ? await provenOld(parts, auditKey, before)
    : oldOf(await entriesFrom(parts, 0, BATCH), before).map(({ seq }) => ({ seq, mac: '' }));
  const last = old.at(-1);
  if (!last) return 0;
  const point = auditKey ? signedTrimPoint(auditKey, last) : '';
  const names = [keys.audit, keys.auditSeals, keys.auditTrimmed];
  const done = trimReply.parse(await run('hdTrim', names, stood, point, last.seq + 1));
  return done === 1 ? old.length : 0;
}

/** Follows the chain from where it begins: a signature over what doesn't verify would hide that for ever. */
async function provenOld(
  parts: AuditParts,
  auditKey: Uint8Array,
  before: Instant,
): Promise<ChainPoint[]> {
  const start = await startOf(parts);
  const walk = new ChainWalk(auditKey, notWalked(start));
  const sealed = await sealedFrom(parts, start.seq + 1, BATCH);
  const broken = sealed.findIndex((entry) => !walk.step(entry));
  const proven = broken === -1 ? sealed : sealed.slice(0, broken);
  return oldOf(proven, before).map(({ seq, mac }) => ({ seq, mac }));
}

/** Those at the beginning that are old enough; what can't be read stays. */
function oldOf<Entry extends Numbered>(entries: readonly Entry[], before: Instant): Entry[] {
  const young = entries.findIndex(({ text }) => (entryIn(text)?.at ?? before) >= before);
  return young === -1 ? [...entries] : entries.slice(0, young);
}
