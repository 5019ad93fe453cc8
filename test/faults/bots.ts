import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Two bots at the most, each a process; the one that Teams writes to is the newest that is alive. */
export class Bots {
  private readonly alive = new Set<ChildProcess>();
  kills = 0;

  constructor(
    private readonly settings: {
      readonly env: object;
      readonly policy: object;
      readonly log: string;
    },
    private readonly connect: (url: string) => void,
  ) {}

  /** Starts a bot and waits until it listens. */
  async start(): Promise<void> {
    const { env, policy, log } = this.settings;
    const child = spawn(process.execPath, ['test/faults/bot-process.mjs'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        ...process.env,
        BOT_ENV: JSON.stringify(env),
        BOT_POLICY: JSON.stringify(policy),
        BOT_LOG: log,
      },
    });
    this.alive.add(child);
    child.once('exit', () => this.alive.delete(child));
    this.connect(await readyUrl(child));
  }

  /** kill -9 of the oldest, by pid. */
  async killOldest(): Promise<void> {
    const [oldest] = this.alive;
    if (!oldest) return;
    this.kills += 1;
    await end(oldest, 'SIGKILL');
  }

  async stop(): Promise<void> {
    await Promise.all([...this.alive].map((child) => end(child, 'SIGKILL')));
  }
}

async function readyUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output to read');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('ready ')) return line.slice('ready '.length);
  }
  throw new Error(
    `a bot ended with ${String(child.exitCode ?? child.signalCode)} before it was ready`,
  );
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
