import { startDemo, type Demo } from './demo/start.js';
import { playUntil } from './demo/story.js';
import { endOf } from './demo/summary.js';
import { transcribe } from './demo/transcript.js';

/** Where the page is when nobody says otherwise. */
const PORT = 3980;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What the person who started it can mend: a sentence, no stack. */
class Trouble extends Error {}

/** Plays the whole story by itself, prints it, and ends. */
async function tour(): Promise<void> {
  const demo = await startDemo({ port: 0, quiet: true });
  const transcript = transcribe(demo.simulator, say);
  try {
    say('The story of Deskside, played on this machine against a small Microsoft of its own.');
    say(
      'Times are UTC. "Deskside shows" is a new card, "updates" is the same card changed in place.',
    );
    await playUntil(demo.simulator, 'revived', {
      pause: () => transcript.settled(),
      beat: ({ title }) => say(`\n=== ${title}`),
    });
    say('\n=== How it ends');
    for (const line of endOf(demo.simulator)) say(line);
    say('\n"npm run demo" lets you live it yourself.');
  } finally {
    transcript.stop();
    await demo.close();
  }
}

function portOf(wanted: string | undefined): number {
  if (wanted === undefined || wanted === '') return PORT;
  const port = Number(wanted);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Trouble(`PORT is "${wanted}": it has to be a number from 0 (any free one) to 65535.`);
}

async function openOn(port: number): Promise<Demo> {
  try {
    return await startDemo({ port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EACCES' ? 'may not be used' : 'is taken, perhaps by another demo';
    throw new Trouble(`Port ${port} ${why}. Choose another one: PORT=${port + 1} npm run demo`);
  }
}

async function show(): Promise<void> {
  const demo = await openOn(portOf(process.env.PORT));
  say(`Deskside demo: ${demo.url}`);
  say(
    demo.redis === 'embedded'
      ? 'It brought a Redis of its own, in memory: nothing is kept when it ends. Set REDIS_URL to use yours.'
      : 'It keeps its state in your Redis (REDIS_URL).',
  );
  say('Ctrl-C stops all of it.');
  const stop = () => {
    demo.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

const run = process.argv.includes('--tour') ? tour : show;
run().catch((error: unknown) => {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${error instanceof Trouble ? error.message : words}\n`);
  process.exit(1);
});
