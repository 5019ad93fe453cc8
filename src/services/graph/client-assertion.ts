import { createSign, randomUUID } from 'node:crypto';

/** A certificate by which the app proves itself to Entra. */
export interface Certificate {
  /** Hexadecimal; 40 digits are SHA-1 (as the portal shows it), 64 are SHA-256. */
  readonly thumbprint: string;
  /** PEM. */
  readonly privateKey: string;
}

const LIFETIME_SECONDS = 600;

/**
 * A signed JWT in the place of a secret (RFC 7523; Entra "certificate credentials").
 *
 * @param audience the token endpoint it is sent to.
 * @param nowSeconds seconds since 1970.
 */
export function clientAssertion(
  certificate: Certificate,
  clientId: string,
  audience: string,
  nowSeconds: number,
): string {
  const digits = certificate.thumbprint.replace(/[^\da-f]/gi, '');
  const thumbprint = Buffer.from(digits, 'hex').toString('base64url');
  const name = digits.length === 64 ? 'x5t#S256' : 'x5t';
  const header = { alg: 'RS256', typ: 'JWT', [name]: thumbprint };
  const claims = {
    aud: audience,
    iss: clientId,
    sub: clientId,
    jti: randomUUID(),
    nbf: nowSeconds,
    iat: nowSeconds,
    exp: nowSeconds + LIFETIME_SECONDS,
  };
  const content = `${encoded(header)}.${encoded(claims)}`;
  const signature = createSign('RSA-SHA256')
    .update(content)
    .sign(certificate.privateKey, 'base64url');
  return `${content}.${signature}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
