import { reply } from '../http.js';
import type { Reply } from '../http.js';

/** An error answer in Graph's shape; thrown by handlers, written out once at the top. */
export class GraphError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Ids of one request, as Graph echoes them. */
export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
}

export function errorReply(error: GraphError, ids: RequestIds): Reply {
  return reply(error.status, {
    error: {
      code: error.code,
      message: error.message,
      innerError: {
        date: new Date().toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  });
}

/** Intune packs its own error object, as a JSON string, into Graph's `message`. */
function wrapped(message: string, ids: RequestIds): string {
  const inner = {
    _version: 3,
    Message: `${message} - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: ${ids.requestId} - Url: https://fef.simulator.test/DeviceFE/StatelessDeviceFEService/deviceManagement/managedDevices`,
    CustomApiErrorPhrase: '',
    RetryAfter: null,
    ErrorSourceService: '',
    HttpHeaders: '{}',
  };
  return JSON.stringify(inner, null, 2).replaceAll('\n', '\r\n');
}

export function intuneForbidden(scopes: readonly string[], ids: RequestIds): GraphError {
  const text = `Application is not authorized to perform this operation. Application must have one of the following scopes: ${scopes.join(', ')}`;
  return new GraphError(403, 'Forbidden', wrapped(text, ids));
}

export function intuneBadRequest(message: string, ids: RequestIds): GraphError {
  return new GraphError(400, 'BadRequest', wrapped(message, ids));
}

export function intuneNotFound(ids: RequestIds): GraphError {
  return new GraphError(404, 'ResourceNotFound', wrapped('An error has occurred', ids));
}

/** Intune's own limit; it may come without `Retry-After`. */
export function intuneThrottled(ids: RequestIds): GraphError {
  return new GraphError(429, 'TooManyRequests', wrapped('Too many requests', ids));
}

export function directoryForbidden(): GraphError {
  const text = 'Insufficient privileges to complete the operation.';
  return new GraphError(403, 'Authorization_RequestDenied', text);
}

export function directoryNotFound(id: string): GraphError {
  const text = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return new GraphError(404, 'Request_ResourceNotFound', text);
}

export function unknownSegment(segment: string): GraphError {
  return new GraphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);
}

export function unsupportedFilter(property: string): GraphError {
  const text = `Unsupported or invalid query filter clause specified for property '${property}'.`;
  return new GraphError(400, 'Request_UnsupportedQuery', text);
}

export function teamsForbidden(wanted: readonly string[], roles: readonly string[]): GraphError {
  const text = `Missing role permissions on the request. API requires one of '${wanted.join(', ')}'. Roles on the request '${roles.join(', ')}'.`;
  return new GraphError(403, 'Forbidden', text);
}
