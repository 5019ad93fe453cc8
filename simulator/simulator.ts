import type { Clock } from './clock.js';
import type { Company } from './company-types.js';
import type { Faults } from './faults.js';
import type { Graph } from './graph/graph.js';
import type { BehindEvent, Change } from './hub.js';
import type { Journal } from './journal.js';
import type { EntraControls } from './login.js';
import type { OneDrive } from './onedrive/onedrive.js';
import type { StateView } from './state.js';
import type { Teams } from './teams/teams.js';
import type { TeamViewer } from './teamviewer/teamviewer.js';

export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Of the random numbers in faults and made-up codes. */
  readonly seed?: number;
  readonly company?: Company;
  /** Real time in milliseconds since 1970. */
  readonly now?: () => number;
}

/** A small Microsoft on loopback: Teams, Entra, Graph and TeamViewer for one company. */
export interface Simulator {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly url: string;
  readonly company: Company;
  readonly teams: Teams;
  readonly onedrive: OneDrive;
  readonly graph: Graph;
  readonly teamviewer: TeamViewer;
  readonly entra: EntraControls;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly clock: Clock;
  /** The environment variables that make a bot use this simulator. */
  environment(): Record<string, string>;
  /** Where activities go: the bot's `/api/messages`. */
  connectBot(messagesUrl: string): void;
  state(): StateView;
  /** Calls back on every change; returns the way to stop that. */
  watch(watcher: (change: Change) => void): () => void;
  /** Shows an event in the demo page's timeline. */
  behind(event: Omit<BehindEvent, 'at'> & { readonly at?: number }): void;
  /** Registers what `POST /_sim/actions/{name}` does; its result is the answer. */
  action(name: string, run: (input: unknown) => unknown): void;
  /** What `POST /_sim/reset` does instead of `reset()` alone, which `run` has to call. */
  onReset(run: () => Promise<void>): void;
  /** Back to the first day: messages, sessions, faults, clock, journal and timeline. */
  reset(): Promise<void>;
  close(): Promise<void>;
}
