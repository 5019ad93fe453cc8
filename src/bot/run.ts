import type { Activity } from 'botbuilder';
import {
  conversationOf,
  remember,
  senderOf,
  type Acquaintance,
  type AcquaintanceParts,
} from './acquaintance.js';
import type { InboundActivity } from './inbound-activity.js';
import type { Turn } from './turn.js';
import { createTurn, type TurnParts } from './turns.js';
import type { Turnstile } from './turnstile.js';

/** One activity on its way through: how far it came, and what is known of the sender by then. */
export class Run {
  met: Acquaintance | undefined;
  /** The conversation has been handed the turn: from now on things may be written. */
  began = false;

  constructor(
    private readonly parts: TurnParts & AcquaintanceParts,
    private readonly turnstile: Turnstile,
    private readonly activity: Activity,
    private readonly inbound: InboundActivity,
  ) {}

  get sender() {
    return senderOf(this.inbound, this.parts.defaultLocale);
  }

  get conversation() {
    return conversationOf(this.inbound);
  }

  async with<T>(act: (turn: Turn) => Promise<T>): Promise<T> {
    const { sender } = this;
    if (!sender) throw new TypeError('an activity without a person came past the guard');
    this.met = await remember(this.parts, this.inbound, sender);
    const turn = createTurn(this.parts, this.activity, this.inbound, this.met);
    return this.turnstile.pass(`${turn.conversation.id} ${sender.id}`, async () => {
      this.began = true;
      const result = await act(turn);
      await turn.memory.save();
      return result;
    });
  }
}
