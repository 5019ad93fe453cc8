import { SECOND, type Instant, type Millis, type RequestId } from '../desk/ids.js';
import { ConnectorFailure } from '../desk/failures.js';
import type { MadeSession } from '../desk/ports.js';
import type { Answer, Refusal } from '../desk/refusal.js';
import type { DeskCommand, EffectFailure } from '../desk/requests/command.js';
import { EFFECT_HOLD } from '../desk/requests/decide-desk.js';
import { isWanted, outstanding } from '../desk/requests/effects.js';
import type { Effect, Request } from '../desk/requests/request.js';
import { backOff } from './back-off.js';
import { again, DONE, EFFECT, type Parts, type Verdict } from './parts.js';

/**
 * A begun effect is ours for EFFECT_HOLD; sent within this, and given up by the HTTP client after 8 s, its call
 * is over by then. Only then may somebody else look whether it was applied.
 */
const SEND_WITHIN: Millis = 2 * SECOND;
/** After a call that may have been applied, the far end gets time to show it. */
const SETTLE_TIME: Millis = 5 * SECOND;
const NO_FRESH_ROLES: Millis = 10 * SECOND;
/** The card promises the next try: no Retry-After is worth more. */
const LONGEST_WAIT: Millis = 600 * SECOND;

interface Run {
  readonly parts: Parts;
  readonly request: Request;
  readonly effect: Effect;
  readonly now: Instant;
}

/**
 * Does what effect `n` of a request asks for, at most once: look at the far end after any doubt, put up the fence
 * (begin-effect: one winner for each attempt), call, confirm. The entry stays in the agenda until the result is
 * committed. Throws only what isn't a ConnectorFailure.
 */
export async function runEffect(parts: Parts, id: RequestId, n: number): Promise<Verdict> {
  const [request, now] = await Promise.all([parts.requests.get(id), parts.requests.now()]);
  const effect = request && outstanding(request, n);
  if (!request || !effect) return DONE;
  const run: Run = { parts, request, effect, now };
  const othersTime = callOver(run);
  if (othersTime > 0) return again(othersTime);
  try {
    return effect.kind === 'close-session' ? await closeSession(run) : await makeSession(run);
  } catch (error) {
    if (error instanceof ConnectorFailure) return troubled(run, error);
    throw error;
  }
}

/** Milliseconds until the call of an earlier attempt, of which we know no end, is surely over. */
function callOver({ effect, now }: Run): Millis {
  if (effect.begunAt === undefined) return 0;
  return Math.min(EFFECT_HOLD, effect.begunAt + EFFECT_HOLD - now);
}

async function makeSession(run: Run): Promise<Verdict> {
  const { parts, request, effect, now } = run;
  const found = effect.attempts > 0 ? await parts.sessions.find(effect.op) : undefined;
  // Nothing was made and nothing may be made any more.
  if (!found && (now > effect.notAfter || !isWanted(request, effect))) return fail(run, 'gave-up');
  const fence = performance.now();
  const begun = await begin(run);
  if (begun.kind === 'refused') return notBegun(run, begun.refusal, found);
  if (begun.replayed) return again(EFFECT_HOLD);
  return keep(run, found ?? (await make(run, fence)));
}

async function make({ parts, request, effect, now }: Run, fence: number): Promise<MadeSession> {
  const { op } = effect;
  const texts = await parts.sessionTexts(request);
  if (performance.now() - fence > SEND_WITHIN) throw heldUp();
  tell(parts, 'asks TeamViewer for a session', { op, attempt: effect.attempts + 1 });
  return parts.sessions.make({ op, ...texts, validUntil: now + parts.policy.session.validity });
}

/** This process was held up (paused, overloaded) between the fence and the call: the time for it is over. */
function heldUp(): ConnectorFailure {
  return new ConnectorFailure({
    system: 'teamviewer',
    operation: 'make session',
    retryable: true,
    applied: 'no',
    code: 'held-up',
  });
}

/** Links first: whoever reads the record may ask for them at once. */
async function keep(run: Run, made: MadeSession): Promise<Verdict> {
  const { parts, request, effect } = run;
  const { code, validUntil } = made;
  await parts.links.put(request.id, code, made.links, Math.max(validUntil - run.now, SECOND));
  const answer = await execute(run, 'made', {
    type: 'session-made',
    id: request.id,
    n: effect.n,
    code,
    validUntil,
  });
  tell(parts, 'session made', { op: effect.op, code });
  if (answer.kind === 'refused') await discard(run, made);
  return DONE;
}

