/** `status`: an answer that isn't a success. `body`: a success that can't be read as JSON or is too big. */
export type HttpFailureKind = 'status' | 'timeout' | 'network' | 'body';

export interface HttpFailureDetails {
  readonly kind: HttpFailureKind;
  readonly operation: string;
  readonly status?: number;
  /** The few headers that are kept, see `KEPT_HEADERS`; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Up to 64 KB of the answer's text. */
  readonly body?: string;
  /** False only when the request certainly never left: the name or the port didn't answer. */
  readonly sent: boolean;
  /** Milliseconds the far end asked us to wait. */
  readonly retryAfterMs?: number;
  /** Node's code of a network failure, such as `ECONNRESET`. */
  readonly code?: string;
}

/**
 * A call that brought no usable answer. The body may hold anything: it is kept out of the message and of
 * what an error shows when it is printed or serialized.
 */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly kind: HttpFailureKind;
  readonly status: number | undefined;
  readonly sent: boolean;
  readonly retryAfterMs: number | undefined;
  readonly code: string | undefined;
  readonly #body: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(details: HttpFailureDetails, options?: ErrorOptions) {
    super(`${details.operation}: ${reason(details)}`, options);
    this.kind = details.kind;
    this.status = details.status;
    this.sent = details.sent;
    this.retryAfterMs = details.retryAfterMs;
    this.code = details.code;
    this.#body = details.body ?? '';
    this.#headers = details.headers ?? {};
  }

  get body(): string {
    return this.#body;
  }

  get headers(): Readonly<Record<string, string>> {
    return this.#headers;
  }
}

function reason(details: HttpFailureDetails): string {
  switch (details.kind) {
    case 'status':
      return `status ${String(details.status)}`;
    case 'timeout':
      return 'no answer in time';
    case 'network':
      return details.code ?? 'connection failed';
    case 'body':
      return `unreadable answer with status ${String(details.status)}`;
  }
}
