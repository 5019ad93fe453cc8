import { signatureOf } from '../audit-file/chain.js';
import { ConnectorFailure } from '../desk/failures.js';
import type { AuditHead } from '../desk/ports.js';
import type { Http } from '../http/http.js';
import { HttpFailure } from '../http/http-failure.js';
import type { Parts } from './parts.js';

export interface HeadWebhookParts {
  readonly http: Http;
  readonly url: string;
  readonly tenant: string;
  readonly auditKey: Uint8Array;
}

const PURPOSE = 'audit head';

/** What is posted. `signature` is made over `tenant`, `seq`, `mac`, `key` and `at`, a line each, with AUDIT_KEY. */
export interface ToldHead extends AuditHead {
  readonly tenant: string;
  /** ISO 8601, desk time. */
  readonly at: string;
  readonly signature: string;
}

/** Posts the head to an address outside. A receiver that has it already may say so with 409. */
export function createHeadWebhook(parts: HeadWebhookParts): NonNullable<Parts['tellHead']> {
  const { http, url, tenant } = parts;
  return async ({ seq, mac, key }, instant) => {
    const at = new Date(instant).toISOString();
    const signature = headSignature(parts.auditKey, { tenant, seq, mac, key, at });
    const json: ToldHead = { tenant, seq, mac, key, at, signature };
    try {
      const accept = (status: number) => status < 300 || status === 409;
      // An answer's body is nothing to us: whatever it is, the head arrived.
      await http({ operation: 'audit head', method: 'POST', url, body: { json }, accept });
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      if (error.kind !== 'body') throw failureOf(error);
    }
  };
}

export function headSignature(key: Uint8Array, told: Omit<ToldHead, 'signature'>): string {
  const { tenant, seq, mac, key: name, at } = told;
  return signatureOf(key, PURPOSE, [tenant, seq, mac, name, at].join('\n'));
}

function failureOf({ status, code, sent, retryAfterMs }: HttpFailure): ConnectorFailure {
  return new ConnectorFailure({
    system: 'webhook',
    operation: 'tell the head',
    retryable: true,
    applied: sent ? 'maybe' : 'no',
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
    ...(retryAfterMs === undefined ? {} : { retryAfter: retryAfterMs }),
  });
}
