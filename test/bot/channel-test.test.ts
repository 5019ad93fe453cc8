import assert from 'node:assert/strict';
import { createChannelTest, type ChannelTestParts } from '../../src/bot/channel-test.js';
import { withChannelWatch } from '../../src/bot/channel-watch.js';
import { ConnectorFailure } from '../../src/services/desk/failures.js';
import { KnownPlaces } from './support/fakes.js';
import { CHANNEL, failed } from './support/outbound.js';

type Client = Awaited<ReturnType<ChannelTestParts['clientFor']>>;

const DESK = { ...CHANNEL, locale: 'nl', team: '19:team@thread.tacv2' } as const;

async function codes(error?: Error, desk: typeof DESK | undefined = DESK): Promise<string[]> {
  const answer = async () => {
    if (error) throw error;
    return { name: 'Help desk' };
  };
  const client = {
    conversations: { getConversationPagedMembers: answer },
    sendOperationRequest: answer,
  } as unknown as Client;
  const places = { helpDesk: async () => desk };
  const test = createChannelTest({ places, clientFor: async () => client });
  return (await test.run(new AbortController().signal)).map(({ code }) => code);
}

describe('the self-test of the channel', () => {
  it('finds channel, roster and team', async () => {
    assert.deepEqual(await codes(), ['channel.fine', 'roster.in', 'team.fine']);
  });

  it('tells one thing that is wrong once, with the cause that Teams names', async () => {
    const noToken = new ConnectorFailure({ ...failed(401).details, system: 'entra' });
    const cases: readonly [Error, string[]][] = [
      [failed(403, { code: 'BotNotInConversationRoster' }), ['roster.out']],
      [failed(403, { code: 'BotDisabledByAdmin' }), ['channel.forbidden', 'team.wrong']],
      [failed(404, { code: 'ConversationNotFound' }), ['channel.unknown', 'team.wrong']],
      [failed(401), ['channel.no-token']],
      [noToken, ['channel.no-token']],
      [failed(503), ['channel.no-answer']],
      [failed(undefined), ['channel.no-answer']],
    ];
    for (const [error, wanted] of cases) assert.deepEqual(await codes(error), wanted);
  });
});

describe('the watch on the channel', () => {
  it('has everything looked at when the help desk’s own channel is closed, and only then', async () => {
    const asked: string[] = [];
    const known = new KnownPlaces();
    known.channel = DESK;
    const places = withChannelWatch(known, { add: async (member) => void asked.push(member) });
    await places.markDead('a:somebody');
    assert.deepEqual(asked, []);
    await places.markDead(CHANNEL.id);
    assert.deepEqual(asked, ['checkup']);
  });
});