/** A session that no record knows: nobody would ever close it. */
async function discard({ parts, request }: Run, { code }: MadeSession): Promise<void> {
  await parts.sessions.close(code);
  await parts.links.drop(request.id, code);
  parts.log.warn({ request: request.id, code }, 'session closed: nobody asked for it any more');
}

async function closeSession(run: Run): Promise<Verdict> {
  const { parts, request, effect, now } = run;
  const { code } = effect;
  if (code === undefined) return fail(run, 'gave-up');
  // Once its validity is over TeamViewer has ended it: nobody need be called, or told to do it by hand.
  if (now <= effect.notAfter) {
    const begun = await begin(run);
    if (begun.kind === 'refused') return notBegun(run, begun.refusal, undefined);
    if (begun.replayed) return again(EFFECT_HOLD);
    await parts.sessions.close(code);
  }
  await execute(run, 'closed', { type: 'session-closed', id: request.id, n: effect.n });
  await parts.links.drop(request.id, code);
  tell(parts, 'session closed', { op: effect.op, code });
  return DONE;
}

/** The fence: one winner for each attempt. Replayed: somebody else began it (or our own answer was lost). */
function begin(run: Run): Promise<Answer> {
  const { request, effect } = run;
  return execute(run, `${effect.attempts + 1}`, {
    type: 'begin-effect',
    id: request.id,
    n: effect.n,
  });
}

async function notBegun(
  run: Run,
  refusal: Refusal,
  found: MadeSession | undefined,
): Promise<Verdict> {
  if (refusal.reason === 'roles-too-old') {
    return delay(run, { system: 'graph', code: refusal.reason }, NO_FRESH_ROLES);
  }
  if (refusal.reason === 'busy') return again(EFFECT_HOLD);
  if (refusal.reason === 'role-needed') {
    if (found) await discard(run, found);
    return fail(run, 'not-allowed');
  }
  // It was done, or moved on: the commit that did so took the entry along.
  return DONE;
}

/** For good only when it was certainly not applied; else the next attempt looks first. */
async function troubled(run: Run, failure: ConnectorFailure): Promise<Verdict> {
  const { parts, request, effect, now } = run;
  const { system, operation, retryable, applied, status, code, retryAfter } = failure.details;
  parts.log.warn(
    { request: request.id, op: effect.op, system, operation, status, code, applied },
    'effect in trouble',
  );
  if (!retryable && applied === 'no') return fail(run, 'refused');
  const pause = retryAfter ?? backOff(effect.attempts + 1, 2 * SECOND);
  const after = Math.min(LONGEST_WAIT, applied === 'maybe' ? Math.max(pause, SETTLE_TIME) : pause);
  // Too late to make one; it is only looked for now. People aren't kept waiting for that.
  if (now > effect.notAfter) {
    if (effect.kind === 'make-session' && isWanted(request, effect)) await giveUpUnproven(run);
    return again(after);
  }
  return delay(run, { system, code: code ?? String(status ?? 'no-answer') }, after);
}

async function delay(
  run: Run,
  trouble: { system: string; code: string },
  after: Millis,
): Promise<Verdict> {
  const { parts, request, effect } = run;
  const retryAt = (await parts.requests.now()) + after;
  await execute(run, `delay:${retryAt}`, {
    type: 'delay-effect',
    id: request.id,
    n: effect.n,
    ...trouble,
    retryAt,
  });
  tell(parts, 'effect delayed', { op: effect.op, ...trouble, after });
  return again(after);
}

/** The request fails now and can be tried again; should a session turn up later, it is closed. */
async function giveUpUnproven(run: Run): Promise<void> {
  const { parts, request, effect } = run;
  const { id } = request;
  await execute(run, 'unproven', {
    type: 'effect-failed',
    id,
    n: effect.n,
    reason: 'gave-up',
    unproven: true,
  });
  tell(parts, 'effect given up without proof', { op: effect.op });
}

async function fail(run: Run, reason: EffectFailure): Promise<Verdict> {
  const { parts, request, effect } = run;
  await execute(run, 'failed', { type: 'effect-failed', id: request.id, n: effect.n, reason });
  parts.log.warn({ request: request.id, op: effect.op, reason }, 'effect failed');
  tell(parts, 'effect failed', { op: effect.op, reason });
  return DONE;
}

function execute({ parts, effect }: Run, step: string, command: DeskCommand): Promise<Answer> {
  return parts.desk.execute({ command, actor: EFFECT, opKey: `fx:${effect.op}:${step}` });
}

function tell(parts: Parts, title: string, detail: Record<string, unknown>): void {
  parts.observer?.({ kind: 'effect', title, detail });
}
