import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectorFailure } from '../desk/failures.js';
import { MINUTE, SECOND, type Millis } from '../desk/ids.js';
import type { FileDrop } from '../desk/ports.js';
import type { Http } from '../http/http.js';
import { HttpFailure } from '../http/http-failure.js';

export interface FileDropParts {
  readonly http: Http;
  /** Base addresses besides OneDrive's own: clouds of their own, the simulator. */
  readonly allowed: readonly string[];
  /** Bytes of one call. OneDrive wants multiples of 320 KiB. */
  readonly chunk?: number;
}

const CHUNK = 10 * 320 * 1_024;
const CALL: Millis = MINUTE;
const TRIES = 3;

/**
 * Puts files where Teams says, in an upload session of OneDrive (learn.microsoft.com, driveItem createUploadSession):
 * pieces in order, each with its range. The address is a permission by itself: it goes into no log and no record, and
 * no token of ours goes there.
 */
export function createFileDrop({ http, allowed, chunk = CHUNK }: FileDropParts): FileDrop {
  return {
    allows: (uploadUrl) => isAllowed(uploadUrl, allowed),
    async put(uploadUrl, bytes, pieces) {
      if (!isAllowed(uploadUrl, allowed)) throw new TypeError('no place that files may go to');
      let from = 0;
      for await (const piece of chunks(pieces, chunk)) {
        const to = from + piece.byteLength;
        if (to > bytes) throw new RangeError(`the file is longer than the ${bytes} bytes it had`);
        await stubbornly(() => putPiece(http, { uploadUrl, piece, from, bytes }));
        from = to;
      }
      if (from < bytes) throw new RangeError(`the file ended after ${from} of ${bytes} bytes`);
    },
  };
}

function isAllowed(text: string, allowed: readonly string[]): boolean {
  if (!/^https?:\/\/[^\s\\]+$/i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:' && url.port === '' && /\.sharepoint\.com$/.test(url.hostname))
    return true;
  return allowed.some((base) => {
    const { origin, pathname } = new URL(base);
    const path = pathname.endsWith('/') ? pathname : `${pathname}/`;
    return url.origin === origin && url.pathname.startsWith(path);
  });
}

/** Pieces of text as chunks of one size, the last one shorter. */
async function* chunks(
  pieces: AsyncIterable<string>,
  size: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let rest = Buffer.alloc(0);
  for await (const piece of pieces) {
    rest = Buffer.concat([rest, Buffer.from(piece)]);
    for (; rest.byteLength >= size; rest = rest.subarray(size))
      yield copyOf(rest.subarray(0, size));
  }
  if (rest.byteLength > 0) yield copyOf(rest);
}

function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

interface Piece {
  readonly uploadUrl: string;
  readonly piece: Uint8Array<ArrayBuffer>;
  readonly from: number;
  readonly bytes: number;
}

async function putPiece(http: Http, { uploadUrl, piece, from, bytes }: Piece): Promise<void> {
  const to = from + piece.byteLength - 1;
  await http({
    operation: 'put file',
    method: 'PUT',
    url: uploadUrl,
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': `bytes ${from}-${to}/${bytes}`,
    },
    body: { bytes: piece },
    timeout: CALL,
  });
}

/** What got no answer is sent again; a range that OneDrive has by then is refused with 416, and all is well. */
async function stubbornly(put: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await put();
      return;
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      if (error.kind === 'body') return;
      const { status } = error;
      if (status === 416 && tries > 1) return;
      const again = status === undefined || status === 429 || status >= 500;
      if (!again || tries === TRIES) throw failureOf(error);
      await sleep(error.retryAfterMs ?? tries * SECOND);
    }
  }
}

function failureOf({ status, code, sent }: HttpFailure): ConnectorFailure {
  return new ConnectorFailure({
    system: 'onedrive',
    operation: 'put file',
    retryable: false,
    applied: sent ? 'maybe' : 'no',
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
  });
}
