import type { Instant } from '../ids.js';
import { lostApprovers } from './authorise-task.js';
import { rolesTooOld } from '../authorise.js';
import { unsentCancelled } from './decide.js';
import type { TaskEventBody } from './event.js';
import { zoneOf, type TaskFacts } from './facts.js';
import {
  isOver,
  isUnderWay,
  itemCommon,
  withoutWave,
  type AskedItem,
  type Item,
  type ItemCommon,
  type Queued,
} from './item.js';
import { confirmedTurn, isTurnReady, lastMoment, turnDue } from './plan.js';
import type { Running, Task } from './task.js';

/**
 * The next thing that is due in a task by itself: a deadline that passed, the next wave, its end. Asked again until
 * there is none, within the commit of whatever happened and whenever its timer rings.
 */
export function advance(task: Task, facts: TaskFacts): TaskEventBody | undefined {
  const { now } = facts;
  switch (task.state) {
    case 'draft':
      return now > task.lapsesAt ? { type: 'lapsed' } : confirmedTurn(task, facts);
    case 'awaiting_approval':
      return now > task.expiresAt ? { type: 'lapsed' } : undefined;
    case 'held':
      return now >= task.until ? start(task, facts) : undefined;
    case 'scheduled':
      return turnDue(task, facts);
    case 'running':
      return advanceRunning(task, facts);
    case 'finished':
    case 'cancelled':
    case 'rejected':
    case 'halted':
      return undefined;
  }
}

/** Whoever agreed must still be allowed to, by roles that are fresh; a freeze holds it up. */
function start(task: Task, facts: TaskFacts): TaskEventBody | undefined {
  const last = lastMoment(task.wish, facts);
  if (facts.now > last) return { type: 'lapsed' };
  if (facts.freeze || rolesTooOld(facts)) return undefined;
  const who = lostApprovers(task, facts);
  if (who.length === 0) return { type: 'started', waveWait: facts.policy.restart.waves.wait };
  const expiresAt = Math.min(facts.now + facts.policy.restart.approveWithin, last);
  return { type: 'approval-void', who, expiresAt };
}

function advanceRunning(task: Running, facts: TaskFacts): TaskEventBody | undefined {
  return (
    unanswered(task, facts) ??
    tooLate(task, facts) ??
    (facts.freeze ? undefined : (comeUp(task, facts) ?? nextWave(task, facts))) ??
    (task.items.every(isOver) ? { type: 'finished' } : undefined)
  );
}

/** Asked, and no answer in the policy's time. */
function unanswered(task: Running, { now, policy }: TaskFacts): TaskEventBody | undefined {
  const silent = task.items.filter(
    (item): item is AskedItem => item.state === 'asked' && now > item.answerBy,
  );
  if (silent.length === 0) return undefined;
  const changes = silent.map((item): Item => {
    const common = itemCommon(item, now);
    const { notAfter } = item;
    if (now > notAfter) return { ...withoutWave(common), state: 'skipped', why: 'no-answer' };
    if (policy.restart.ask.noAnswer === 'go')
      return { ...common, state: 'queued', go: now, notAfter };
    // Waits on for its user, and holds up no wave.
    const { askedAt } = item;
    return { ...withoutWave(common), state: 'asked', askedAt, answerBy: notAfter, notAfter };
  });
  return { type: 'unanswered', changes };
}

/** What wasn't called for while it was still wanted. */
function tooLate(task: Running, { now }: TaskFacts): TaskEventBody | undefined {
  const late = task.items.filter(
    (item): item is Queued =>
      item.state === 'queued' &&
      item.attempts === undefined &&
      item.notAfter !== undefined &&
      now > item.notAfter,
  );
  if (late.length === 0) return undefined;
  const changes = late.map((item): Item => ({
    ...itemCommon(item, now),
    state: 'skipped',
    why: 'too-late',
  }));
  return { type: 'left-out', changes };
}

/** PCs that waited for another day or for a window, one by one outside the waves. */
function comeUp(task: Running, facts: TaskFacts): TaskEventBody | undefined {
  const due = task.items.filter(
    (item): item is Queued =>
      item.state === 'queued' && waitsForDay(item) && (item.go ?? 0) <= facts.now,
  );
  if (due.length === 0) return undefined;
  return { type: 'came-up', changes: due.map((item) => turnOf(task, item, facts)) };
}

function waitsForDay(item: Item): boolean {
  return item.state === 'queued' && (item.because === 'put-off' || item.because === 'window');
}

function nextWave(task: Running, facts: TaskFacts): TaskEventBody | undefined {
  if (holdsWave(task, facts.now)) return undefined;
  const unsent = unsentCancelled(task, facts);
  if (unsent.length > 0 && failedTooOften(task, facts))
    return { type: 'halted', cause: 'failures', changes: unsent };
  const size = task.wish.waveSize ?? facts.policy.restart.waves.size;
  const next = task.items.filter(waitsForWave).slice(0, size);
  if (next.length === 0) return undefined;
  const stale = leftBehind(task, facts);
  if (stale) return stale;
  const wave = task.wave + 1;
  const changes = next.map((item) => turnOf(task, item, facts, wave));
  return { type: 'wave-opened', wave, changes };
}

