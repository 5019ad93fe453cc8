import { believedRights, rolesTooOld } from './authorise.js';
import type { Actor } from './people/actor.js';
import type { Policy } from './policy.js';
import type { DeskStore, Freeze, Roles } from './ports.js';
import type { Refusal } from './refusal.js';
import { auditEntry, witnessAt, type TrailObserver } from './trail.js';

export interface FreezePorts {
  readonly store: DeskStore;
  readonly roles: Roles;
  readonly policy: Policy;
  readonly observer?: TrailObserver;
}

export interface FreezeInput {
  readonly reason: string;
  readonly actor: Extract<Actor, { kind: 'person' }>;
  readonly opKey: string;
}

export type FreezeAnswer =
  /** `before`: somebody had done so already; that one stands. */
  | { readonly kind: 'frozen'; readonly freeze: Freeze; readonly before: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Stops every effect on all replicas, from the next look at the record on: one person is enough, and lifting it takes
 * two (a change of kind `unfreeze`).
 */
export async function freezeAll(ports: FreezePorts, input: FreezeInput): Promise<FreezeAnswer> {
  const { store, policy } = ports;
  const { actor, opKey } = input;
  const [{ now }, roles] = await Promise.all([store.open(opKey, undefined), ports.roles.current()]);
  const seen = { actor, command: 'freeze', opKey };
  const refusal = whyNot(input, { policy, roles });
  if (refusal) {
    await witnessAt(ports, { ...seen, refusal }, now);
    return { kind: 'refused', refusal };
  }
  const reason = input.reason.trim().slice(0, policy.limits.text);
  const entry = auditEntry(seen, now, { outcome: 'done', right: 'freeze' });
  const wanted: Freeze = { by: actor.id, at: now, reason };
  const standing = await store.freeze(wanted, entry);
  ports.observer?.({ entry, events: [] });
  return { kind: 'frozen', freeze: standing ?? wanted, before: standing !== undefined };
}

type Facts = Parameters<typeof believedRights>[0];

/** Stopping is never held up by roles that are too old: who could do it by the last snapshot may. */
function whyNot({ actor, reason }: FreezeInput, facts: Facts): Refusal | undefined {
  if (facts.roles?.guests.has(actor.id)) return { code: 'HD-201', reason: 'guest' };
  if (actor.place.kind === 'elsewhere') return { code: 'HD-203', reason: 'wrong-place' };
  if (!believedRights(facts, actor.id, true).has('freeze')) {
    return rolesTooOld(facts)
      ? { code: 'HD-201', reason: 'roles-too-old' }
      : { code: 'HD-201', reason: 'role-needed', role: 'admin' };
  }
  return reason.trim() === '' ? { code: 'HD-102', reason: 'reason-missing' } : undefined;
}
