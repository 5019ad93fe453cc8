import { z } from 'zod';
import type { System } from './http.js';
import { decodedPath } from './journal.js';
import type { Random } from './random.js';

function isPattern(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

export const faultSchema = z.strictObject({
  system: z.enum(['teams', 'graph', 'teamviewer', 'entra']),
  method: z.string().optional(),
  /** Source of a regular expression over the decoded path and query. */
  path: z.string().refine(isPattern, 'not a regular expression').optional(),
  /** Answer this status instead of doing the work (with `drop: 'after'`: after doing it). */
  status: z.number().int().min(100).max(599).optional(),
  /** Body of that answer; default: an error in the system's own shape. */
  body: z.unknown().optional(),
  /** Seconds of `Retry-After`; null sends none. A 429 without this field says 1. */
  retryAfter: z.number().min(0).nullable().optional(),
  delayMs: z.number().min(0).optional(),
  /** Take the request and never answer. */
  hang: z.boolean().optional(),
  /** Cut the socket before the work is done, or after. */
  drop: z.enum(['before', 'after']).optional(),
  /** 0 to 1; default 1. */
  probability: z.number().min(0).max(1).optional(),
  /** Goes away after this many hits. */
  times: z.number().int().positive().optional(),
  /** Error code in the default body. */
  code: z.string().optional(),
});

export type FaultInput = z.infer<typeof faultSchema>;
export type Fault = FaultInput & {
  readonly id: string;
  readonly name?: string;
  readonly hits: number;
};

/** What the faults do to one call. */
export interface FaultPlan {
  readonly delayMs: number;
  readonly fault: Fault | null;
}

export const PRESETS = {
  'graph-down': { system: 'graph', status: 503 },
  'teamviewer-down': { system: 'teamviewer', status: 503 },
  'graph-slow': { system: 'graph', delayMs: 3000 },
  'teams-throttled': { system: 'teams', status: 429, retryAfter: 2, probability: 0.5 },
} as const satisfies Record<string, FaultInput>;

export type PresetName = keyof typeof PRESETS;
export const presetNameSchema = z.enum([
  'graph-down',
  'teamviewer-down',
  'graph-slow',
  'teams-throttled',
]);

interface Live {
  readonly id: string;
  readonly name?: string;
  readonly input: FaultInput;
  hits: number;
}

/** Switches that make the played systems fail. Deterministic for one seed. */
export class Faults {
  private live: Live[] = [];
  private next = 1;
  private readonly outside = new Set<string>();

  constructor(
    private readonly random: Random,
    private readonly onChange: () => void,
  ) {}

  /** Adds a fault; returns its id. Throws a ZodError on a malformed one. */
  add(input: FaultInput, name?: string): string {
    const id = `fault-${String(this.next++)}`;
    const parsed = faultSchema.parse(input);
    this.live.push({ id, input: parsed, hits: 0, ...(name === undefined ? {} : { name }) });
    this.onChange();
    return id;
  }

  /** Adds one of the named faults of the demo page; a second time changes nothing. */
  preset(name: PresetName): string {
    const existing = this.live.find((fault) => fault.name === name);
    return existing?.id ?? this.add(PRESETS[name], name);
  }

  /** Removes a fault by id or preset name; false when there is none. */
  remove(idOrName: string): boolean {
    const before = this.live.length;
    this.live = this.live.filter((fault) => fault.id !== idOrName && fault.name !== idOrName);
    if (this.live.length === before) return false;
    this.onChange();
    return true;
  }

  /** Notes what somebody else broke or mended, so that the page can show it: nothing here acts on it. */
  mark(name: string, broken: boolean): void {
    if (broken) this.outside.add(name);
    else this.outside.delete(name);
    this.onChange();
  }

  marked(): string[] {
    return [...this.outside];
  }

  clear(): void {
    this.live = [];
    this.onChange();
  }

  list(): Fault[] {
    return this.live.map(({ id, name, input, hits }) => ({
      id,
      hits,
      ...input,
      ...(name === undefined ? {} : { name }),
    }));
  }

  /** Decides what happens to a call: all delays add up, the first other fault wins. */
  plan(system: System, method: string, path: string): FaultPlan {
    let delayMs = 0;
    for (const fault of [...this.live]) {
      if (!this.applies(fault, { system, method, path })) continue;
      this.hit(fault);
      delayMs += fault.input.delayMs ?? 0;
      const { status, hang, drop } = fault.input;
      if (status !== undefined || hang === true || drop !== undefined) {
        return { delayMs, fault: { id: fault.id, hits: fault.hits, ...fault.input } };
      }
    }
    return { delayMs, fault: null };
  }

  private applies(
    fault: Live,
    call: { readonly system: System; readonly method: string; readonly path: string },
  ): boolean {
    const { system, method, path, probability } = fault.input;
    if (system !== call.system) return false;
    if (method !== undefined && method.toUpperCase() !== call.method) return false;
    if (path !== undefined && !new RegExp(path).test(decodedPath(call.path))) return false;
    return probability === undefined || this.random() < probability;
  }

  private hit(fault: Live): void {
    fault.hits += 1;
    if (fault.input.times === undefined || fault.hits < fault.input.times) return;
    this.live = this.live.filter((other) => other !== fault);
    this.onChange();
  }
}
