import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../hub.js';
import type { Simulator } from '../simulator.js';
import { actionsOf } from '../teams/card-actions.js';
import type { Message } from '../teams/messages.js';
import { inputLine, inputsOf } from './card-inputs.js';
import { clockOf, readCard, spoken, type CardReading } from './card-lines.js';

/** Of a card, its buttons not counted. */
const LINES = 10;
const WIDTH = 108;
const INDENT = ' '.repeat(9);

/** Nothing new for this long (ms), and every card has caught up; a card may wait a second for its turn. */
const QUIET = 1_200;
const LONGEST_WAIT = 5_000;

export interface Transcript {
  /** Waits until nothing has been printed for a while. */
  settled(): Promise<void>;
  stop(): void;
}

/** Prints what people do and what the bot's cards say, as it happens. */
export function transcribe(simulator: Simulator, print: (line: string) => void): Transcript {
  let last = performance.now();
  const places = placesOf(simulator);
  const shown = new Map<string, CardReading>();
  const put = (message: Message, what: string, lines: readonly string[]) => {
    print(`\n${clockOf(simulator.clock.now())}  ${places(message)} · ${what}`);
    for (const line of lines) print(`${INDENT}${line}`);
    last = performance.now();
  };
  const stop = simulator.watch((change) => {
    if (change.type === 'press') {
      const press = pressOf(simulator, change);
      if (press) put(press.message, `${press.name} presses ( ${press.title} )`, press.answers);
    }
    if (change.type !== 'message' && change.type !== 'update') return;
    const { message } = change;
    const before = shown.get(message.id);
    const now = readingOf(message);
    shown.set(message.id, now);
    const lines = before ? changesOf(before, now) : wholeOf(now);
    if (lines.length === 0) return;
    const verb = message.from.bot ? (before ? 'updates' : 'shows') : 'writes';
    put(message, `${message.from.name} ${verb}`, lines);
  });
  const settled = async () => {
    const until = performance.now() + LONGEST_WAIT;
    const isQuiet = () => performance.now() - last > QUIET;
    while (!isQuiet() && performance.now() < until) await sleep(50);
  };
  return { settled, stop };
}

/** Which button a person presses, and what they filled in that the card had not chosen for them. */
function pressOf(simulator: Simulator, press: Extract<Change, { type: 'press' }>) {
  const message = simulator.teams.message(press.messageId);
  const name = simulator.state().people.find(({ id }) => id === press.person)?.name;
  if (!message || name === undefined) return undefined;
  const card = message.views?.[press.person] ?? message.card;
  const title = actionsOf(card).find(({ verb }) => verb === press.verb)?.title ?? press.verb;
  const asked = inputsOf(card);
  const answers = Object.entries(press.inputs).flatMap(([id, value]) => {
    const input = asked.get(id);
    return input && typeof value === 'string' && value !== input.value
      ? [cut(`[ ${inputLine(input, value)} ]`)]
      : [];
  });
  return { message, name, title, answers };
}

/** Says where a message is: "Anna's chat", "Help desk", "Help desk, thread of REQ-1". */
function placesOf(simulator: Simulator): (message: Message) => string {
  const { conversations, people } = simulator.state();
  const names = new Map(
    conversations.map(({ id, name, kind }) => {
      const person = people.find((one) => one.name === name);
      const first = person?.name.split(' ')[0] ?? name;
      return [id, kind === 'personal' ? `${first}'s chat` : name];
    }),
  );
  return ({ conversation, root }) => {
    const place = names.get(conversation) ?? 'a chat';
    if (root === null) return place;
    const [first = ''] = readCard(simulator.teams.message(root)?.card).lines;
    const request = /^REQ-\d+/.exec(first)?.[0];
    return request ? `${place}, thread of ${request}` : `${place}, in a thread`;
  };
}

function readingOf(message: Message): CardReading {
  if (message.card) return readCard(message.card);
  return { lines: spoken(message.text ?? '').split('\n'), buttons: [] };
}

function wholeOf({ lines, buttons }: CardReading): string[] {
  const more = lines.length > LINES ? ['…'] : [];
  const text = lines.slice(0, LINES - more.length).map(cut);
  return [...text, ...more, ...buttonLine(buttons)];
}

/** Its heading and what was not there before. Nothing when only something went away. */
function changesOf(before: CardReading, { lines, buttons, short }: CardReading): string[] {
  if (short !== undefined) return short === before.short ? [] : [cut(short)];
  const [heading, ...rest] = lines;
  const fresh = rest.filter((line) => !before.lines.includes(line));
  const other = buttons.filter((title) => !before.buttons.includes(title));
  const isNew = heading !== before.lines[0] || fresh.length > 0 || other.length > 0;
  if (!isNew || heading === undefined) return [];
  return wholeOf({ lines: [heading, ...fresh], buttons: other.length > 0 ? buttons : [] });
}

function buttonLine(buttons: readonly string[]): string[] {
  return buttons.length > 0 ? [buttons.map((title) => `( ${title} )`).join(' ')] : [];
}

function cut(line: string): string {
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
}
