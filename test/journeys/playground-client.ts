import { createServer, type IncomingMessage, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { actionsOf } from '../../simulator/teams/card-actions.js';
import { isJson, type Json } from '../../simulator/teams/messages.js';
import { textOf } from '../../simulator/human.js';

/** Ids as they are in the default file of Microsoft 365 Agents Playground 0.2.28: none of them is a GUID. */
export const ALEX = { id: 'user-id-0', name: 'Alex Wilber', object: '0000000000020' } as const;
export const MEGAN = { id: 'user-id-1', name: 'Megan Bowen', object: '0000000000021' } as const;
export const BOT = { id: '00000000-0000-0000-0000-00000000000011', name: 'Test Bot' } as const;
const TENANT = '00000000-0000-0000-0000-0000000000001';
export const CHANNEL = 'channel-announcements-id';

const TEAM = {
  status: 200,
  body: { id: 'team-id', name: 'My Team', aadGroupId: '00000000-0000-0000-0000-000000000031' },
};

type Person = typeof ALEX | typeof MEGAN;

export interface Shown {
  readonly conversation: string;
  readonly id: string;
  readonly text?: string;
  card?: Json;
}

/** A client that behaves as the Playground does: activities without a token, and a connector that asks for none. */
export class PlaygroundClient {
  readonly shown: Shown[] = [];
  /** Authorization headers that came; there should be none. */
  readonly tokens: string[] = [];
  private next = 1_700_000_000_000;
  private server: Server | undefined;
  private serviceUrl = '';

  constructor(private readonly messagesUrl: string) {}

  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      void this.connector(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    this.serviceUrl = `http://127.0.0.1:${port}/_connector`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** Of somebody's words in their chat, or in a new post of the channel. */
  message(from: Person, text: string, channel = false): Json {
    const conversation = channel ? `${CHANNEL};messageid=${this.next++}` : chatOf(from);
    const mention = { mentioned: BOT, text: `<at>${BOT.name}</at>`, type: 'mention' };
    return {
      ...this.activity(from, conversation),
      type: 'message',
      text: channel ? `<at>${BOT.name}</at> ${text}` : text,
      textFormat: 'plain',
      attachments: [],
      entities: [...(channel ? [mention] : []), { type: 'clientInfo', locale: 'en-US' }],
    };
  }

  async post(activity: Json, headers: Record<string, string> = {}) {
    const response = await fetch(this.messagesUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-ms-agents-playground': 'true',
        ...headers,
      },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    return { status: response.status, body: isJson(parsed) ? parsed : {} };
  }

  /** Presses a button on the newest message there that has it. */
  async press(from: Person, where: string, verb: string, inputs: Json = {}) {
    const on = await this.sees(where, /./, verb);
    const action = actionsOf(on.card).find((button) => button.verb === verb);
    // A post's own message is in the conversation that it began.
    const conversation =
      where === CHANNEL && on.conversation === CHANNEL
        ? `${CHANNEL};messageid=${on.id}`
        : on.conversation;
    const data = { ...(isJson(action?.data) ? action.data : {}), ...inputs };
    return this.post({
      ...this.activity(from, conversation),
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: on.id,
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    });
  }

  async sees(where: string, pattern: RegExp, verb?: string): Promise<Shown> {
    for (const until = Date.now() + 10_000; Date.now() < until; await sleep(25)) {
      const found = this.shown.findLast(
        (message) =>
          message.conversation.startsWith(where) &&
          pattern.test(reading(message)) &&
          (verb === undefined || actionsOf(message.card).some((button) => button.verb === verb)),
      );
      if (found) return found;
    }
    const screen = this.shown.map((message) => `${message.conversation}: ${reading(message)}`);
    throw new Error(
      `nobody sees ${String(pattern)} ${verb ?? ''} in ${where}:\n${screen.join('\n')}`,
    );
  }

  /** The Playground's base activity of the Teams channel. */
  private activity(from: Person, conversation: string): Json {
    const inChannel = conversation.startsWith(CHANNEL);
    const place = inChannel ? { team: { id: 'team-id' }, channel: { id: CHANNEL } } : {};
    return {
      id: `activity-${this.next++}`,
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: this.serviceUrl,
      recipient: BOT,
      conversation: {
        id: conversation,
        conversationType: inChannel ? 'channel' : 'personal',
        tenantId: TENANT,
        ...(inChannel ? { isGroup: true } : {}),
      },
      from: {
        id: from.id,
        name: from.name,
        aadObjectId: `00000000-0000-0000-0000-${from.object}`,
      },
      channelData: { tenant: { id: TENANT }, ...place },
      deliveryMode: 'default',
      locale: 'en-US',
      localTimezone: 'Europe/Amsterdam',
    };
  }

  private async connector(request: IncomingMessage): Promise<{ status: number; body: Json }> {
    const { authorization } = request.headers;
    if (authorization !== undefined) this.tokens.push(authorization);
    const body = await jsonOf(request);
    if (request.method === 'GET' && request.url?.startsWith('/_connector/v3/teams/')) return TEAM;
    const [conversation, kind, id] = (request.url ?? '')
      .replace(/^\/_connector\/v3\/conversations\/?/, '')
      .split('?', 1)[0]!
      .split('/')
      .map(decodeURIComponent);
    if (kind === 'members') return memberNamed(id);
    if (request.method === 'PUT') return this.update(id, body);
    if (request.method === 'DELETE') return { status: 501, body: {} };
    return conversation ? this.add(conversation, body) : this.create(body);
  }

  private create(body: Json): { status: number; body: Json } {
    if (body['isGroup'] !== true) {
      const members: unknown[] = Array.isArray(body['members']) ? body['members'] : [];
      const [member] = members;
      const id = isJson(member) ? `chat-of-${String(member['id'])}` : '';
      return { status: 201, body: { id } };
    }
    const made = this.add(CHANNEL, isJson(body['activity']) ? body['activity'] : {});
    const activityId = String(made.body['id']);
    return { status: 201, body: { id: `${CHANNEL};messageid=${activityId}`, activityId } };
  }

  private add(conversation: string, activity: Json): { status: number; body: Json } {
    if (activity['type'] === 'typing') return { status: 202, body: {} };
    const id = String(this.next++);
    const text = activity['text'];
    const card = cardIn(activity);
    this.shown.push({
      conversation,
      id,
      ...(typeof text === 'string' ? { text } : {}),
      ...(card ? { card } : {}),
    });
    return { status: 201, body: { id } };
  }

  private update(id: string | undefined, activity: Json): { status: number; body: Json } {
    const message = this.shown.find((one) => one.id === id);
    const card = cardIn(activity);
    if (!message)
      return { status: 404, body: { error: { code: 'ActivityNotFoundInConversation' } } };
    if (card) message.card = card;
    return { status: 200, body: { id: message.id } };
  }
}

export function chatOf({ id }: Person): string {
  return `chat-of-${id}`;
}

function reading({ card, text = '' }: Shown): string {
  return card ? textOf(card) : text;
}

function cardIn({ attachments }: Json): Json | undefined {
  const all: unknown[] = Array.isArray(attachments) ? attachments : [];
  const [first] = all;
  return isJson(first) && isJson(first['content']) ? first['content'] : undefined;
}

function memberNamed(id: string | undefined): { status: number; body: Json } {
  const person = [ALEX, MEGAN].find((one) => one.id === id);
  if (!person) return { status: 404, body: { error: { code: 'MemberNotFoundInConversation' } } };
  const aadObjectId = `00000000-0000-0000-0000-${person.object}`;
  return { status: 200, body: { id: person.id, name: person.name, aadObjectId, tenantId: TENANT } };
}

async function jsonOf(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  const text = Buffer.concat(chunks).toString();
  const parsed: unknown = text === '' ? {} : JSON.parse(text);
  return isJson(parsed) ? parsed : {};
}
