import type { HttpCall } from '../http/http.js';

/**
 * Where a managed identity gets its tokens. App Service and Functions give an endpoint and a header of
 * their own (IDENTITY_ENDPOINT, IDENTITY_HEADER); a virtual machine has the metadata service.
 */
export interface ManagedIdentity {
  readonly clientId: string;
  readonly endpoint?: { readonly url: string; readonly header: string };
}

const METADATA_SERVICE = 'http://169.254.169.254/metadata/identity/oauth2/token';

/** @param resource base address of the API, such as `https://graph.microsoft.com`. */
export function managedIdentityCall(identity: ManagedIdentity, resource: string): HttpCall {
  const { endpoint, clientId } = identity;
  const query = new URLSearchParams({
    resource,
    client_id: clientId,
    'api-version': endpoint ? '2019-08-01' : '2018-02-01',
  });
  return {
    operation: 'entra managed identity',
    method: 'GET',
    url: `${endpoint?.url ?? METADATA_SERVICE}?${query.toString()}`,
    headers: endpoint ? { 'x-identity-header': endpoint.header } : { metadata: 'true' },
  };
}