/** A freeze held up what was wanted at a time, for so long that nobody expects it any more. */
function leftBehind(task: Running, { now, policy }: TaskFacts): TaskEventBody | undefined {
  const { at, plan } = task.wish;
  const timed = at !== undefined || plan !== undefined;
  if (!timed || now <= task.moved.at + policy.restart.giveUp) return undefined;
  const changes = task.items.filter(waitsForWave).map((item): Item => ({
    ...itemCommon(item, now),
    state: 'skipped',
    why: 'too-late',
  }));
  return { type: 'left-out', changes };
}

function waitsForWave(item: Item): item is Queued {
  return item.state === 'queued' && item.go === undefined;
}

/** The turn of a PC: its user is asked, or it may be sent; closed windows put it off. */
function turnOf(task: Running, item: Queued, facts: TaskFacts, wave?: number): Item {
  const { now, policy, users, localTime, windows } = facts;
  const { ask, giveUp } = policy.restart;
  const alone: ItemCommon = withoutWave(itemCommon(item, now));
  const opens = localTime.opens(windows, now, zoneOf(facts, item.owner));
  if (opens !== undefined)
    return { ...alone, state: 'queued', go: opens, because: 'window', notAfter: opens + giveUp };
  const reachable = item.owner !== undefined && users.get(item.owner)?.reachable === true;
  const common: ItemCommon = {
    ...alone,
    ...(wave === undefined ? {} : { wave }),
    ...(reachable ? { told: true } : {}),
  };
  const notAfter = now + giveUp;
  if (task.wish.force) return { ...common, state: 'queued', go: now, notAfter };
  const answerBy = now + ask.within;
  if (reachable) return { ...common, state: 'asked', askedAt: now, answerBy, notAfter };
  return ask.nobody === 'go'
    ? { ...common, state: 'queued', go: now, notAfter }
    : { ...alone, state: 'skipped', why: 'nobody-to-ask' };
}

/** A wave is over when each of its PCs was sent and came to an end, or says nothing because it is offline or silent. */
function holdsWave(task: Running, now: Instant): boolean {
  return task.items.some((item) => holdUntil(task, item) > now);
}

/** Until when a PC holds its wave; 0 when it doesn't. */
function holdUntil(task: Running, item: Item): Instant {
  if (item.wave !== task.wave || task.wave === 0 || isOver(item)) return 0;
  if (!isUnderWay(item)) return Infinity;
  return item.warnings.includes('offline') ? 0 : item.sentAt + task.waveWait;
}

/** More than the policy lets fail, of what one of the waves sent: also of an earlier one, of which it shows late. */
function failedTooOften(task: Running, { policy }: TaskFacts): boolean {
  return Array.from({ length: task.wave }, (_, at) => at + 1).some((wave) => {
    const sent = task.items.filter(
      (item) => item.wave === wave && item.state !== 'skipped' && item.state !== 'cancelled',
    );
    const failed = sent.filter(({ state }) => BAD.has(state)).length;
    return sent.length > 0 && (failed * 100) / sent.length > policy.restart.waves.stopAbove;
  });
}

const BAD: ReadonlySet<Item['state']> = new Set(['failed', 'not_supported', 'unknown']);

/** When something is due next by itself; undefined while everything waits for somebody. */
export function nextDue(task: Task): Instant | undefined {
  switch (task.state) {
    case 'draft':
      // Held up by roles that are being read.
      return isTurnReady(task) ? task.moved.at : task.lapsesAt + 1;
    case 'awaiting_approval':
      return task.expiresAt + 1;
    case 'held':
      return task.until;
    case 'scheduled':
      return task.next;
    case 'running':
      return earliest([
        ...task.items.flatMap((item) => duesOf(task, item)),
        ...(waitsInVain(task) ? [task.moved.at] : []),
      ]);
    case 'finished':
    case 'cancelled':
    case 'rejected':
    case 'halted':
      return undefined;
  }
}

/** Its next wave should have begun by now, and something held it up: a freeze. */
function waitsInVain(task: Running): boolean {
  return task.items.some(waitsForWave) && !holdsWave(task, task.moved.at);
}

function duesOf(task: Running, item: Item): Instant[] {
  if (item.state === 'asked') return [item.answerBy + 1];
  if (item.state === 'queued') {
    if (waitsForDay(item)) return item.go === undefined ? [] : [item.go];
    return item.notAfter === undefined || item.attempts ? [] : [item.notAfter + 1];
  }
  const until = isUnderWay(item) ? holdUntil(task, item) : 0;
  return until > 0 ? [until] : [];
}

function earliest(moments: readonly Instant[]): Instant | undefined {
  return moments.length === 0 ? undefined : Math.min(...moments);
}
