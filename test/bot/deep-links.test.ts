import assert from 'node:assert/strict';
import { createDeepLinks } from '../../src/bot/deep-links.js';

const TENANT = '22222222-2222-4222-8222-222222222222';
const APP = '33333333-3333-4333-8333-333333333333';
const CHANNEL = { id: '19:abc_d@thread.tacv2', tenantId: TENANT };

describe('links into Teams', () => {
  const links = createDeepLinks({ tenantId: TENANT, teamsAppId: APP });

  it('lead to the dialog that adds the app, by the catalogue’s id where it is known', () => {
    assert.equal(links.app(), `https://teams.microsoft.com/l/app/${APP}?tenantId=${TENANT}`);
    assert.match(links.app('44') ?? '', /\/l\/app\/44\?/);
    assert.match(links.chat() ?? '', new RegExp(`/l/entity/${APP}/conversations\\?`));
  });

  it('are none without an app id', () => {
    const none = createDeepLinks({ tenantId: TENANT });
    assert.deepEqual([none.app(), none.chat()], [undefined, undefined]);
    assert.match(none.app('44') ?? '', /\/l\/app\/44\?/);
  });

  it('lead to a channel and to a message in it, with the team’s group where Teams told it', () => {
    const named = { ...CHANNEL, teamGroup: 'g', name: 'Help & more/2' };
    assert.equal(
      links.channel(named),
      `https://teams.microsoft.com/l/channel/19%3Aabc_d%40thread.tacv2/Help%20%26%20more%2F2?groupId=g&tenantId=${TENANT}`,
    );
    assert.equal(
      links.thread(named, '1700'),
      `https://teams.microsoft.com/l/message/19%3Aabc_d%40thread.tacv2/1700?groupId=g&tenantId=${TENANT}&parentMessageId=1700`,
    );
    assert.doesNotMatch(links.channel(CHANNEL), /groupId|undefined/);
  });

  it('use the Teams of a government cloud', () => {
    const channelService = 'https://botframework.azure.us';
    const gov = createDeepLinks({ tenantId: TENANT, channelService });
    assert.equal(new URL(gov.channel(CHANNEL)).host, 'gov.teams.microsoft.us');
  });
});
