/** A point of the chain: the seal of entry `seq`. The beginning is number 0 with an empty seal. */
export interface ChainPoint {
  readonly seq: number;
  readonly mac: string;
}

export const BEGINNING: ChainPoint = { seq: 0, mac: '' };

/** `12:<seal>`, as a head is written in logs and given to the verifier. */
export function pointText({ seq, mac }: ChainPoint): string {
  return `${seq}:${mac}`;
}

export function parsePoint(text: string): ChainPoint | undefined {
  const [, seq, mac] = /^(\d{1,15}):([\w-]{43})$/.exec(text) ?? [];
  return seq === undefined || mac === undefined ? undefined : { seq: Number(seq), mac };
}
