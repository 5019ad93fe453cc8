import type { Hash } from '../../services/desk/ports.js';
import { cardHint, inputsOf } from '../../cards/verbs.js';
import type { Click, Turn } from '../turn.js';

/** Same message, same key: Teams delivers a message again when it isn't answered in time. */
export function messageKey(hash: Hash, turn: Turn): string {
  return `m:${hash(JSON.stringify([turn.conversation.id, turn.activityId]))}`;
}

/**
 * Same drawing, verb, actor and inputs, same key: a double click, or a click that Teams delivers again under a new
 * id. The nonce names the drawing together with the request's id; a card without one is named by its message.
 */
export function clickKey(hash: Hash, turn: Turn, click: Click): string {
  const { nonce, id, inputs } = splitClick(click);
  const drawing = nonce ?? click.messageId ?? turn.activityId;
  return `c:${hash(JSON.stringify([drawing, id ?? '', click.verb, turn.who.id, canonical(inputs)]))}`;
}

/** A form is sent once, whatever button sends it and however often. */
export function draftKey(hash: Hash, nonce: string): string {
  return `i:${hash(nonce)}`;
}

/** The offer of a file is answered once. */
export function fileKey(hash: Hash, turn: Turn, nonce: string): string {
  return `f:${hash(JSON.stringify([turn.conversation.id, nonce]))}`;
}

export interface SplitClick {
  readonly id?: string;
  readonly nonce?: string;
  /** What the card's own inputs say, and what a button carries besides the hint. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** False when the hint isn't one of ours. */
  readonly sound: boolean;
}

export function splitClick(click: Click): SplitClick {
  const hint = cardHint.safeParse(click.data);
  const { id: _id, version: _version, nonce: _nonce, ...own } = click.data;
  const inputs = inputsOf(click.verb, own);
  if (!hint.success) return { inputs, sound: false };
  const { id, nonce } = hint.data;
  return {
    inputs,
    sound: true,
    ...(id === undefined ? {} : { id }),
    ...(nonce === undefined ? {} : { nonce }),
  };
}

/** Names a drawing or a question; short enough for a card's hint. */
export function nonceFrom(hash: Hash, ...parts: readonly string[]): string {
  return hash(JSON.stringify(parts)).slice(0, 32);
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.map(([name, inner]) => [name, canonical(inner)]);
}
