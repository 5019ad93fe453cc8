import { setTimeout as sleep } from 'node:timers/promises';
import { CAST } from '../company.js';
import { Human } from '../human.js';
import type { Simulator } from '../simulator.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** People of the story, where they read and write. */
class Players {
  readonly anna: Human;
  readonly luc: Human;
  readonly sam: Human;
  readonly priya: Human;
  /** Sam in his own chat with the bot. */
  readonly samsChat: Human;
  /** The request that Anna makes, `REQ-1`, and Luc's. */
  annas = '';
  lucs = '';

  constructor(readonly simulator: Simulator) {
    this.anna = new Human(simulator, CAST.anna);
    this.luc = new Human(simulator, CAST.luc);
    this.sam = new Human(simulator, CAST.sam, 'channel');
    this.priya = new Human(simulator, CAST.priya, 'channel');
    this.samsChat = new Human(simulator, CAST.sam);
  }

  code(): string {
    const session = this.simulator.teamviewer.sessions()[0];
    if (!session) throw new Error('no TeamViewer session was made');
    return session.code;
  }
}

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

interface Beat {
  readonly stage: Stage;
  /** What happens, for the transcript. */
  readonly title: string;
  play(players: Players): Promise<void>;
}

async function numberOf(human: Human): Promise<string> {
  const card = await human.sees(/REQ-\d+/, 'withdraw');
  return /REQ-\d+/.exec(human.reading(card))?.[0] ?? '';
}

async function rootOf(human: Human, id: string): Promise<string> {
  return (await human.sees(new RegExp(`${id}\\b`), 'approve')).id;
}

async function annaAsks(players: Players): Promise<void> {
  const { anna } = players;
  await anna.say('Mijn scherm blijft zwart na de update van vanmorgen');
  const form = await anna.sees(/LT-ANNA-01/, 'intake-send');
  await anna.pressOn(form, 'intake-send', {
    text: 'Mijn scherm blijft zwart na de update van vanmorgen',
    category: 'screen',
    urgency: 'urgent',
    ...firstDevice(anna, form.id),
  });
  players.annas = await numberOf(anna);
}

/** The PC that the form has chosen already, as a client would send it. */
function firstDevice(human: Human, messageId: string): { device?: string } {
  const message = human.messages().find(({ id }) => id === messageId);
  const text = JSON.stringify(message ? human.cardOf(message) : {});
  const chosen = /"id":"device"[^{}]*?"value":"([^"]+)"|"value":"([^"]+)"[^{}]*?"id":"device"/.exec(
    text,
  );
  const device =
    chosen?.[1] ?? chosen?.[2] ?? /"value":"([\da-f]{8}-[\da-f-]{27})"/.exec(text)?.[1];
  return device === undefined ? {} : { device };
}

async function lucAsks(players: Players): Promise<void> {
  const { luc } = players;
  await luc.say('/nouveau "L\'imprimante du deuxième étage n\'imprime plus"');
  const form = await luc.sees(/PC-LUC-01/, 'intake-send');
  await luc.pressOn(form, 'intake-send', {
    text: "L'imprimante du deuxième étage n'imprime plus",
    category: 'printer',
    urgency: 'normal',
    ...firstDevice(luc, form.id),
  });
  players.lucs = await numberOf(luc);
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
  await sam.press(new RegExp(`${players.annas}\\b`), 'approve');
  await anna.sees(new RegExp(players.annas), 'accept');
}

async function annaAccepts(players: Players): Promise<void> {
  const { anna, samsChat, simulator } = players;
  await anna.press(new RegExp(players.annas), 'accept');
  await samsChat.press(new RegExp(players.annas), 'connect');
  const code = players.code();
  simulator.teamviewer.customerJoins(code);
  simulator.teamviewer.helperConnects(code);
  // The next look at the session shows that she is in it.
  await sleep(3_000);
}

async function sessionEnds(players: Players): Promise<void> {
  const { simulator, samsChat } = players;
  await simulator.clock.advance(12 * MINUTE);
  simulator.teamviewer.closeFromTeamViewer(players.code());
  await samsChat.sees(new RegExp(players.annas), 'close');
}

async function samCloses(players: Players): Promise<void> {
  const { samsChat, anna } = players;
  await samsChat.press(new RegExp(players.annas), 'close', {
    resolution: 'fixed',
    text: 'Rolled the display driver back; the update is on hold for this model.',
  });
  await anna.press(new RegExp(players.annas), 'confirm-solved');
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
  await priya.sees(new RegExp(`${players.lucs}\\b`), 'approve');
}

const STORY: readonly Beat[] = [
  { stage: 'asked', title: 'Anna asks for help, in Dutch, in her own words', play: annaAsks },
  { stage: 'asked', title: 'Luc asks with a command, in French', play: lucAsks },
  {
    stage: 'answered',
    title: 'Sam takes the request and asks back; Anna just types her answer',
    play: samReplies,
  },
  { stage: 'approved', title: 'Sam approves: Anna is asked for her consent', play: samApproves },
  {
    stage: 'active',
    title: 'Anna accepts: a session is made, each side gets its own link',
    play: annaAccepts,
  },
  {
    stage: 'ended',
    title: 'Twelve minutes later the session is closed in TeamViewer',
    play: sessionEnds,
  },
  {
    stage: 'closed',
    title: 'Sam closes with a resolution; Anna has her receipt and says it is solved',
    play: samCloses,
  },
  { stage: 'expired', title: 'Nobody answers Luc for four hours', play: fourHours },
  {
    stage: 'revived',
    title: 'Luc still needs help: his request comes back with its history',
    play: lucRevives,
  },
];

/** Plays the story up to and including a stage, with a pause between its beats for people who watch. */
export async function playUntil(
  simulator: Simulator,
  last: Stage,
  watch: { readonly pause?: number; readonly beat?: (title: string) => void } = {},
): Promise<void> {
  const players = new Players(simulator);
  for (const beat of STORY) {
    if (STAGES.indexOf(beat.stage) > STAGES.indexOf(last)) return;
    watch.beat?.(beat.title);
    await beat.play(players);
    if (watch.pause) await sleep(watch.pause);
  }
}
