export type System = 'graph' | 'teamviewer' | 'teams' | 'entra' | 'redis' | 'webhook' | 'onedrive';

/**
 * A call to an outside system that didn't come to a result. Never holds a secret, a link or a body.
 * `applied: 'no'` = certainly not applied (refused connection, 429, 4xx); `'maybe'` = sent, no answer.
 */
export class ConnectorFailure extends Error {
  override readonly name = 'ConnectorFailure';
  constructor(
    readonly details: {
      readonly system: System;
      readonly operation: string;
      readonly retryable: boolean;
      readonly applied: 'no' | 'maybe';
      /** HTTP status, when there was one. */
      readonly status?: number;
      /** The far end's own error code, such as `TooManyRequests`. */
      readonly code?: string;
      /** Milliseconds the far end asked us to wait. */
      readonly retryAfter?: number;
    },
  ) {
    super(
      `${details.system} ${details.operation}: ${details.code ?? details.status ?? 'no answer'}`,
    );
  }
}
