import { randomBytes } from 'node:crypto';
import type { AuditQuery, ExportOrder } from '../../../src/services/desk/ports.js';
import { ANNA, audited, BRAM, NOON_ISH, openStore, person, type OpenedStore } from './building.js';

export const KEY = randomBytes(32);

/** A trail of this many entries, of several people, sealed; names that a spreadsheet could misread. */
export async function sealedTrail(
  url: string,
  tenant: string,
  entries: number,
): Promise<OpenedStore> {
  const at = openStore(url, tenant, randomBytes(32), KEY);
  await at.store.people.met({ id: ANNA, name: '=HYPERLINK("http://x";"Anna")', locale: 'nl' });
  await at.store.people.met({ id: BRAM, name: 'Bram, "de" Boer\nzélf', locale: 'fr' });
  for (let n = 1; n <= entries; n += 1) await at.store.desk.commit({ audit: entryOf(n) });
  while ((await at.store.audit.seal(7)) > 0);
  return at;
}

function entryOf(n: number) {
  const actor = n % 3 === 0 ? BRAM : ANNA;
  const refused = { outcome: 'refused', code: 'HD-201 role-needed' } as const;
  const more = n % 4 === 0 ? refused : { right: 'requester' };
  return audited(`op-${n}`, { actor, subject: person(n % 5), at: NOON_ISH + n * 1_000, ...more });
}

export async function order(
  at: OpenedStore,
  format: ExportOrder['format'],
  query: AuditQuery = {},
  filter: Record<string, string> = {},
): Promise<ExportOrder> {
  const head = await at.store.audit.head();
  if (!head) throw new Error('nothing is sealed');
  return { format, query, filter, at: NOON_ISH, head: { seq: head.seq, mac: head.mac } };
}

export async function textOf(at: OpenedStore, wish: ExportOrder): Promise<string> {
  const file = await at.store.auditFiles.open(wish);
  if (file.kind !== 'file') throw new Error(file.kind);
  let text = '';
  for await (const piece of file.pieces()) text += piece;
  if (Buffer.byteLength(text) !== file.bytes) throw new Error('the size was told wrongly');
  return text;
}

/** A file in pieces that fall anywhere. */
export async function* inPieces(text: string, size = 97): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
