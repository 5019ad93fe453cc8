import { ConnectorFailure } from '../desk/failures.js';
import {
  expiryFinding,
  finding,
  type Check,
  type Finding,
  type SelfTest,
} from '../desk/self-test.js';
import { createGraphClient, type GraphClient } from './client.js';
import { impatient, signInAnew, type SignIn } from './sign-in-test.js';
import type { GraphCredential } from './token.js';
import { applicationKeys, type ApplicationKeys } from './wire.js';

/** A secret of an app registration, and what is known of its end. */
export interface AppSecret {
  readonly check: Check;
  readonly appId: string;
  readonly credential:
    Exclude<GraphCredential, { kind: 'managed-identity' }> | { readonly kind: 'managed-identity' };
  /** From the configuration. */
  readonly end?: number | undefined;
  readonly variable: string;
  /** The variable that says when it ends. */
  readonly setting: string;
}

export interface SecretTestParts {
  readonly secret: AppSecret;
  /** Undefined without Graph. */
  readonly graph?: (SignIn & { readonly baseUrl: string }) | undefined;
  readonly now: () => number;
}

/**
 * When the secret ends: Graph knows best, where Application.Read.All was granted; else what the configuration says.
 */
export function createSecretTest({ secret, graph, now }: SecretTestParts): SelfTest {
  return {
    check: secret.check,
    watched: true,
    run: async () => [await endOf(secret, graph, now)],
  };
}

async function endOf(
  secret: AppSecret,
  graph: SecretTestParts['graph'],
  now: () => number,
): Promise<Finding> {
  const { check, credential, variable, setting } = secret;
  if (credential.kind === 'managed-identity') return finding(check, 'expiry.never', { variable });
  const told = graph && (await readEnd(secret, graph));
  return expiryFinding(check, told ?? secret.end, now(), { variable, setting });
}

async function readEnd(
  secret: AppSecret,
  graph: NonNullable<SecretTestParts['graph']>,
): Promise<number | undefined> {
  const { tokens } = await signInAnew(graph);
  if (!tokens) return undefined;
  const client = createGraphClient({ ...graph, http: impatient(graph.http), tokens });
  try {
    return endIn(await readKeys(client, secret.appId), secret.credential);
  } catch (error) {
    // Not granted, or not now: the configuration may know.
    if (error instanceof ConnectorFailure) return undefined;
    throw error;
  }
}

/** By client id, so that the registration's own object id needn't be known. */
export function readKeys(client: GraphClient, appId: string): Promise<ApplicationKeys> {
  const path = `/v1.0/applications(appId='${appId}')?$select=id,passwordCredentials,keyCredentials`;
  return client.get({ operation: 'application', path, schema: applicationKeys });
}

/** The last end among those that can be ours: a rotation leaves the old one there for a while. */
export function endIn(
  keys: ApplicationKeys,
  credential: AppSecret['credential'],
): number | undefined {
  const ours = oursIn(keys, credential).flatMap(({ endDateTime }) => {
    const end = Date.parse(endDateTime ?? '');
    return Number.isNaN(end) ? [] : [end];
  });
  return ours.length === 0 ? undefined : Math.max(...ours);
}

/** `hint` is the first three characters of a secret; `customKeyIdentifier` the thumbprint of a certificate. */
function oursIn(keys: ApplicationKeys, credential: AppSecret['credential']) {
  if (credential.kind === 'secret') {
    const hint = credential.secret.slice(0, 3);
    return keys.passwordCredentials.filter((one) => one.hint === hint);
  }
  if (credential.kind !== 'certificate') return [];
  const { thumbprint } = credential.certificate;
  const print = Buffer.from(thumbprint, 'hex');
  const names = new Set([print.toString('base64'), thumbprint.toUpperCase(), thumbprint]);
  return keys.keyCredentials.filter(
    ({ customKeyIdentifier }) => customKeyIdentifier != null && names.has(customKeyIdentifier),
  );
}
