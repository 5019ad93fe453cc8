import { CAST } from '../company.js';
import { Human } from '../human.js';
import type { Simulator } from '../simulator.js';
import { inputsOf } from './card-inputs.js';

/** People of the story, where they read and write. */
export class Players {
  readonly anna: Human;
  readonly luc: Human;
  readonly sam: Human;
  readonly priya: Human;
  /** Sam in his own chat with the bot. */
  readonly samsChat: Human;
  /** The request that Anna makes, `REQ-1`, and Luc's. */
  annas = '';
  lucs = '';

  /** Once `signal` is aborted nobody waits for anything any more. */
  constructor(
    readonly simulator: Simulator,
    readonly signal?: AbortSignal,
  ) {
    this.anna = new Human(simulator, CAST.anna, 'personal', signal);
    this.luc = new Human(simulator, CAST.luc, 'personal', signal);
    this.sam = new Human(simulator, CAST.sam, 'channel', signal);
    this.priya = new Human(simulator, CAST.priya, 'channel', signal);
    this.samsChat = new Human(simulator, CAST.sam, 'personal', signal);
  }

  /** The code of the session that was made last, `s12-345-678`. */
  code(): string {
    const session = this.simulator.teamviewer.sessions().at(-1);
    if (!session) throw new Error('no TeamViewer session was made');
    return session.code;
  }

  /** Waits until the user and the helper are both shown as being in the session. */
  async bothConnected(): Promise<void> {
    await this.samsChat.sees(/user is in the session[\s\S]*You opened the session/);
  }
}

/** The number of the request whose card this person has had last. */
export async function numberOf(human: Human): Promise<string> {
  const card = await human.sees(/REQ-\d+/, 'withdraw');
  return /REQ-\d+/.exec(human.reading(card))?.[0] ?? '';
}

/** The message in the channel that the thread of a request hangs on. */
export async function rootOf(human: Human, id: string): Promise<string> {
  return (await human.sees(new RegExp(`^${id}\\b`), 'approve')).id;
}

/** The PC that the form has chosen already, or its first, as a client would send it. */
export function chosenDevice(human: Human, messageId: string): { device?: string } {
  const message = human.messages().find(({ id }) => id === messageId);
  const input = inputsOf(message ? human.cardOf(message) : undefined).get('device');
  const device = input?.value || input?.choices[0]?.value;
  return device ? { device } : {};
}
