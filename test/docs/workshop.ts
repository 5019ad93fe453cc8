import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a fresh clone has, as far as the guide needs it. `node_modules` is linked: it is what `npm ci` made. */
const CLONED = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  '.env.example',
  'manifest',
  'scripts',
  'simulator',
  'src',
];
const PATIENCE = 30_000;

interface Running {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number>;
}

/** A clone in a folder of its own, and a shell for each command that a reader of the guide types. */
export class Workshop {
  private readonly staying: Running[] = [];

  private constructor(
    private readonly folder: string,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  static async open(settings: Readonly<Record<string, string>>): Promise<Workshop> {
    const folder = await mkdtemp(join(tmpdir(), 'deskside-guide-'));
    for (const name of CLONED) await cp(name, join(folder, name), { recursive: true });
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    return new Workshop(folder, settings);
  }

  /** Runs a command to its end. */
  async runs(command: string): Promise<{ readonly code: number; readonly said: string }> {
    const { ended, said } = this.start(command);
    const code = await ended;
    return { code, said: said() };
  }

  /** Starts a command that goes on, and waits until it has shown these. */
  async stays(command: string, shows: readonly string[]): Promise<void> {
    const running = this.start(command);
    this.staying.push(running);
    const until = Date.now() + PATIENCE;
    while (!shows.every((line) => running.said().includes(line))) {
      if (running.child.exitCode !== null || Date.now() > until) {
        throw new Error(`it never showed ${shows.join(', ')}:\n${running.said()}`);
      }
      await sleep(50);
    }
  }

  /** Ctrl-C in every terminal, the last one first. Gives the exit codes in that order. */
  async stop(): Promise<number[]> {
    const codes: number[] = [];
    for (const running of this.staying.splice(0).reverse()) {
      interrupt(running.child, 'SIGINT');
      codes.push(await running.ended);
    }
    return codes;
  }

  async close(): Promise<void> {
    for (const { child, ended } of this.staying.splice(0)) {
      interrupt(child, 'SIGKILL');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private start(command: string): Running {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', command], {
      cwd: this.folder,
      env: this.environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, as a terminal has: Ctrl-C reaches everything in it.
      detached: true,
    });
    const parts: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => parts.push(text));
    }
    const ended = new Promise<number>((done) => {
      child.once('close', (code, signal) => done(code ?? (signal === 'SIGINT' ? 0 : 1)));
    });
    return { child, said: () => parts.join(''), ended };
  }

  /** A reader's shell has no settings of this run's, but its ports. */
  private environment(): NodeJS.ProcessEnv {
    const { PATH = '', HOME, REDIS_SERVER_BIN } = process.env;
    const redis = REDIS_SERVER_BIN ? [dirname(resolve(REDIS_SERVER_BIN))] : [];
    const path = [dirname(process.execPath), ...redis, PATH].join(':');
    return { ...this.settings, PATH: path, TMPDIR: this.folder, ...(HOME ? { HOME } : {}) };
  }
}

function interrupt(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // Gone a moment ago.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
