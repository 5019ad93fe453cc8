import type { ChainPoint, Sealed } from '../audit-file/chain.js';
import type { AuditEntry, AuditLog } from '../desk/ports.js';
import { entriesFrom, headOf, sealedFrom, startOf, type AuditParts } from './audit-reading.js';
import { holds, keyFits, mark, noteLoss, seal, unsealed } from './audit-seal.js';
import { search } from './audit-search.js';
import { verify } from './audit-verify.js';
import { readAudit } from './records.js';

/** The trail as it was committed. */
export interface AuditTrail extends AuditLog {
  /** Entries from this sequence number on (the first is 1), at most `count`, oldest first. */
  read(
    from: number,
    count: number,
  ): Promise<readonly { readonly seq: number; readonly entry: AuditEntry }[]>;
  /** The same with their seals, byte for byte; ends where sealing has come to. */
  sealed(from: number, count: number): Promise<readonly Sealed[]>;
  /** Where the chain begins by now: older entries were removed on purpose. */
  start(): Promise<ChainPoint>;
}

export function createAuditTrail(parts: AuditParts): AuditTrail {
  return {
    async read(from, count) {
      const found = await entriesFrom(parts, from, count);
      return found.map(({ seq, text }) => ({ seq, entry: readAudit(text) }));
    },
    sealed: (from, count) => sealedFrom(parts, from, count),
    start: () => startOf(parts),
    head: () => headOf(parts),
    unsealed: () => unsealed(parts),
    keyFits: () => keyFits(parts),
    seal: (most) => seal(parts, most),
    mark: () => mark(parts),
    holds: (seen) => holds(parts, seen),
    noteLoss: (seen, entry) => noteLoss(parts, seen, entry),
    verify: (wish) => verify(parts, wish),
    search: (query, most) => search(parts, query, most),
  };
}
