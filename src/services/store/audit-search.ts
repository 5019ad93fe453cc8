import { parseRequestId } from '../desk/ids.js';
import type { AuditEntry, AuditLog, AuditQuery, NumberedEntry } from '../desk/ports.js';
import type { Request } from '../desk/requests/request.js';
import { BATCH, entryIn, numbered, type AuditParts, type Numbered } from './audit-reading.js';
import { requestsByIds } from './requests.js';

/** A search looks at no more than this many entries; older ones are for an export. */
const MOST_SEARCHED = 50_000;

type Reading = Pick<AuditParts, 'redis' | 'keys'>;

/** Newest first. */
export async function search(
  parts: Reading,
  query: AuditQuery,
  most: number,
): ReturnType<AuditLog['search']> {
  const { redis, keys } = parts;
  const entries: NumberedEntry[] = [];
  let before = query.upTo === undefined ? '+' : `${query.upTo}-0`;
  for (let looked = 0; looked < MOST_SEARCHED; looked += BATCH) {
    const piece = await redis.xrevrange(keys.audit, before, '-', 'COUNT', BATCH);
    const read = piece.map(numbered);
    entries.push(...(await fitting(parts, query, read)));
    if (entries.length > most) return { entries: entries.slice(0, most), more: true };
    const last = piece.at(-1);
    const over = piece.length < BATCH || read.some((one) => isTooOld(one, query));
    if (!last || over) return { entries, more: false };
    before = `(${last[0]}`;
  }
  return { entries, more: true };
}

/** Those of a batch that fit. */
export async function fitting(
  parts: Reading,
  query: AuditQuery,
  batch: readonly Numbered[],
): Promise<NumberedEntry[]> {
  const fit = batch.flatMap(({ seq, text }) => {
    const entry = entryIn(text);
    return entry && fits(entry, query) ? [{ seq, entry }] : [];
  });
  const { device } = query;
  if (device === undefined || fit.length === 0) return fit;
  const about = new Set(fit.map(({ entry }) => entry.request));
  const ids = [...about].filter((id) => id !== undefined && parseRequestId(id) === id);
  const requests = await requestsByIds(parts.redis, parts.keys, ids.map(String));
  const on = new Set<unknown>(
    requests.filter((request) => isOn(request, device)).map(({ id }) => id),
  );
  return fit.filter(({ entry }) => on.has(entry.request));
}

function isOn({ device }: Request, wanted: string): boolean {
  const name = wanted.toLowerCase();
  return (
    device.name?.toLowerCase() === name ||
    (device.kind === 'managed' && device.id.toLowerCase() === name)
  );
}

function isTooOld({ text }: Numbered, { since }: AuditQuery): boolean {
  const at = since === undefined ? undefined : entryIn(text)?.at;
  return at !== undefined && since !== undefined && at < since;
}

function fits(entry: AuditEntry, query: AuditQuery): boolean {
  if (query.about !== undefined && entry.request !== query.about) return false;
  if (query.denied && entry.outcome !== 'refused') return false;
  if (query.since !== undefined && entry.at < query.since) return false;
  if (query.person === undefined) return true;
  return entry.actor === query.person || entry.subject === query.person;
}
