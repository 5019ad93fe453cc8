import type { Simulator } from '../simulator.js';
import { chosenDevice, numberOf, Players, rootOf } from './players.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const STAGES = [
  'asked',
  'answered',
  'approved',
  'active',
  'ended',
  'closed',
  'expired',
  'revived',
] as const;
export type Stage = (typeof STAGES)[number];

export interface Beat {
  /** The page has a caption for each in its own languages. */
  readonly name: string;
  readonly stage: Stage;
  /** What happens, in English, for the transcript. */
  readonly title: string;
}

interface PlayedBeat extends Beat {
  play(players: Players): Promise<void>;
}

async function annaAsks(players: Players): Promise<void> {
  const { anna } = players;
  await anna.say('Mijn scherm blijft zwart na de update van vanmorgen');
  const form = await anna.sees(/LT-ANNA-01/, 'intake-send');
  await anna.pressOn(form, 'intake-send', {
    text: 'Mijn scherm blijft zwart na de update van vanmorgen',
    category: 'screen',
    urgency: 'urgent',
    ...chosenDevice(anna, form.id),
  });
  players.annas = await numberOf(anna);
  await rootOf(players.sam, players.annas);
}

async function lucAsks(players: Players): Promise<void> {
  const { luc } = players;
  await luc.say('/nouveau "L\'imprimante du deuxième étage n\'imprime plus"');
  const form = await luc.sees(/PC-LUC-01/, 'intake-send');
  await luc.pressOn(form, 'intake-send', {
    text: "L'imprimante du deuxième étage n'imprime plus",
    category: 'printer',
    urgency: 'normal',
    ...chosenDevice(luc, form.id),
  });
  players.lucs = await numberOf(luc);
  await rootOf(players.sam, players.lucs);
}

async function samReplies(players: Players): Promise<void> {
  const { sam, anna } = players;
  const thread = await rootOf(sam, players.annas);
  await sam.say('take', { thread });
  await sam.say('reply "Does it stay black when you unplug the dock?"', { thread });
  await anna.sees(/unplug the dock/);
  await anna.say('Ja, ook zonder dock. De ventilator draait wel.');
  await sam.sees(/ventilator/);
}

async function samApproves(players: Players): Promise<void> {
  const { sam, anna } = players;
  await sam.press(new RegExp(`^${players.annas}\\b`), 'approve');
  await anna.sees(new RegExp(players.annas), 'accept');
}

async function annaAccepts(players: Players): Promise<void> {
  const { anna, samsChat, simulator } = players;
  await anna.press(new RegExp(players.annas), 'accept');
  await samsChat.press(new RegExp(players.annas), 'connect');
  const code = players.code();
  simulator.teamviewer.customerJoins(code);
  simulator.teamviewer.helperConnects(code);
  await players.bothConnected();
}

async function sessionEnds(players: Players): Promise<void> {
  const { simulator, samsChat } = players;
  await simulator.clock.advance(12 * MINUTE);
  simulator.teamviewer.closeFromTeamViewer(players.code());
  await samsChat.sees(new RegExp(players.annas), 'close');
}

async function samCloses(players: Players): Promise<void> {
  const { samsChat, anna, sam } = players;
  await samsChat.press(new RegExp(players.annas), 'close', {
    resolution: 'fixed',
    text: 'Rolled the display driver back; the update is on hold for this model.',
  });
  await anna.sees(/Bewijs van je sessie/);
  await anna.press(new RegExp(players.annas), 'confirm-solved');
  await sam.sees(/is solved/);
}

async function fourHours(players: Players): Promise<void> {
  const { simulator, luc } = players;
  await simulator.clock.advance(2 * HOUR);
  await players.sam.sees(/50\s?%/);
  await simulator.clock.advance(2 * HOUR + MINUTE);
  await luc.sees(new RegExp(players.lucs), 'reopen');
}

async function lucRevives(players: Players): Promise<void> {
  const { luc, priya } = players;
  await luc.press(new RegExp(players.lucs), 'reopen');
  await rootOf(priya, players.lucs);
}

const STORY: readonly PlayedBeat[] = [
  {
    name: 'annaAsks',
    stage: 'asked',
    title: 'Anna asks for help, in Dutch, in her own words',
    play: annaAsks,
  },
  {
    name: 'lucAsks',
    stage: 'asked',
    title: 'Luc asks with a command, in French',
    play: lucAsks,
  },
  {
    name: 'samReplies',
    stage: 'answered',
    title: 'Sam takes the request and asks back; Anna just types her answer',
    play: samReplies,
  },
  {
    name: 'samApproves',
    stage: 'approved',
    title: 'Sam approves: Anna is asked for her consent',
    play: samApproves,
  },
  {
    name: 'annaAccepts',
    stage: 'active',
    title: 'Anna accepts: a session is made, each side gets its own link',
    play: annaAccepts,
  },
  {
    name: 'sessionEnds',
    stage: 'ended',
    title: 'Twelve minutes later the session is closed in TeamViewer',
    play: sessionEnds,
  },
  {
    name: 'samCloses',
    stage: 'closed',
    title: 'Sam closes with a resolution; Anna has her receipt and says it is solved',
    play: samCloses,
  },
  {
    name: 'fourHours',
    stage: 'expired',
    title: 'Nobody answers Luc for four hours',
    play: fourHours,
  },
  {
    name: 'lucRevives',
    stage: 'revived',
    title: 'Luc still needs help: his request comes back with its history',
    play: lucRevives,
  },
];

export interface Watching {
  /** After each beat: time for people who watch, or for cards to catch up. */
  readonly pause?: () => Promise<unknown>;
  readonly beat?: (beat: Beat) => void;
  /** Aborted: the story stops where it is and rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Plays the story up to and including a stage. Rejects when what it waits for does not come. */
export async function playUntil(
  simulator: Simulator,
  last: Stage,
  { pause, beat: tell, signal }: Watching = {},
): Promise<void> {
  const players = new Players(simulator, signal);
  for (const beat of STORY) {
    if (STAGES.indexOf(beat.stage) > STAGES.indexOf(last)) return;
    signal?.throwIfAborted();
    tell?.(beat);
    await beat.play(players);
    await pause?.();
  }
}
