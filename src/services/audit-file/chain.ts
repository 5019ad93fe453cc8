import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { lossIn, type Loss } from './loss.js';
import type { ChainPoint } from './point.js';

export { BEGINNING } from './point.js';
export type { ChainPoint } from './point.js';
export type { Loss } from './loss.js';

/** One entry with its seal. `text` is the entry byte for byte as it was committed. */
export interface Sealed {
  readonly seq: number;
  readonly text: string;
  /** HMAC-SHA256 over the seal before, the number and the text; base64url. */
  readonly mac: string;
}

/** What is wrong with the first bad entry. */
export type Break = {
  readonly seq: number;
  readonly kind:
    /** The text isn't what was sealed. */
    | 'edited'
    /** It isn't there, though later ones are. */
    | 'missing'
    /** It comes after one that is younger. */
    | 'out-of-order'
    /** It and all after it aren't there: the head knows better. */
    | 'cut';
};

/** How far a chain was followed. */
export interface Walked {
  /** How many entries were looked at and are right. */
  readonly checked: number;
  readonly at: ChainPoint;
  /** Where the trail itself says that entries were lost. */
  readonly losses: readonly Loss[];
}

export interface Verdict extends Omit<Walked, 'at'> {
  /** Where the chain leads to by what is right. */
  readonly head: ChainPoint;
  readonly broken?: Break;
}

/** The seal of one entry. It covers all before it, since it is made over the seal before. */
export function sealOf(key: Uint8Array, before: string, seq: number, text: string): string {
  return createHmac('sha256', key).update(`${before}\n${seq}\n${text}`).digest('base64url');
}

/** Signs what stands beside the chain (its head, where it was trimmed, an export's frame) for a purpose. */
export function signatureOf(key: Uint8Array, purpose: string, text: string): string {
  return createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url');
}

export function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Names a key without telling it. */
export function keyName(key: Uint8Array): string {
  return createHash('sha256').update('deskside audit key\n').update(key).digest('hex').slice(0, 12);
}

/** Before the first entry after a point. */
export function notWalked(at: ChainPoint): Walked {
  return { checked: 0, at, losses: [] };
}

/** Walks a chain from where it is known to be right. Keeps its place between pieces. */
export class ChainWalk {
  private at: ChainPoint;
  private checked: number;
  private readonly losses: Loss[];
  private broken: Break | undefined;

  constructor(
    private readonly key: Uint8Array,
    from: Walked,
    /** A head that somebody kept outside: the chain must lead through it. */
    private readonly known?: ChainPoint,
  ) {
    this.at = from.at;
    this.checked = from.checked;
    this.losses = [...from.losses];
  }

  get walked(): Walked {
    return { checked: this.checked, at: this.at, losses: this.losses };
  }

  /** False once something is wrong: nothing after it can be trusted. */
  step({ seq, text, mac }: Sealed): boolean {
    if (this.broken) return false;
    const expected = this.at.seq + 1;
    if (seq !== expected) return this.stop(seq > expected ? 'missing' : 'out-of-order', expected);
    if (!isSame(sealOf(this.key, this.at.mac, seq, text), mac)) return this.stop('edited', seq);
    const loss = lossIn(seq, text);
    if (loss) this.losses.push(loss);
    if (this.contradicts({ seq, mac })) return this.stop('edited', seq);
    this.at = { seq, mac };
    this.checked += 1;
    return true;
  }

  /** `head`: where the chain is known to lead to by what is stored beside it. */
  end(head: ChainPoint | undefined): Verdict {
    const last = this.at.seq;
    const outside = this.known && !this.isLost(this.known.seq) ? this.known.seq : 0;
    if (!this.broken && Math.max(head?.seq ?? 0, outside) > last) this.stop('cut', last + 1);
    if (!this.broken && head?.seq === last && !isSame(head.mac, this.at.mac))
      this.stop('edited', head.seq);
    return {
      checked: this.checked,
      head: this.at,
      losses: this.losses,
      ...(this.broken ? { broken: this.broken } : {}),
    };
  }

  /** What the trail itself says to be lost was another entry of that number: no contradiction. */
  private contradicts({ seq, mac }: ChainPoint): boolean {
    const { known } = this;
    return known?.seq === seq && !isSame(known.mac, mac) && !this.isLost(seq);
  }

  private isLost(seq: number): boolean {
    return this.losses.some(({ at, lost }) => at <= seq && seq <= lost.seq);
  }

  private stop(kind: Break['kind'], seq: number): false {
    this.broken = { kind, seq };
    return false;
  }
}
