import { z } from 'zod';

const header = z.object({ alg: z.enum(['RS256', 'RS384', 'RS512']) });
const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
});

export interface ChannelTokens {
  readonly issuer: string;
  readonly appId: string;
}

const SKEW_SECONDS = 300;

/**
 * Whether an Authorization header could be the channel's at all. Proves nothing: the SDK verifies what passes. It
 * keeps tokens of other issuers from the SDK, which would also take an emulator's or a skill's, and spares it the
 * ones it answers with 500 (alg none, HS256, nbf in future).
 */
export function isPlausible(
  authorization: string,
  expected: ChannelTokens,
  now = Date.now(),
): boolean {
  const match = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(authorization);
  if (!match) return false;
  const parsed = claims.safeParse(decode(match[2]));
  if (!parsed.success || !header.safeParse(decode(match[1])).success) return false;
  const { iss, aud, exp, nbf = 0 } = parsed.data;
  const seconds = now / 1_000;
  return (
    iss === expected.issuer &&
    aud === expected.appId &&
    exp > seconds - SKEW_SECONDS &&
    nbf < seconds + SKEW_SECONDS
  );
}

function decode(part = ''): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
