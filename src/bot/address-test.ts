import { connect } from 'node:tls';
import { z } from 'zod';
import { DAY } from '../services/desk/ids.js';
import { finding, type Finding, type SelfTest } from '../services/desk/self-test.js';

export interface AddressTestParts {
  /** PUBLIC_URL. */
  readonly publicUrl?: string | undefined;
  readonly now: () => number;
  readonly fetch?: typeof globalThis.fetch;
  /** When a host's certificate ends; undefined when it shows none. */
  readonly certificateEnd?: (host: string, port: number) => Promise<number | undefined>;
}

const PATIENCE = 4_000;
const HTTPS_PORT = 443;
/** Let's Encrypt renews 30 days before the end; with 14 left nobody did. */
const SOON = 14;
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** What `/live` answers: only Deskside says that. */
const live = z.object({ live: z.literal(true) });

/** Whether Teams would find us where the app package says that we are. */
export function createAddressTest(parts: AddressTestParts): SelfTest {
  return { check: 'address', watched: false, run: () => testAddress(parts) };
}

async function testAddress(parts: AddressTestParts): Promise<readonly Finding[]> {
  if (parts.publicUrl === undefined) return [finding('address', 'address.none')];
  const url = new URL(parts.publicUrl);
  const local = LOOPBACK.test(url.hostname);
  const params = { host: url.host };
  if (url.protocol !== 'https:' && !local) return [finding('address', 'address.plain', params)];
  const [answer, certificate] = await Promise.all([
    askLive(parts, url, local),
    url.protocol === 'https:' ? testCertificate(parts, url) : [],
  ]);
  return [answer, ...certificate];
}

async function askLive(
  { fetch = globalThis.fetch }: AddressTestParts,
  url: URL,
  local: boolean,
): Promise<Finding> {
  const params = { host: url.host };
  try {
    const response = await fetch(new URL('live', withSlash(url)), {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    });
    const told = { ...params, status: response.status };
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return finding('address', 'address.redirected', told);
    }
    const body: unknown = await response.json().catch(() => undefined);
    if (!live.safeParse(body).success) return finding('address', 'address.other', told);
    return finding('address', local ? 'address.local' : 'address.fine', params);
  } catch (error) {
    return finding('address', 'address.no-answer', { ...params, code: reasonOf(error) });
  }
}

function withSlash(url: URL): string {
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

/** `ENOTFOUND`, `ECONNREFUSED`, `CERT_HAS_EXPIRED`, `DEPTH_ZERO_SELF_SIGNED_CERT`, ... */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'network';
  if (error.name === 'TimeoutError') return 'timeout';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'network';
}

async function testCertificate(
  { now, certificateEnd = endOfCertificate }: AddressTestParts,
  url: URL,
): Promise<readonly Finding[]> {
  const port = url.port === '' ? HTTPS_PORT : Number(url.port);
  const end = await certificateEnd(url.hostname, port);
  if (end === undefined) return [];
  const days = Math.ceil((end - now()) / DAY);
  const params = { host: url.host, date: end, days };
  if (end <= now()) return [finding('certificate', 'certificate.past', params)];
  return [finding('certificate', days <= SOON ? 'certificate.soon' : 'certificate.fine', params)];
}

/** Looks at the certificate and nothing else: one that isn't valid any more has to be seen too. */
function endOfCertificate(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = connect(
      { host, port, servername: host, rejectUnauthorized: false, timeout: PATIENCE },
      () => {
        const end = Date.parse(socket.getPeerCertificate().valid_to);
        finish(Number.isNaN(end) ? undefined : end);
      },
    );
    const finish = (end: number | undefined) => {
      socket.destroy();
      resolve(end);
    };
    socket.once('error', () => finish(undefined));
    socket.once('timeout', () => finish(undefined));
  });
}
