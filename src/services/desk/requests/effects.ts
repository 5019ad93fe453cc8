import type { Effect, Request } from './request.js';

/**
 * Whether the effect's result is still wanted. One that isn't is never called for the first time; when it was
 * called already, what it made is looked for and closed.
 */
export function isWanted(request: Request, effect: Effect): boolean {
  switch (effect.kind) {
    case 'make-session':
      // One that was given up without proof isn't wanted any more when the request is tried again.
      return (
        request.state === 'connecting' &&
        !request.effects.some(({ kind, n }) => kind === 'make-session' && n > effect.n)
      );
    case 'renew-session':
      return request.state === 'active';
    case 'close-session':
      return true;
  }
}

export function outstanding(request: Request, n: number): Effect | undefined {
  return request.effects.find((effect) => effect.n === n);
}

/** Our id for an effect at the far end. */
export function effectOp(request: { readonly id: string }, n: number): string {
  return `${request.id}-${n}`;
}
