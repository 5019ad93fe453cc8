import type { Activity } from 'botbuilder';
import { readerLocale } from '../services/desk/people/person.js';
import type { Places } from '../services/desk/ports.js';
import {
  newCorrelation,
  shortCorrelation,
  withCorrelation,
} from '../services/telemetry/correlation.js';
import { Passage, type ActivitySeen } from './access.js';
import { remember, senderOf, type AcquaintanceParts } from './acquaintance.js';
import { invokeBody, parseExecuted, parseFileAnswer, parseSubmitted } from './clicks.js';
import { TookTooLong, within } from './deadline.js';
import { mishapOf, readerOf, type EdgeWords, type Mishap } from './edge-words.js';
import type { InboundActivity } from './inbound-activity.js';
import { changeIn, placeClosed, placeOpened, placeRenamed } from './installation.js';
import type { Orphans } from './orphans.js';
import { Run } from './run.js';
import { isTargeted } from './targeted.js';
import type { Click, ClickAnswer, Conversations } from './turn.js';
import { askedIn, type TurnParts } from './turns.js';
import { TooManyTurns, Turnstile } from './turnstile.js';
import { whisper } from './whisper.js';

export interface BotParts extends TurnParts, AcquaintanceParts {
  readonly places: Places;
  readonly conversations: Conversations;
  readonly words: EdgeWords;
  /** Told of the message that a click lay on. */
  readonly orphans: Orphans;
  /** Milliseconds until a click is answered whatever happens; Teams gives up at 15 s. */
  readonly answerWithin?: number;
  readonly onActivity?: (seen: ActivitySeen) => void;
}

/** Body of the HTTP answer, for invokes. */
export type InvokeBody = object | undefined;

const ANSWER_WITHIN = 5_000;

/** Verified activities into turns. Never throws: after verification every problem is answered in Teams. */
export class DesksideBot {
  private readonly turnstile = new Turnstile();
  /** What goes on after the answer. */
  private readonly behind = new Set<Promise<unknown>>();

  constructor(private readonly parts: BotParts) {}

  receive(activity: Activity, inbound: InboundActivity): Promise<InvokeBody> {
    const correlation = newCorrelation();
    return withCorrelation(correlation, async () => {
      const passage = new Passage(inbound, shortCorrelation(correlation));
      const body = await this.dispatch(activity, inbound, passage);
      this.parts.onActivity?.(passage.over(this.parts.log));
      return body;
    });
  }

  /** Resolves when nothing goes on any more that was begun by an activity and outlived its answer. */
  async idle(): Promise<void> {
    while (this.behind.size > 0) await Promise.allSettled(this.behind);
  }

  private async dispatch(
    activity: Activity,
    inbound: InboundActivity,
    passage: Passage,
  ): Promise<InvokeBody> {
    switch (inbound.type) {
      case 'invoke':
        if (inbound.name === 'fileConsent/invoke')
          return this.fileAnswered(activity, inbound, passage);
        return invokeBody(await this.clicked(activity, inbound, passage));
      case 'message':
        await this.said(activity, inbound, passage);
        return undefined;
      case 'installationUpdate':
      case 'conversationUpdate':
        await this.placed(activity, inbound);
        return undefined;
      default:
        // Edits (messageUpdate) above all: an edited message never commands again.
        passage.outcome = 'ignored';
        return undefined;
    }
  }

  private async said(
    activity: Activity,
    inbound: InboundActivity,
    passage: Passage,
  ): Promise<void> {
    const submitted =
      inbound.value !== undefined && !inbound.text
        ? parseSubmitted(inbound.value, inbound.replyToId)
        : undefined;
    const { log } = this.parts;
    const run = new Run(this.parts, this.turnstile, activity, inbound);
    if (submitted) {
      passage.kind = 'submit';
      passage.pressed(submitted.verb);
    }
    try {
      await (submitted
        ? this.submitted(run, submitted)
        : run.with((turn) => this.parts.conversations.message(turn)));
    } catch (error) {
      // A flood of one person: answering each of it would be a flood, too.
      if (error instanceof TooManyTurns) {
        passage.outcome = 'flood';
        return;
      }
      const mishap = mishapOf(error, run.began, passage.correlation);
      passage.outcome = mishap.kind;
      log.error(
        { err: error, mishap: mishap.kind, shown: passage.correlation },
        'a message failed',
      );
      await this.apologise(run, mishap, inbound);
    }
  }

