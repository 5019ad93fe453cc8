import type { TeamsAdapter } from './adapter.js';
import { KeysUnavailable, Unauthenticated } from './authentication.js';
import type { DesksideBot } from './bot.js';
import type { Guard } from './guard.js';
import type { EdgeLog } from './log.js';
import { readBody, type ReadLimits } from './read-body.js';
import { refuse, reply } from './reply.js';
import type { Route } from './server.js';

export interface MessagesParts {
  readonly guard: Guard;
  readonly adapter: Pick<TeamsAdapter, 'receive'>;
  readonly bot: Pick<DesksideBot, 'receive'>;
  readonly log: EdgeLog;
  readonly limits?: ReadLimits;
  /** Told of the HTTP status of each request that came to no turn. */
  readonly onRefused?: (status: number) => void;
}

/**
 * `POST /api/messages`: read, guard, verify, turn. 4xx is for transport, shape, tenant and token, with a generic
 * body; once verified, an activity is always answered with 200.
 */
export function createMessagesRoute(parts: MessagesParts): Route {
  const turnAway: typeof refuse = (request, response, status) => {
    parts.onRefused?.(status);
    refuse(request, response, status);
  };
  return async (request, response) => {
    const read = await readBody(request, parts.limits);
    if (read.kind === 'refused') {
      turnAway(request, response, read.status);
      return;
    }
    const guarded = parts.guard(read.body);
    if (guarded.kind === 'refused') {
      parts.log.warn({ status: guarded.status, reason: guarded.reason }, 'an activity was refused');
      turnAway(request, response, guarded.status);
      return;
    }
    const { activity, inbound } = guarded;
    try {
      const authorization = request.headers.authorization ?? '';
      const body = await parts.adapter.receive(authorization, activity, (verified) =>
        parts.bot.receive(verified, inbound),
      );
      reply(response, 200, body);
    } catch (error) {
      const status = statusOf(error);
      if (status === 200) parts.log.error({ err: error }, 'a verified activity could not be run');
      else parts.log.warn({ status }, 'an activity was not verified');
      if (status === 200) reply(response, status);
      else turnAway(request, response, status);
    }
  };
}

function statusOf(error: unknown): number {
  if (error instanceof Unauthenticated) return 401;
  return error instanceof KeysUnavailable ? 503 : 200;
}
