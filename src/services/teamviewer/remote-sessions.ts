import { ConnectorFailure } from '../desk/failures.js';
import { sessionCode } from '../desk/ids.js';
import type { Instant, SessionCode } from '../desk/ids.js';
import type { MadeSession, RemoteSessions, SessionWish } from '../desk/ports.js';
import type { HttpAnswer } from '../http/http.js';
import { teamViewerFailure, UNEXPECTED } from './client.js';
import type { FailureDetails, TeamViewerClient } from './client.js';
import { isSessionLink } from './links.js';
import { connectionList, customApi, session, sessionList, sessionState } from './wire.js';
import type { SessionAnswer, SessionState } from './wire.js';

/** The service queue that our sessions lie in; TeamViewer makes it when it isn't there. */
const GROUP = 'Deskside';
const MOST_DESCRIPTION = 4_000;
const MOST_NAME = 100;
const MOST_PAGES = 20;
const CODE_IN_PATH = /\/sessions\/(s\d{2}-\d{3}-\d{3})\/?$/;

export interface RemoteSessionParts {
  readonly client: TeamViewerClient;
  /** Hosts that session links may point to; see `isSessionLink`. */
  readonly linkHosts: readonly string[];
}

/** Remote assistance by TeamViewer session codes. */
export function createRemoteSessions(parts: RemoteSessionParts): RemoteSessions {
  return {
    find: (op) => find(parts, op),
    make: (wish) => make(parts, wish),
    look: (code) => look(parts.client, code),
    close: (code) => close(parts.client, code),
    report: (code, since) => report(parts.client, code, since),
  };
}

/**
 * Looks through open and closed sessions for our op. A list too long to be read to its end proves nothing:
 * that is a failure, because "not found" would let a second session be made.
 */
async function find(parts: RemoteSessionParts, op: string): Promise<MadeSession | undefined> {
  let offset: string | null | undefined;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const query = new URLSearchParams({ full_list: 'true', state: 'open,closed' });
    if (offset) query.set('offset', offset);
    const part = await parts.client.read('find', `/sessions?${query.toString()}`, sessionList);
    const ours = part.sessions.find((row) => opOf(row.custom_api) === op);
    if (ours) return fetched(parts, ours.code, { applied: 'no' });
    offset = part.next_offset;
    if (!offset) return undefined;
  }
  throw teamViewerFailure('find', { retryable: false, applied: 'no', code: 'too-many-sessions' });
}

function opOf(text: string | null | undefined): string | undefined {
  try {
    const result = customApi.safeParse(JSON.parse(text ?? ''));
    return result.success ? result.data.op : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes a session. Answers 200 with the session; a redirect to it, and a state as a number without a known
 * meaning, are read again by code.
 */
async function make(parts: RemoteSessionParts, wish: SessionWish): Promise<MadeSession> {
  const answer = await parts.client.send({
    operation: 'make',
    method: 'POST',
    path: '/sessions',
    json: {
      groupname: GROUP,
      valid_until: isoSeconds(wish.validUntil),
      waiting_message: wish.waitingMessage,
      description: cut(wish.description, MOST_DESCRIPTION),
      end_customer: { name: cut(wish.customerName, MOST_NAME) },
      custom_api: JSON.stringify({ op: wish.op, app: 'deskside' }),
    },
    accept: (status) => status >= 200 && status < 400,
  });
  const made = session.safeParse(answer.body);
  if (made.success && made.data.state !== 'unknown')
    return believed(parts, made.data, { applied: 'maybe' });
  const code = made.success ? made.data.code : codeInLocation(answer);
  if (code !== undefined) return fetched(parts, code, { applied: 'maybe' });
  throw teamViewerFailure('make', { ...UNEXPECTED, applied: 'maybe', status: answer.status });
}

function codeInLocation({ headers, status }: HttpAnswer): string | undefined {
  return status >= 300 ? CODE_IN_PATH.exec(headers.location ?? '')?.[1] : undefined;
}

/** The session exists, whatever becomes of reading it: after a make a failure leaves a doubt. */
async function fetched(
  parts: RemoteSessionParts,
  code: string,
  doubt: Pick<FailureDetails, 'applied'>,
): Promise<MadeSession> {
  try {
    return believed(parts, await parts.client.read('read', pathOf(code), session), doubt);
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    throw new ConnectorFailure({ ...error.details, ...doubt });
  }
}

function believed(
  parts: RemoteSessionParts,
  answer: SessionAnswer,
  doubt: Pick<FailureDetails, 'applied'>,
): MadeSession {
  const links = { customer: answer.end_customer_link, supporter: answer.supporter_link };
  if (Object.values(links).every((link) => isSessionLink(link, parts.linkHosts))) {
    return {
      code: sessionCode(answer.code),
      open: isOpen(answer),
      validUntil: answer.valid_until,
      links,
    };
  }
  throw teamViewerFailure('links', { ...doubt, retryable: false, code: 'foreign-link' });
}

/** A session that TeamViewer doesn't know any more was deleted, and so is over. */
async function look(
  client: TeamViewerClient,
  code: SessionCode,
): Promise<{ readonly open: boolean; readonly online: boolean }> {
  try {
    const answer = await client.read('look', pathOf(code), sessionState);
    return { open: isOpen(answer), online: isOpen(answer) && answer.online === true };
  } catch (error) {
    if (error instanceof ConnectorFailure && error.details.status === 404) {
      return { open: false, online: false };
    }
    throw error;
  }
}

function isOpen(answer: SessionState): boolean {
  return answer.state === 'unknown' ? !answer.closed_at : answer.state === 'open';
}

/** How TeamViewer answers the close of a closed session isn't documented: a refusal is checked by a look. */
async function close(client: TeamViewerClient, code: SessionCode): Promise<void> {
  const json = { state: 'closed' };
  try {
    await client.send({ operation: 'close', method: 'PUT', path: pathOf(code), json });
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    const { status = 0 } = error.details;
    if (status === 404) return;
    if ((status === 400 || status === 409) && !(await look(client, code)).open) return;
    throw error;
  }
}

/** From the first start to the last end of the code's connections: people may join more than once. */
async function report(
  client: TeamViewerClient,
  code: SessionCode,
  since: Instant,
): Promise<{ readonly from: Instant; readonly to: Instant } | undefined> {
  let span: { from: Instant; to: Instant } | undefined;
  let offset: string | null | undefined;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const query = new URLSearchParams({ session_code: code, from_date: isoSeconds(since) });
    if (offset) query.set('offset_id', offset);
    const part = await client.read(
      'report',
      `/reports/connections?${query.toString()}`,
      connectionList,
    );
    for (const row of part.records) {
      if (row.session_code !== code || !row.end_date) continue;
      const { from, to } = span ?? { from: row.start_date, to: row.end_date };
      span = { from: Math.min(from, row.start_date), to: Math.max(to, row.end_date) };
    }
    offset = part.next_offset;
    if (!offset) break;
  }
  return span;
}

function pathOf(code: string): string {
  return `/sessions/${encodeURIComponent(code)}`;
}

/** TeamViewer's dates have seconds and no fraction. */
function isoSeconds(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Never leaves half of a character at the end. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}