  /** An Action.Submit can't be answered with a card: the card it lay on is replaced instead. */
  private async submitted(run: Run, click: Click): Promise<void> {
    await run.with(async (turn) => {
      const answer = await this.parts.conversations.click(turn, click);
      if ('message' in answer) await turn.whisper({ text: answer.message });
      else if (click.messageId !== undefined)
        await turn.update(click.messageId, { card: answer.card, summary: '' });
    });
  }

  private async clicked(
    activity: Activity,
    inbound: InboundActivity,
    passage: Passage,
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
    passage.pressed(click.verb);
    const work = run.with((turn) => this.parts.conversations.click(turn, click));
    try {
      const answer = await within(answerWithin, work);
      // A whispered card is gone after a day: nothing keeps it true.
      if (!isTargeted(inbound)) this.notice(run, click);
      return answer;
    } catch (error) {
      const shown = passage.correlation;
      const mishap: Mishap =
        error instanceof TookTooLong ? { kind: 'unsure' } : mishapOf(error, run.began, shown);
      passage.outcome = mishap.kind;
      log.error({ err: error, shown, mishap: mishap.kind }, 'a click could not be answered');
      this.goesOn(work, (late) => {
        if (late !== error) log.error({ err: late, shown }, 'a late click failed');
      });
      return { message: words.sentence(locale(), mishap) };
    }
  }

  /** Answered at once with an empty body; the file follows. */
  private async fileAnswered(
    activity: Activity,
    inbound: InboundActivity,
    passage: Passage,
  ): Promise<InvokeBody> {
    const { log } = this.parts;
    const answer = parseFileAnswer(inbound.value, inbound.replyToId);
    if (!answer) return {};
    const run = new Run(this.parts, this.turnstile, activity, inbound);
    try {
      const after = await run.with((turn) => this.parts.conversations.file(turn, answer));
      if (after)
        this.goesOn(after(), (error) =>
          log.error({ err: error }, 'a file could not be handed over'),
        );
    } catch (error) {
      const mishap = mishapOf(error, run.began, passage.correlation);
      passage.outcome = mishap.kind;
      log.error({ err: error, mishap: mishap.kind }, 'the answer to a file failed');
      await this.apologise(run, mishap, inbound);
    }
    return {};
  }

  /** In the background: the answer doesn't wait for it. */
  private notice(run: Run, click: Click): void {
    if (!run.met) return;
    this.goesOn(this.parts.orphans.clicked(click, run.met), (error) =>
      this.parts.log.warn({ err: error }, 'a card could not be looked up'),
    );
  }

  private goesOn(work: Promise<unknown>, failed: (error: unknown) => void): void {
    const done = work.catch(failed).finally(() => this.behind.delete(done));
    this.behind.add(done);
  }

  private async apologise(run: Run, mishap: Mishap, inbound: InboundActivity): Promise<void> {
    const { log, words, connector } = this.parts;
    const { conversation } = run;
    const who = run.met?.who ?? run.sender;
    if (!who) return;
    const message = words.message(readerOf(who), mishap);
    try {
      if (inbound.conversation.conversationType === 'personal')
        await connector.send(conversation, message);
      else await whisper(this.parts, { who, conversation, ...askedIn(inbound) }, message);
    } catch (failure) {
      log.error({ err: failure }, 'an apology could not be sent');
    }
  }

  /** The app was added or removed, a channel renamed, somebody joined. */
  private async placed(activity: Activity, inbound: InboundActivity): Promise<void> {
    const { log, conversations } = this.parts;
    const run = new Run(this.parts, this.turnstile, activity, inbound);
    try {
      switch (changeIn(inbound)) {
        case 'removed':
        case 'closed':
          return await placeClosed(this.parts, inbound);
        case 'added':
          await placeOpened(this.parts, inbound);
          if (run.sender) await run.with((turn) => conversations.installed(turn));
          return;
        case 'opened':
          return await placeOpened(this.parts, inbound);
        case 'renamed':
          return await placeRenamed(this.parts, inbound);
        case 'updated':
        case 'other':
          if (run.sender) await remember(this.parts, inbound, run.sender);
      }
    } catch (error) {
      log.error({ err: error, type: inbound.type }, 'an installation could not be noted');
    }
  }
}
