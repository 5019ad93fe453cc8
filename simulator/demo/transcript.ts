import { textOf } from '../human.js';
import type { Simulator } from '../simulator.js';
import { actionsOf } from '../teams/card-actions.js';
import type { Message } from '../teams/messages.js';

const LINES = 9;
const WIDTH = 110;

/** Prints what people write and what the bot's cards say, as it happens. Returns the way to stop. */
export function transcribe(simulator: Simulator, print: (line: string) => void): () => void {
  const places = new Map(simulator.state().conversations.map(({ id, name }) => [id, name]));
  const shown = new Map<string, string>();
  return simulator.watch((change) => {
    if (change.type !== 'message' && change.type !== 'update') return;
    const { message } = change;
    const what = reading(message);
    if (shown.get(message.id) === what) return;
    const verb = shown.has(message.id) ? 'now shows' : message.from.bot ? 'shows' : 'writes';
    shown.set(message.id, what);
    const place = places.get(message.conversation) ?? 'chat';
    const thread = message.root === null ? '' : ', in a thread';
    print(`\n${clock(simulator)}  [${place}${thread}] ${message.from.name} ${verb}`);
    for (const line of what.split('\n')) print(`        ${line}`);
  });
}

function reading(message: Message): string {
  if (!message.card) return cut(message.text ?? '');
  const titles = new Set(actionsOf(message.card).map(({ title }) => title));
  const lines = textOf(message.card)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !titles.has(line));
  const buttons = [...titles].filter((title) => title !== '');
  const shown = [...new Set(lines)].slice(0, LINES).map(cut);
  return [...shown, ...(buttons.length > 0 ? [`( ${buttons.join(' | ')} )`] : [])].join('\n');
}

function cut(line: string): string {
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
}

function clock(simulator: Simulator): string {
  return new Date(simulator.clock.now()).toISOString().slice(11, 16);
}
