import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'mocha';
import { parse } from 'yaml';
import { z } from 'zod';
import { startPlayground, STAND_INS, type Playground } from '../../simulator/playground/start.js';
import { noordzee } from '../../simulator/index.js';
import { createGuard } from '../../src/bot/guard.js';
import { createLocalPeople } from '../../src/bot/local/people.js';
import { createServiceUrlCheck } from '../../src/bot/service-urls.js';
import { ConfigError } from '../../src/config.js';
import { ALEX, CHANNEL, chatOf, MEGAN, PlaygroundClient } from './playground-client.js';

const LOOPBACK = ['http://127.0.0.1', 'http://localhost'];

describe('the Agents Playground', () => {
  let playground: Playground;
  let client: PlaygroundClient;

  before(async function () {
    this.timeout(30_000);
    playground = await startPlayground({ env: { PORT: '0' }, quiet: true });
    client = new PlaygroundClient(playground.messagesUrl);
    await client.listen();
  });
  after(async function () {
    this.timeout(30_000);
    await playground.close();
    await client.close();
  });

  it('plays a request from a person’s words to a session, without a single token', async function () {
    this.timeout(40_000);
    const mine = chatOf(MEGAN);
    assert.equal((await client.post(client.message(ALEX, 'setup here', true))).status, 200);
    const done = await client.press(ALEX, CHANNEL, 'confirm');
    assert.match(JSON.stringify(done.body), /help desk's now/);
    await client.sees(CHANNEL, /0 open/);

    await client.post(client.message(MEGAN, 'My screen stays black after the update'));
    const form = { text: 'My screen stays black', category: 'other', urgency: 'normal' };
    await client.sees(mine, /LT-ANNA-01/, 'intake-send');
    const sent = await client.press(MEGAN, mine, 'intake-send', { ...form, device: 'unlisted' });
    assert.match(JSON.stringify(sent.body), /REQ-1 is with the help desk/);

    const card = await client.sees(CHANNEL, /Megan Bowen/, 'take');
    const approved = await client.press(ALEX, CHANNEL, 'approve');
    assert.match(JSON.stringify(approved.body), /You approved REQ-1/);
    await client.press(MEGAN, mine, 'accept');
    await client.sees(mine, /session for REQ-1 is ready/);
    const helper = chatOf(ALEX);
    await client.sees(helper, /REQ-1/, 'connect');
    const way = await client.press(ALEX, helper, 'connect');
    assert.match(JSON.stringify(way.body), /teamviewer\.com/);
    // The post in the channel is the same message, updated.
    await client.sees(CHANNEL, /In session/, 'end-session');
    assert.ok(client.shown.includes(card));
    assert.deepEqual(client.tokens, []);
  });

  it('is not believed that somebody elsewhere is to be answered', async () => {
    const body = client.message(ALEX, 'help');
    for (const serviceUrl of ['https://smba.trafficmanager.net/emea/', 'http://10.0.0.1:56150']) {
      assert.equal((await client.post({ ...body, serviceUrl })).status, 403, serviceUrl);
    }
    assert.equal((await client.post({ ...body, channelId: 'emulator' })).status, 403);
    assert.equal((await client.post({ ...body, from: undefined })).status, 400);
    assert.equal((await client.post({ ...body, from: body['recipient'] })).status, 403);
  });

  it('is not spoken for by a page in a browser', async () => {
    const body = client.message(ALEX, 'help');
    assert.equal((await client.post(body, { origin: 'http://localhost:56150' })).status, 403);
    assert.equal((await client.post(body, { 'content-type': 'text/plain' })).status, 415);
    assert.equal((await client.post(body)).status, 200);
  });

  it('is for this machine and for trying out alone', async () => {
    const refused = {
      NODE_ENV: 'production',
      HOST: '0.0.0.0',
      MicrosoftAppId: '11111111-1111-4111-8111-111111111111',
    };
    for (const [name, value] of Object.entries(refused)) {
      await assert.rejects(
        startPlayground({ env: { PORT: '0', [name]: value }, quiet: true }),
        (error: unknown) => {
          assert.ok(error instanceof ConfigError, name);
          assert.match(error.message, /ALLOW_UNAUTHENTICATED_LOCAL is set/);
          return true;
        },
      );
    }
  });

  it('sends what a bot with a registration refuses, whatever else is right about it', () => {
    const { tenantId, bot } = noordzee();
    const strict = createGuard({
      appId: bot.appId,
      tenantId,
      mayCall: createServiceUrlCheck(LOOPBACK, { anyPort: true }),
    });
    const sent = client.message(ALEX, 'help');
    const reasons = [
      sent,
      { ...sent, channelData: { tenant: { id: tenantId } }, conversation: { id: 'x', tenantId } },
      {
        ...sent,
        channelData: { tenant: { id: tenantId } },
        conversation: { id: 'x', tenantId },
        recipient: { id: `28:${bot.appId}` },
      },
    ].map((body) => strict(body));
    assert.deepEqual(
      reasons.map((result) => (result.kind === 'refused' ? result.reason : 'passed')),
      ['tenant', 'recipient', 'sender'],
    );
  });

  it('gives people without a GUID one of their own, and stand-ins that of the directory', () => {
    const personOf = createLocalPeople(STAND_INS);
    assert.equal(personOf({ id: 'user-id-0' }), STAND_INS['user-id-0']);
    assert.equal(personOf({ id: 'user-id-4' }), personOf({ id: 'user-id-4', aadObjectId: 'x' }));
    assert.notEqual(personOf({ id: 'user-id-4' }), personOf({ id: 'user-id-5' }));
    const known = 'a0000006-0000-4000-8000-000000000006';
    assert.equal(personOf({ id: 'constructor', aadObjectId: known }), known);
  });

  it('has a second window for somebody who is in the simulator’s directory', () => {
    const user = z.object({ id: z.string(), name: z.string(), aadObjectId: z.string() });
    const file = z
      .object({ tenantId: z.string(), currentUser: user, users: z.array(user).length(5) })
      .parse(parse(readFileSync('simulator/playground/anna.yml', 'utf8')));
    const { people, tenantId } = noordzee();
    assert.equal(file.tenantId, tenantId);
    for (const { id, name, aadObjectId } of [file.currentUser, ...file.users]) {
      assert.equal(people.find((person) => person.id === aadObjectId)?.name, name);
      const standIn = Object.entries(STAND_INS).find(([known]) => known === id)?.[1];
      assert.ok(standIn === undefined || standIn === aadObjectId, name);
    }
  });
});
