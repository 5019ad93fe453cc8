import { startDemo } from './demo/start.js';
import { playUntil } from './demo/story.js';
import { transcribe } from './demo/transcript.js';

/** Where the page is when nobody says otherwise. */
const PORT = 3980;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Plays the whole story by itself, prints it, and ends. */
async function tour(): Promise<void> {
  const demo = await startDemo({ port: 0, quiet: true });
  const stop = transcribe(demo.simulator, say);
  try {
    say('The story of Deskside, played on this machine against a small Microsoft of its own.');
    await playUntil(demo.simulator, 'revived', {
      pause: 600,
      beat: (title) => say(`\n=== ${title}`),
    });
    say('\nThe end. "npm run demo" lets you live it yourself.');
  } finally {
    stop();
    await demo.close();
  }
}

async function show(): Promise<void> {
  const demo = await startDemo({ port: Number(process.env.PORT ?? PORT) });
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
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
});
