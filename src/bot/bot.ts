import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { readerLocale } from '../services/desk/people/person.js';
import type { Places } from '../services/desk/ports.js';
import { withCorrelation } from '../services/telemetry/correlation.js';
import { remember, senderOf, type AcquaintanceParts } from './acquaintance.js';
import { invokeBody, parseExecuted, parseSubmitted } from './clicks.js';
import { TookTooLong, within } from './deadline.js';
import { mishapOf, readerOf, type EdgeWords, type Mishap } from './edge-words.js';
import { splitThread, type InboundActivity } from './inbound-activity.js';
import type { Orphans } from './orphans.js';
import { Run } from './run.js';
import type { Click, ClickAnswer, Conversations } from './turn.js';
import type { TurnParts } from './turns.js';
import { Turnstile } from './turnstile.js';

export interface BotParts extends TurnParts, AcquaintanceParts {
  readonly places: Places;
  readonly conversations: Conversations;
  readonly words: EdgeWords;
  /** Told of the message that a click lay on. */
  readonly orphans: Orphans;
  /** Milliseconds until a click is answered whatever happens; Teams gives up at 15 s. */
  readonly answerWithin?: number;
}

/** Body of the HTTP answer, for invokes. */
export type InvokeBody = object | undefined;

const ANSWER_WITHIN = 5_000;

/** Verified activities into turns. Never throws: after verification every problem is answered in Teams. */
export class DesksideBot {
  private readonly turnstile = new Turnstile();

  constructor(private readonly parts: BotParts) {}

  receive(activity: Activity, inbound: InboundActivity): Promise<InvokeBody> {
    const correlation = randomUUID().slice(0, 8);
    return withCorrelation(correlation, () => this.dispatch(activity, inbound, correlation));
  }

  private async dispatch(
    activity: Activity,
    inbound: InboundActivity,
    correlation: string,
  ): Promise<InvokeBody> {
    switch (inbound.type) {
      case 'invoke':
        return invokeBody(await this.clicked(activity, inbound, correlation));
      case 'message':
        await this.said(activity, inbound, correlation);
        return undefined;
      case 'installationUpdate':
      case 'conversationUpdate':
        await this.placed(activity, inbound);
        return undefined;
      default:
        // Edits (messageUpdate) above all: an edited message never commands again.
        return undefined;
    }
  }

  private async said(
    activity: Activity,
    inbound: InboundActivity,
    correlation: string,
  ): Promise<void> {
    const submitted =
      inbound.value !== undefined && !inbound.text
        ? parseSubmitted(inbound.value, inbound.replyToId)
        : undefined;
    const run = new Run(this.parts, this.turnstile, activity, inbound);
    try {
      await (submitted
        ? this.submitted(run, submitted)
        : run.with((turn) => this.parts.conversations.message(turn)));
    } catch (error) {
      await this.apologise(run, mishapOf(error, run.began, correlation), error);
    }
  }

  /** An Action.Submit can't be answered with a card: the card it lay on is replaced instead. */
  private async submitted(run: Run, click: Click): Promise<void> {
    await run.with(async (turn) => {
      const answer = await this.parts.conversations.click(turn, click);
      if ('message' in answer) await turn.send({ text: answer.message });
      else if (click.messageId !== undefined)
        await turn.update(click.messageId, { card: answer.card, summary: '' });
    });
  }

  private async clicked(
    activity: Activity,
    inbound: InboundActivity,
    correlation: string,
  ): Promise<ClickAnswer> {
    const { words, defaultLocale, answerWithin = ANSWER_WITHIN, log } = this.parts;
    const sender = senderOf(inbound, defaultLocale);
    const locale = () => (run.met ? readerLocale(run.met.who) : (sender?.locale ?? defaultLocale));
    const click =
      inbound.name === 'adaptiveCard/action'
        ? parseExecuted(inbound.value, inbound.replyToId)
        : undefined;
    const run = new Run(this.parts, this.turnstile, activity, inbound);
    if (!click) return { message: words.notUnderstood(locale()) };
    const work = run.with((turn) => this.parts.conversations.click(turn, click));
    try {
      const answer = await within(answerWithin, work);
      this.notice(run, click);
      return answer;
    } catch (error) {
      const mishap: Mishap =
        error instanceof TookTooLong ? { kind: 'unsure' } : mishapOf(error, run.began, correlation);
      log.error({ err: error, correlation, mishap: mishap.kind }, 'a click could not be answered');
      work.catch((late: unknown) => {
        if (late !== error) log.error({ err: late, correlation }, 'a late click failed');
      });
      return { message: words.sentence(locale(), mishap) };
    }
  }

  /** In the background: the answer doesn't wait for it. */
  private notice(run: Run, click: Click): void {
    if (!run.met) return;
    this.parts.orphans.clicked(click, run.met.conversation).catch((error: unknown) => {
      this.parts.log.warn({ err: error }, 'a card could not be looked up');
    });
  }

  private async apologise(run: Run, mishap: Mishap, error: unknown): Promise<void> {
    const { log, words, connector, defaultLocale } = this.parts;
    log.error(
      { err: error, mishap: mishap.kind, ...('correlation' in mishap ? mishap : {}) },
      'a message failed',
    );
    const reader = run.met
      ? readerOf(run.met.who)
      : { locale: run.sender?.locale ?? defaultLocale };
    const { conversation } = run;
    try {
      await connector.send(conversation, words.message(reader, mishap), conversation.root);
    } catch (failure) {
      log.error({ err: failure }, 'an apology could not be sent');
    }
  }

  /**
   * The app was added or removed. Adding it sends two activities; the installationUpdate is the one that is answered,
   * so that nobody is welcomed twice.
   */
  private async placed(activity: Activity, inbound: InboundActivity): Promise<void> {
    const { log, conversations, places } = this.parts;
    const run = new Run(this.parts, this.turnstile, activity, inbound);
    try {
      if (inbound.action?.startsWith('remove')) {
        await places.markDead(splitThread(inbound.conversation.id).base);
      } else if (inbound.type === 'installationUpdate' && run.sender) {
        await run.with((turn) => conversations.installed(turn));
      } else if (run.sender) {
        await remember(this.parts, inbound, run.sender);
      }
    } catch (error) {
      log.error({ err: error, type: inbound.type }, 'an installation could not be noted');
    }
  }
}
