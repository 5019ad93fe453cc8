import type { PlacedCard } from '../../services/desk/ports.js';

/** In place of a conversation: nobody was asked, and the request's thread has been told. */
export const TOLD = 'unreachable';
/** They can be written to again, but the question had run out by then. */
export const TOO_LATE = 'reachable';

/** Whether a card's place says that it reached nobody. */
export function wasUnasked(placed: PlacedCard | undefined): boolean {
  return placed?.conversation === TOLD || placed?.conversation === TOO_LATE;
}

/** Whether the thread believes so still. */
export function isTold(placed: PlacedCard | undefined): boolean {
  return placed?.conversation === TOLD;
}
