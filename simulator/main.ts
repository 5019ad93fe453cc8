import { startSimulator } from './index.js';

/** `npm run simulator`: the simulator alone, with the environment that a bot needs to use it. */
const DEFAULT_BOT = 'http://127.0.0.1:3978/api/messages';

const simulator = await startSimulator({ port: Number(process.env['SIMULATOR_PORT'] ?? 0) });
simulator.connectBot(process.env['BOT_URL'] ?? DEFAULT_BOT);
for (const [name, value] of Object.entries(simulator.environment()))
  console.log(`${name}=${value}`);
console.error(`Simulator: ${simulator.url}/`);

const stop = (): void => {
  void simulator.close();
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
