import { ConnectorFailure } from '../desk/failures.js';
import { SECOND, type Instant, type Millis, type TaskId } from '../desk/ids.js';
import type { RestartSight } from '../desk/ports.js';
import type { TaskAnswer } from '../desk/refusal.js';
import type { DeskTaskCommand } from '../desk/tasks/command.js';
import { ready, RESTART_HOLD } from '../desk/tasks/decide-desk.js';
import type { Queued } from '../desk/tasks/item.js';
import { isOurs } from '../desk/tasks/sights.js';
import type { Task } from '../desk/tasks/task.js';
import { backOff } from './back-off.js';
import { again, DONE, EFFECT, type Parts, type Verdict } from './parts.js';

/** Sent within this after the fence, and given up by the HTTP client after 8 s, a call is over when its hold is. */
const SEND_WITHIN: Millis = 2 * SECOND;
/** After a call that may have been applied, the far end gets time to show it. */
const SETTLE_TIME: Millis = 5 * SECOND;
const NOT_NOW: Millis = 15 * SECOND;
const LONGEST_WAIT: Millis = 600 * SECOND;
const NOT_FOUND = 404;
const BAD_REQUEST = 400;

interface Run {
  readonly parts: Parts;
  readonly task: Task;
  readonly item: Queued;
  readonly now: Instant;
  readonly pc: { readonly device: NonNullable<Queued['device']>; readonly source: string };
}

/**
 * Restarts PC `n` of a task at most once: look at the far end, put up the fence, call, confirm. After any doubt it only
 * looks. The entry stays in the agenda until the result is committed.
 */
export async function restartPc(parts: Parts, id: TaskId, n: number): Promise<Verdict> {
  const [task, now] = await Promise.all([parts.tasks.get(id), parts.requests.now()]);
  const item = task && ready(task, n);
  if (!task || !item || item.device === undefined) return DONE;
  if (item.go === undefined || item.because === 'put-off' || item.because === 'window') return DONE;
  if (now < item.go) return again(Math.min(item.go - now, LONGEST_WAIT));
  const pc = { device: item.device, source: item.source ?? '' };
  const run: Run = { parts, task, item, now, pc };
  const { attempts } = item;
  const unfinished = attempts !== undefined && (attempts.doubt || attempts.retryAt === undefined);
  if (unfinished && now < attempts.begunAt + RESTART_HOLD)
    return again(attempts.begunAt + RESTART_HOLD - now);
  return unfinished ? findOut(run) : send(run);
}

/** A call of which we know no end: what the far end shows decides, and until it does, nothing is called. */
async function findOut(run: Run): Promise<Verdict> {
  const sight = await looked(run);
  // That nobody could look doesn't make it certain that nothing was done.
  if (sight instanceof ConnectorFailure) return doubt(run, codeOf(sight));
  if (sight && isOurs(sight, run.item.attempts?.before)) {
    await tell(run, 'found', { type: 'restart-sent', task: run.task.id, n: run.item.n });
    return DONE;
  }
  return doubt(run, 'no-trace');
}

async function doubt(run: Run, code: string): Promise<Verdict> {
  const { task, item, now } = run;
  const retryAt = now + NOT_NOW;
  await tell(run, `doubt-${now}`, {
    type: 'delay-restart',
    ...{ task: task.id, n: item.n, code, retryAt, doubt: true },
  });
  return again(NOT_NOW);
}

async function send(run: Run): Promise<Verdict> {
  const { parts, task, item } = run;
  const { id } = task;
  const { n } = item;
  const sight = await looked(run);
  // Nothing was begun: the next try looks again.
  if (sight instanceof ConnectorFailure) return again(pauseAfter(run, sight));
  if (!sight) {
    await tell(run, 'gone', { type: 'restart-failed', task: id, n, why: 'gone' });
    return DONE;
  }
  if (sight.state === 'pending' || sight.state === 'active') {
    const why = 'restarting-already';
    await tell(run, 'already', { type: 'restart-failed', task: id, n, why });
    return DONE;
  }
  const fence = performance.now();
  const before = sight.startedAt;
  const begun = await tell(run, `begin-${item.attempts?.count ?? 0}`, {
    type: 'begin-restart',
    ...{ task: id, n },
    ...(before === undefined ? {} : { before }),
  });
  if (begun.kind === 'refused') return notBegun(begun.refusal.reason);
  if (begun.replayed) return again(RESTART_HOLD);
  if (!(await isOurTurn(run))) return again(SECOND);
  if (performance.now() - fence > SEND_WITHIN) return troubled(run, heldUp());
  parts.observer?.({
    kind: 'effect',
    title: 'asks for a restart',
    detail: { task: id, pc: item.name },
  });
  const failure = await called(run);
  if (failure) return troubled(run, failure);
  await tell(run, `sent-${item.attempts?.count ?? 0}`, { type: 'restart-sent', task: id, n });
  return DONE;
}

