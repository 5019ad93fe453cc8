import { randomUUID } from 'node:crypto';
import { reply } from '../http.js';
import type { Call, Handler, Reply } from '../http.js';

/** OneDrive wants every piece but the last to be a multiple of this. */
const STEP = 320 * 1024;

/** A file that somebody's OneDrive holds, or is about to. */
export interface DriveFile {
  readonly person: string;
  readonly name: string;
  readonly uniqueId: string;
  /** Undefined until the last byte is there. */
  readonly bytes?: Buffer;
}

interface Session {
  readonly person: string;
  readonly name: string;
  readonly uniqueId: string;
  readonly pieces: Buffer[];
  received: number;
  done: boolean;
}

export interface UploadInfo {
  readonly contentUrl: string;
  readonly name: string;
  readonly uploadUrl: string;
  readonly uniqueId: string;
  readonly fileType: string;
}

/** People's OneDrive, as far as a bot puts files there: upload sessions (learn.microsoft.com, createUploadSession). */
export class OneDrive {
  readonly handler: Handler = (call) => this.handle(call);
  /** The next calls are answered with these, without doing the work; `after`: after doing it. */
  readonly troubles: { readonly status: number; readonly after?: true }[] = [];
  private readonly sessions = new Map<string, Session>();

  constructor(private readonly url: string) {}

  /** What Teams does when somebody allows a file: an address that is a permission by itself. */
  open(person: string, name: string): UploadInfo {
    const id = randomUUID();
    const uniqueId = randomUUID().toUpperCase();
    this.sessions.set(id, { person, name, uniqueId, pieces: [], received: 0, done: false });
    return {
      contentUrl: `${this.url}/personal/${person}/Documents/Applications/${name}`,
      name,
      uploadUrl: `${this.url}/upload/${id}?tempauth=${randomUUID()}`,
      uniqueId,
      fileType: name.split('.').at(-1) ?? '',
    };
  }

  files(person: string): DriveFile[] {
    return [...this.sessions.values()]
      .filter((session) => session.person === person)
      .map(({ name, uniqueId, pieces, done }) => ({
        person,
        name,
        uniqueId,
        ...(done ? { bytes: Buffer.concat(pieces) } : {}),
      }));
  }

  reset(): void {
    this.sessions.clear();
    this.troubles.length = 0;
  }

  private handle(call: Call): Reply {
    const [, id] = /^\/upload\/([\da-f-]{36})$/.exec(call.path) ?? [];
    const session = id === undefined ? undefined : this.sessions.get(id);
    if (!session || session.done) return failure(404, 'itemNotFound');
    if (call.method !== 'PUT') return failure(405, 'methodNotAllowed');
    // Microsoft: the address has its permission in it, and a token beside it is refused.
    if (call.headers.authorization !== undefined) return failure(401, 'unauthenticated');
    const trouble = this.troubles.shift();
    const answer = trouble && !trouble.after ? undefined : take(session, call);
    return trouble ? failure(trouble.status, 'serviceNotAvailable') : (answer ?? failure(500, ''));
  }
}

function take(session: Session, { headers, bytes }: Call): Reply {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '');
  const [from = -1, to = -1, total = -1] = (range ?? []).slice(1).map(Number);
  if (!range || to - from + 1 !== bytes.length || to >= total) return failure(400, 'invalidRange');
  if (from !== session.received) return failure(416, 'invalidRange');
  const last = to + 1 === total;
  if (!last && bytes.length % STEP !== 0) return failure(400, 'invalidRequest');
  session.pieces.push(bytes);
  session.received = to + 1;
  if (!last) return reply(202, { nextExpectedRanges: [`${session.received}-`] });
  session.done = true;
  return reply(201, { id: session.uniqueId, name: session.name, size: total });
}

function failure(status: number, code: string): Reply {
  return reply(status, { error: { code, message: code } });
}
