import type { System } from './http.js';

/** One call that the simulator received, with its answer. */
export interface JournalEntry {
  readonly seq: number;
  readonly system: System;
  readonly method: string;
  /** Path behind the system's prefix with the query, as sent (percent-encoded). */
  readonly path: string;
  /** HTTP status; 0 when the socket was cut instead of answered. */
  readonly status: number;
  /** Real time of arrival, milliseconds since 1970. */
  readonly at: number;
  readonly ms: number;
  readonly request: unknown;
  readonly response: unknown;
  /** Id of the fault that was applied, if any. */
  readonly fault?: string;
  /** The caller's own id for it, from the header `client-request-id`. */
  readonly clientRequestId?: string;
}

export interface JournalQuery {
  readonly system?: System;
  readonly method?: string;
  /** A part of the decoded path, or a pattern for it. */
  readonly path?: string | RegExp;
}

const LIMIT = 20_000;

/** The path percent-decoded, or as it was when that can't be done. */
export function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function pathFits(path: string, wanted: string | RegExp): boolean {
  const text = decodedPath(path);
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}

/** The last 20,000 calls received, oldest first. Secrets are taken out before they get here. */
export class Journal {
  private readonly entries: JournalEntry[] = [];
  private next = 1;

  constructor(private readonly onEntry: (entry: JournalEntry) => void) {}

  record(entry: Omit<JournalEntry, 'seq'>): void {
    const kept = { seq: this.next++, ...entry };
    this.entries.push(kept);
    if (this.entries.length > LIMIT) this.entries.splice(0, this.entries.length - LIMIT);
    this.onEntry(kept);
  }

  calls(query: JournalQuery = {}): JournalEntry[] {
    const { system, method, path } = query;
    return this.entries.filter(
      (entry) =>
        (system === undefined || entry.system === system) &&
        (method === undefined || entry.method === method.toUpperCase()) &&
        (path === undefined || pathFits(entry.path, path)),
    );
  }

  clear(): void {
    this.entries.length = 0;
  }
}
