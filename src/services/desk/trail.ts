import type { Instant } from './ids.js';
import type { Actor } from './people/actor.js';
import type { AuditEntry, DeskStore, KeptEvent } from './ports.js';
import type { Refusal } from './refusal.js';

/** Told of each commit and refusal: for the demo's timeline and for counting. */
export type TrailObserver = (what: {
  readonly entry: AuditEntry;
  readonly events: readonly KeptEvent[];
}) => void;

/** Something said that changes neither a request nor a change, or that was refused before the desk saw it. */
export interface Witnessed {
  readonly actor: Actor;
  /** What was said: `setup`, `queue`, ... */
  readonly command: string;
  readonly opKey: string;
  /** Undefined: it was done. */
  readonly refusal?: Refusal | undefined;
  /** On whom, about what and with which right, where that is known. */
  readonly about?: Pick<AuditEntry, 'subject' | 'request' | 'right'>;
}

type AuditRest = Pick<AuditEntry, 'outcome'> &
  Partial<Pick<AuditEntry, 'request' | 'version' | 'code' | 'subject' | 'right'>>;

/** One line of the trail: who, what, from where, under which op. */
export function auditEntry(
  { actor, command, opKey }: Pick<Witnessed, 'actor' | 'command' | 'opKey'>,
  at: Instant,
  rest: AuditRest,
): AuditEntry {
  const [who, place] =
    actor.kind === 'person' ? [actor.id, actor.place.kind] : (['desk', 'desk'] as const);
  return { at, actor: who, command, place, opKey, ...rest };
}

interface TrailPorts {
  readonly store: DeskStore;
  readonly observer?: TrailObserver | undefined;
}

/** A line of the trail by itself, that binds no op. */
export async function witnessAt(ports: TrailPorts, seen: Witnessed, at: Instant): Promise<void> {
  const { refusal } = seen;
  const entry = auditEntry(seen, at, {
    outcome: refusal ? 'refused' : 'done',
    ...(refusal ? { code: `${refusal.code} ${refusal.reason}` } : {}),
    ...seen.about,
  });
  await ports.store.commit({ audit: entry });
  ports.observer?.({ entry, events: [] });
}

export async function witness(ports: TrailPorts, seen: Witnessed): Promise<void> {
  const { now } = await ports.store.open(seen.opKey, undefined);
  await witnessAt(ports, seen, now);
}
