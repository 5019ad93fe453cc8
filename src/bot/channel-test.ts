import type { ConnectorClient } from 'botframework-connector';
import { z } from 'zod';
import { ConnectorFailure } from '../services/desk/failures.js';
import type { Conversation, Places } from '../services/desk/ports.js';
import {
  finding,
  type Finding,
  type FindingCode,
  type SelfTest,
} from '../services/desk/self-test.js';
import { ANY, TEXT, UNMAPPED } from './connector/targeted.js';

type Client = Pick<ConnectorClient, 'conversations' | 'sendOperationRequest'>;

export interface ChannelTestParts {
  readonly places: Pick<Places, 'helpDesk'>;
  readonly clientFor: (serviceUrl: string) => Promise<Client>;
}

/** Whether Teams lets the bot into the help desk's channel and team. Reads only; nothing is posted. */
export function createChannelTest(parts: ChannelTestParts): SelfTest {
  return { check: 'channel', watched: true, run: () => testChannel(parts) };
}

async function testChannel({ places, clientFor }: ChannelTestParts): Promise<readonly Finding[]> {
  const channel = await channelOf(places);
  if (channel === 'away') return [];
  if (channel === undefined) return [finding('channel', 'channel.none')];
  const client = await clientFor(channel.serviceUrl);
  const [roster, team] = await Promise.all([
    testRoster(client, channel),
    testTeam(client, channel.team),
  ]);
  // One who isn't let in sees no team either: that is one thing to mend, not two.
  return roster.some(({ code }) => code === 'roster.out') ? roster : [...roster, ...team];
}

/** A Redis that is away is told by its own check. */
async function channelOf(
  places: Pick<Places, 'helpDesk'>,
): Promise<Conversation | undefined | 'away'> {
  try {
    return await places.helpDesk();
  } catch (error) {
    if (error instanceof ConnectorFailure) return 'away';
    throw error;
  }
}

async function testRoster(client: Client, channel: Conversation): Promise<readonly Finding[]> {
  const params = { id: channel.id, name: channel.name ?? channel.id };
  const outcome = await tried(() => client.conversations.getConversationPagedMembers(channel.id));
  if (outcome === 'fine')
    return [finding('channel', 'channel.fine', params), finding('roster', 'roster.in', params)];
  const { status, code = '', system } = outcome;
  const told = { ...params, code: code || String(status ?? '') };
  if (status === 403 && /roster/i.test(code)) return [finding('roster', 'roster.out', told)];
  return [finding('channel', channelCode(system, status), told)];
}

function channelCode(system: string, status: number | undefined): FindingCode {
  if (system === 'entra' || status === 401) return 'channel.no-token';
  if (status === 400 || status === 404) return 'channel.unknown';
  return status === 403 ? 'channel.forbidden' : 'channel.no-answer';
}

const team = z.object({ name: z.string().nullish() });

async function testTeam(client: Client, id: string | undefined): Promise<readonly Finding[]> {
  if (id === undefined) return [finding('team', 'team.unknown')];
  let name = id;
  const outcome = await tried(async () => {
    name = team.safeParse(await readTeam(client, id)).data?.name ?? id;
  });
  if (outcome === 'fine') return [finding('team', 'team.fine', { id, name })];
  const { status } = outcome;
  // A Teams that doesn't answer, or our token, is told by the channel's check.
  const known = status === 400 || status === 403 || status === 404;
  return known ? [finding('team', 'team.wrong', { id })] : [];
}

/** `GET v3/teams/{team}`: the SDK has it in another client alone, which isn't made with our wire. */
function readTeam(client: Client, id: string): Promise<unknown> {
  return client.sendOperationRequest(
    { team: id },
    {
      httpMethod: 'GET',
      path: 'v3/teams/{team}',
      urlParameters: [
        { parameterPath: 'team', mapper: { serializedName: 'team', required: true, ...TEXT } },
      ],
      responses: { 200: { bodyMapper: ANY }, default: {} },
      serializer: UNMAPPED,
    },
  );
}

async function tried(call: () => Promise<unknown>): Promise<'fine' | ConnectorFailure['details']> {
  try {
    await call();
    return 'fine';
  } catch (error) {
    if (error instanceof ConnectorFailure) return error.details;
    throw error;
  }
}
