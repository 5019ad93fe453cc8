import { ConfigError } from '../src/config.js';
import { startPlayground, type Playground } from './playground/start.js';

/** `npm run playground`: the bot for Microsoft 365 Agents Playground, which is not part of Deskside. */

/** The second window; the first has the Playground's default one. */
const SECOND_PORT = 56_160;
const ANNA = 'simulator/playground/anna.yml';

function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

function explain({ messagesUrl }: Playground): void {
  const command = `npx @microsoft/m365agentsplayground -e ${messagesUrl} -c msteams`;
  say(`Deskside listens for the Agents Playground: ${messagesUrl}`);
  say('Nobody is asked who they are: this machine only, and nothing is kept when it ends.');
  say();
  say('The helper, in another terminal. Who types there is Eva Jansen, admin and operator:');
  say(`  ${command}`);
  say('  In the team’s channel, say "@Test Bot setup here" and then Yes: it is the help desk now.');
  say();
  say('Somebody with a PC in trouble, Anna de Vries, in a third terminal:');
  say(`  M365_AGENTS_PLAYGROUND_CONFIG_PATH=${ANNA} ${command} -p ${SECOND_PORT}`);
  say(
    '  In her own chat, say what is wrong. Eva approves in the channel, Anna accepts in her chat.',
  );
  say();
  say('Ctrl-C stops all of it.');
}

/** What the person who started it can mend: words, no stack. */
function inWords(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? String(error.port) : '';
    return `Port ${port} is taken. Choose another one: PORT=${Number(port) + 1} npm run playground`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function main(): Promise<void> {
  const playground = await startPlayground({ env: process.env });
  explain(playground);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    playground.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${inWords(error)}\n`, () => process.exit(1));
});
