import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Ended {
  readonly code: number | null;
  readonly ms: number;
}

/** One `npm start` as hosting runs it: the built tree, told to end by SIGTERM. */
export class Replica {
  readonly lines: string[] = [];

  private constructor(
    private readonly child: ChildProcess,
    public port: number,
  ) {}

  /** Starts one and waits until it listens, on a port of its own choice. */
  static async start(env: Readonly<Record<string, string>>): Promise<Replica> {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, ['dist/index.js'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH, PORT: '0', METRICS_PORT: '0', ...env },
    });
    const replica = new Replica(child, 0);
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`ended with ${String(code)} at the start`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        replica.lines.push(line);
        const said = JSON.parse(line) as { msg?: string; port?: number };
        if (said.msg !== 'listening' || said.port === undefined) return;
        replica.port = said.port;
        resolve();
      });
    });
    return replica;
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** SIGTERM, and how long the end took. */
  async stop(): Promise<Ended> {
    return this.end('SIGTERM');
  }

  async kill(): Promise<void> {
    if (this.isAlive) await this.end('SIGKILL');
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Resolves when it is over; sends nothing. */
  async ended(): Promise<number | null> {
    if (!this.isAlive) return this.child.exitCode;
    return new Promise((resolve) => this.child.once('exit', resolve));
  }

  private async end(signal: NodeJS.Signals): Promise<Ended> {
    const began = performance.now();
    const over = this.ended();
    this.child.kill(signal);
    return { code: await over, ms: Math.round(performance.now() - began) };
  }
}
