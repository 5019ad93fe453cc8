import { MINUTE, type Instant, type Millis, type RequestId } from '../desk/ids.js';
import type { Sight } from '../desk/requests/command.js';
import { currentSession, type Request, type Session } from '../desk/requests/request.js';
import { again, DONE, EFFECT, type Parts, type Verdict } from './parts.js';

/** The longest pause between two looks for a report; it often comes minutes after the end. */
const REPORT_PAUSE: Millis = 5 * MINUTE;

/**
 * Looks at an open session, or for the connection report of an ended one. Done when nothing is left to see.
 * Commits only what changed. Throws ConnectorFailure.
 */
export async function watchSession(parts: Parts, id: RequestId): Promise<Verdict> {
  const [request, now] = await Promise.all([parts.requests.get(id), parts.requests.now()]);
  if (request?.state === 'active') return lookAt(parts, request);
  if (request?.state === 'ended' || request?.state === 'closed')
    return lookForReports(parts, request, now);
  return DONE;
}

async function lookAt(parts: Parts, request: Request): Promise<Verdict> {
  const session = currentSession(request);
  if (!session) return DONE;
  const { open, online } = await parts.sessions.look(session.code);
  if (open && online === session.userOnline) return again(parts.policy.session.watchEvery);
  const sight: Sight = open ? { open, userOnline: online } : { open };
  const seen = open ? (online ? 'online' : 'offline') : 'closed';
  await parts.desk.execute({
    command: { type: 'session-seen', id: request.id, code: session.code, sight },
    actor: EFFECT,
    opKey: `watch:${request.id}:${session.code}:v${request.version}:${seen}`,
  });
  if (!open) await parts.links.drop(request.id, session.code);
  return again(parts.policy.session.watchEvery);
}

async function lookForReports(parts: Parts, request: Request, now: Instant): Promise<Verdict> {
  const { watchEvery, reportWithin } = parts.policy.session;
  const waiting = request.sessions.filter((session) => isMissing(session, now - reportWithin));
  let left = 0;
  for (const { code, madeAt } of waiting) {
    const report = await parts.sessions.report(code, madeAt);
    if (!report) {
      left += 1;
      continue;
    }
    await parts.desk.execute({
      command: { type: 'session-measured', id: request.id, code, from: report.from, to: report.to },
      actor: EFFECT,
      opKey: `watch:${request.id}:${code}:measured`,
    });
  }
  if (left === 0) return DONE;
  const pauses = waiting.map((session) => (now - (session.endedAt ?? now)) / eagerness(session));
  return again(Math.min(REPORT_PAUSE, Math.max(watchEvery, ...pauses)));
}

/** Looks become rarer as time goes by; sooner where nobody was seen in the session and no report is likely. */
function eagerness({ userSeenAt, helperConnectedAt }: Session): number {
  return userSeenAt === undefined && helperConnectedAt === undefined ? 2 : 10;
}

function isMissing(session: Session, oldest: Instant): boolean {
  return (
    session.endedAt !== undefined &&
    session.endedAt > oldest &&
    !session.measured &&
    !session.replaced
  );
}