/** Undefined: it was accepted. Throws what isn't a ConnectorFailure. */
async function called({ parts, pc }: Run): Promise<ConnectorFailure | undefined> {
  try {
    await parts.restarts.restart(pc);
    return undefined;
  } catch (error) {
    if (error instanceof ConnectorFailure) return error;
    throw error;
  }
}

/** The fence may have come to something else: left out, or put off to a window. */
async function isOurTurn({ parts, task, item }: Run): Promise<boolean> {
  const now = await parts.tasks.get(task.id);
  const count = now && ready(now, item.n)?.attempts?.count;
  return count === (item.attempts?.count ?? 0) + 1;
}

function notBegun(reason: string): Verdict {
  // Frozen, roles being read, or another worker's: it waits. Everything else has settled it.
  return reason === 'frozen' || reason === 'roles-too-old' || reason === 'busy'
    ? again(NOT_NOW)
    : DONE;
}

/** What the far end shows; undefined when it doesn't know the PC. */
async function looked({ parts, pc }: Run): Promise<RestartSight | ConnectorFailure | undefined> {
  try {
    return (await parts.restarts.look([pc])).get(pc.device);
  } catch (error) {
    if (error instanceof ConnectorFailure) return error;
    throw error;
  }
}

function codeOf({ details: { code, status } }: ConnectorFailure): string {
  return code ?? String(status ?? 'no-answer');
}

function pauseAfter({ item }: Run, { details }: ConnectorFailure): Millis {
  const pause = details.retryAfter ?? backOff((item.attempts?.count ?? 0) + 1, 2 * SECOND);
  return Math.min(LONGEST_WAIT, pause);
}

/** Held up (paused, overloaded) between the fence and the call: the time for it is over. */
function heldUp(): ConnectorFailure {
  return new ConnectorFailure({
    system: 'graph',
    operation: 'restart',
    retryable: true,
    applied: 'no',
    code: 'held-up',
  });
}

/** Of the call itself. For good only when it was certainly not applied. */
async function troubled(run: Run, failure: ConnectorFailure): Promise<Verdict> {
  const { parts, task, item, now } = run;
  const { retryable, applied, status, system, operation } = failure.details;
  const code = codeOf(failure);
  const count = (item.attempts?.count ?? 0) + 1;
  parts.log.warn(
    { task: task.id, n: item.n, system, operation, status, code, applied },
    'a restart is in trouble',
  );
  const base = { task: task.id, n: item.n } as const;
  if (applied === 'no' && !retryable) {
    const why = whyFailed(status);
    await tell(run, `failed-${count}`, { type: 'restart-failed', ...base, why, code });
    return DONE;
  }
  const pause = pauseAfter(run, failure);
  const after = applied === 'maybe' ? Math.max(pause, SETTLE_TIME) : pause;
  await tell(run, `delay-${count}`, {
    type: 'delay-restart',
    ...base,
    ...{ code, retryAt: now + after, doubt: applied === 'maybe' },
  });
  return again(after);
}

/** Intune answers a plain 400 for what a device can't do. */
function whyFailed(status: number | undefined) {
  if (status === NOT_FOUND) return 'gone';
  if (status === BAD_REQUEST) return 'not-supported';
  return 'refused';
}

function tell(run: Run, what: string, command: DeskTaskCommand): Promise<TaskAnswer> {
  const { parts, task, item } = run;
  const opKey = `effect:${task.id}:${item.n}:${item.movedAt}:${what}`;
  return parts.desk.task({ command, actor: EFFECT, opKey });
}
