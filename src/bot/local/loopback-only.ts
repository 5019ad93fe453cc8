import { refuse } from '../reply.js';
import type { Route } from '../server.js';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * A page in a browser on this machine must not speak for its user: another name that resolves to 127.0.0.1 gives
 * itself away in Host, and a page of another origin in Origin.
 */
export function loopbackOnly(route: Route): Route {
  return async (request, response) => {
    const { host = '', origin } = request.headers;
    if (LOOPBACK.test(host) && origin === undefined) await route(request, response);
    else refuse(request, response, 403);
  };
}
