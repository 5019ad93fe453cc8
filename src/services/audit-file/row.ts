import { isSame, sealOf } from './chain.js';

/** One entry of an export, which can be verified by itself: its seal is made over `before`. */
export interface Row {
  readonly seq: number;
  /** Seal of the entry before it in the chain, whether or not that one is in the file. */
  readonly before: string;
  readonly mac: string;
  /** Byte for byte as it was committed. */
  readonly text: string;
}

/** A line of a file as it was read; without `row` when it can't be one of ours as it stands. */
export interface ReadLine {
  readonly line: number;
  readonly row?: Row;
  /** The file ends within it. */
  readonly torn?: true;
}

export function isSound({ seq, before, mac, text }: Row, key: Uint8Array): boolean {
  return isSame(sealOf(key, before, seq, text), mac);
}
