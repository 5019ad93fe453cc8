import type { Clock } from '../clock.js';
import type { Entity } from './odata.js';

/** What a PC makes of a restart that was asked for. `silent`: accepted, and nothing is ever heard of it. */
export type RebootBehaviour = 'done' | 'failed' | 'cancelled' | 'offline' | 'silent';

interface Asked {
  readonly at: number;
  readonly behaviour: RebootBehaviour;
}

/** An app's writes in a tenant, as Intune counts them. */
const WRITES = 200;
const WINDOW_MS = 20_000;
const OFFLINE_AFTER_MS = 24 * 3_600_000;
const ACTION = 'rebootNow';

/**
 * Restarts of managed devices. Accepted at once, they go from `pending` over `active` to their end on the company's
 * clock, so that moving it moves them; a PC that is offline stays `pending`. One result for each action's name.
 */
export class Reboots {
  /** Milliseconds after the request. */
  activeAfter = 4_000;
  overAfter = 12_000;
  private readonly asked = new Map<string, Asked>();
  private readonly before = new Map<string, Entity>();
  private readonly behaviours = new Map<string, RebootBehaviour>();
  private readonly counts = new Map<string, number>();
  private writes: number[] = [];

  constructor(private readonly clock: Clock) {}

  reset(): void {
    this.activeAfter = 4_000;
    this.overAfter = 12_000;
    this.asked.clear();
    this.before.clear();
    this.behaviours.clear();
    this.counts.clear();
    this.writes = [];
  }

  /** How this device takes restarts from now on. */
  behave(id: string, behaviour: RebootBehaviour): void {
    this.behaviours.set(id, behaviour);
  }

  /** An offline device comes back, and does what it was asked for. */
  comeBack(id: string): void {
    this.behaviours.delete(id);
    const asked = this.asked.get(id);
    if (asked) this.asked.set(id, { at: this.clock.now(), behaviour: 'done' });
  }

  /** How often each device was really told to restart. */
  get told(): ReadonlyMap<string, number> {
    return this.counts;
  }

  /** False: over what Intune lets one app write. Real time: limits belong to the wire. */
  mayWrite(): boolean {
    const now = this.clock.real();
    this.writes = this.writes.filter((at) => now - at < WINDOW_MS);
    if (this.writes.length >= WRITES) return false;
    this.writes.push(now);
    return true;
  }

  ask(id: string, lastSync: number): void {
    const last = this.resultsOf(id)[0];
    if (last) this.before.set(id, last);
    const offline = this.clock.now() - lastSync > OFFLINE_AFTER_MS ? 'offline' : 'done';
    const behaviour = this.behaviours.get(id) ?? offline;
    this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
    this.asked.set(id, { at: this.clock.now(), behaviour });
  }

  resultsOf(id: string): readonly Entity[] {
    const asked = this.asked.get(id);
    if (!asked) return [];
    if (asked.behaviour === 'silent') {
      const before = this.before.get(id);
      return before ? [before] : [];
    }
    const { state, at } = this.stateOf(asked);
    return [
      {
        actionName: ACTION,
        actionState: state,
        startDateTime: stamp(asked.at),
        lastUpdatedDateTime: stamp(at),
      },
    ];
  }

  private stateOf({ at, behaviour }: Asked): { state: string; at: number } {
    const passed = this.clock.now() - at;
    if (behaviour === 'offline' || passed < this.activeAfter) return { state: 'pending', at };
    if (passed < this.overAfter) return { state: 'active', at: at + this.activeAfter };
    const state = behaviour === 'cancelled' ? 'canceled' : behaviour;
    return { state, at: at + this.overAfter };
  }
}

/** Intune writes seven digits of a second. */
function stamp(at: number): string {
  return new Date(at).toISOString().replace('Z', '0000Z');
}
