import type { Clock } from './clock.js';
import type { System } from './http.js';
import type { BehindEvent, Hub } from './hub.js';
import { decodedPath } from './journal.js';
import type { JournalEntry } from './journal.js';
import { withoutSessionLinks } from './redact.js';

/** How many events a page that opens late still gets to see. */
const KEPT = 500;

const NAMES: Record<System, string> = {
  teams: 'Teams',
  graph: 'Graph',
  teamviewer: 'TeamViewer',
  entra: 'Entra',
};

/** `/api/v1/sessions?x=1` -> `/sessions`: what a reader of the timeline wants to see. */
function shortPath(path: string): string {
  const bare = path.split('?')[0] ?? path;
  return decodedPath(bare.replace(/^\/(?:api\/v1|v1\.0|beta|v3)(?=\/)/, ''));
}

function titleOf(entry: JournalEntry): string {
  const outcome = entry.status === 0 ? 'no answer' : String(entry.status);
  return `${NAMES[entry.system]} ${entry.method} ${shortPath(entry.path)} ${outcome}`;
}

/** The timeline of what happens behind the scenes. Session links never get into it. */
export class Behind {
  private readonly kept: BehindEvent[] = [];
  /** Last title of each address that is read again and again: only a change is news. */
  private readonly polled = new Map<string, string>();

  constructor(
    private readonly clock: Clock,
    private readonly hub: Hub,
  ) {}

  push(event: Omit<BehindEvent, 'at'> & { readonly at?: number }): void {
    const { kind, title, at = this.clock.now() } = event;
    const detail = { ...event.detail };
    for (const [key, value] of Object.entries(detail)) {
      Object.assign(detail, { [key]: withoutSessionLinks(value) });
    }
    const safe = { at, kind, title, detail };
    this.kept.push(safe);
    if (this.kept.length > KEPT) this.kept.shift();
    this.hub.publish({ type: 'behind', event: safe });
  }

  /** Shows a call to Teams, Graph or TeamViewer; tokens being fetched are no news. */
  call(entry: JournalEntry): void {
    if (entry.system === 'entra') return;
    const { seq, method, path, status, ms, request, response, fault } = entry;
    const title = titleOf(entry);
    if (method === 'GET' && this.polled.get(path) === title) return;
    if (method === 'GET') this.polled.set(path, title);
    const detail = { seq, method, path, status, ms, request, response, fault };
    this.push({ kind: 'call', title, detail });
  }

  events(): readonly BehindEvent[] {
    return this.kept;
  }

  clear(): void {
    this.polled.clear();
    this.kept.length = 0;
  }
}
