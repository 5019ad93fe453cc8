import type { Fault } from './faults.js';
import type { Reply, System } from './http.js';

const CODES: Record<System, Record<number, string>> = {
  teams: {
    429: 'Throttled',
    412: 'PreconditionFailed',
    502: 'BadGateway',
    503: 'ServiceUnavailable',
  },
  graph: { 429: 'TooManyRequests', 503: 'serviceNotAvailable', 504: 'gatewayTimeout' },
  teamviewer: { 429: 'rate_limit_reached', 503: 'service_unavailable' },
  entra: { 429: 'temporarily_unavailable', 503: 'temporarily_unavailable' },
};

function defaultBody(system: System, status: number, code: string | undefined): unknown {
  const name = code ?? CODES[system][status] ?? 'UnknownError';
  const message = `Simulated fault ${String(status)}`;
  switch (system) {
    case 'teams':
      return { error: { code: name, message } };
    case 'graph':
      return { error: { code: name, message, innerError: { date: new Date().toISOString() } } };
    case 'teamviewer':
      // The number is invented: TeamViewer publishes no list of them.
      return { error: name, error_description: message, error_code: 9 };
    case 'entra':
      return { error: name, error_description: `AADSTS90033: ${message}`, error_codes: [90033] };
  }
}

/** The answer of a fault that has a status, in the system's own error shape. */
export function faultReply(fault: Fault): Reply {
  const status = fault.status ?? 500;
  const seconds = fault.retryAfter === undefined && status === 429 ? 1 : fault.retryAfter;
  return {
    status,
    body: fault.body ?? defaultBody(fault.system, status, fault.code),
    ...(seconds === undefined || seconds === null
      ? {}
      : { headers: { 'retry-after': String(seconds) } }),
  };
}
