import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseJson } from '../http.js';
import type { TokenOverrides, Tokens } from '../tokens.js';
import type { Json } from './messages.js';

/** What the bot answered. `status` 504: no answer in time; 502: nobody listens there. */
export interface Delivery {
  readonly status: number;
  /** Parsed JSON where it is JSON, else text; `undefined` when empty. */
  readonly body: unknown;
}

export interface RawOptions {
  /** null sends no Authorization header; left out: a good token. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

interface LineParts {
  readonly tokens: Tokens;
  readonly appId: string;
  readonly tenantId: string;
  readonly serviceUrl: string;
}

/** Teams' side of the line to the bot: signs, posts, waits, and posts again like Teams does. */
export class BotLine {
  /** Teams gives up on an answer after 15 s and posts once more. */
  answerTimeoutMs = 15_000;
  redeliver = true;
  private messagesUrl: string | null = null;
  private readonly closing = quietController();

  constructor(private readonly parts: LineParts) {}

  get isConnected(): boolean {
    return this.messagesUrl !== null;
  }

  connect(messagesUrl: string): void {
    this.messagesUrl = messagesUrl;
  }

  token(overrides: TokenOverrides = {}): Promise<string> {
    return this.parts.tokens.forBot(this.parts.appId, this.parts.serviceUrl, overrides);
  }

  /** Posts anything at all, once; a string goes out as it is. */
  async raw(activity: unknown, options: RawOptions = {}): Promise<Delivery> {
    const token = options.token === undefined ? await this.token() : options.token;
    const body = typeof activity === 'string' ? activity : JSON.stringify(activity);
    return this.post(body, {
      'content-type': 'application/json; charset=utf-8',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...options.headers,
    });
  }

  /** Posts an activity as Teams does, with one more delivery when no answer comes in time. */
  async deliver(activity: Json): Promise<Delivery> {
    const attempt = async (): Promise<Delivery> =>
      this.raw(activity, { headers: { 'x-ms-tenant-id': this.parts.tenantId } });
    const first = await this.inTime(attempt());
    if (first) return first;
    const second = this.redeliver ? await this.inTime(attempt()) : null;
    return second ?? { status: 504, body: 'the bot did not answer in time' };
  }

  /** Cuts everything that is still under way. */
  close(): void {
    this.closing.abort();
  }

  private async inTime(attempt: Promise<Delivery>): Promise<Delivery | null> {
    const timer = new AbortController();
    const late = sleep(this.answerTimeoutMs, null, { signal: timer.signal, ref: false });
    try {
      return await Promise.race([attempt, late.catch(() => null)]);
    } finally {
      timer.abort();
    }
  }

  private async post(body: string, headers: Record<string, string>): Promise<Delivery> {
    if (this.messagesUrl === null) throw new Error('no bot is connected: call connectBot first');
    try {
      const { signal } = this.closing;
      const answer = await fetch(this.messagesUrl, { method: 'POST', headers, body, signal });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? undefined : (parseJson(text) ?? text) };
    } catch (error) {
      return { status: 502, body: error instanceof Error ? error.message : 'unreachable' };
    }
  }
}

/** Its signal is heard by every delivery under way; fetch lets go of it only when the request is collected. */
function quietController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
