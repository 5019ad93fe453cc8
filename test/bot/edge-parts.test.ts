import assert from 'node:assert/strict';
import { createServiceUrlCheck } from '../../src/bot/service-urls.js';
import { splitThread, threadOf } from '../../src/bot/inbound-activity.js';
import { cloudOf } from '../../src/bot/identity.js';
import { within, TookTooLong } from '../../src/bot/deadline.js';

describe('the allow-list of service URLs', () => {
  const mayCall = createServiceUrlCheck([
    'https://smba.trafficmanager.net',
    'http://127.0.0.1:2024/teams/',
  ]);

  it('takes a listed host with any path, and a listed base address with what lies under it', () => {
    assert.ok(mayCall('https://smba.trafficmanager.net/emea/'));
    assert.ok(mayCall('https://SMBA.trafficmanager.net/emea/c0000001/'));
    assert.ok(mayCall('http://127.0.0.1:2024/teams/'));
    assert.ok(mayCall('http://127.0.0.1:2024/teams'));
  });

  for (const url of [
    '',
    'smba.trafficmanager.net',
    'http://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evil.trafficmanager.net/',
    'https://smba.trafficmanager.net:8443/',
    'https://user@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net@evil.example/',
    'https://evil.example/?https://smba.trafficmanager.net/',
    'https:\\\\evil.example\\',
    'https://smba.trafficmanager.net./',
    'https://169.254.169.254/',
    'http://127.0.0.1:2024/graph/',
    'http://127.0.0.1:2024/teams/../graph/',
    'http://127.0.0.1:2025/teams/',
    'file:///etc/passwd',
  ]) {
    it(`refuses "${url}"`, () => {
      assert.equal(mayCall(url), false);
    });
  }

  it('is not made from something that is no address', () => {
    assert.throws(() => createServiceUrlCheck(['smba.trafficmanager.net']), TypeError);
    assert.throws(() => createServiceUrlCheck(['https://u:p@host/']), TypeError);
  });
});

describe('a conversation id', () => {
  it('names a thread behind ;messageid=, and is put together again', () => {
    assert.deepEqual(splitThread('19:a@thread.tacv2;messageid=17'), {
      base: '19:a@thread.tacv2',
      root: '17',
    });
    assert.deepEqual(splitThread('a:1'), { base: 'a:1' });
    assert.equal(threadOf('19:a@thread.tacv2', '17'), '19:a@thread.tacv2;messageid=17');
    assert.equal(threadOf('a:1', undefined), 'a:1');
  });
});

describe('the addresses of a cloud', () => {
  const identity = {
    appId: 'app',
    tenantId: 'tenant',
    credential: { kind: 'managed-identity' },
  } as const;

  it('ask the token of the own tenant', () => {
    assert.equal(
      cloudOf(identity).ToChannelFromBotLoginUrl,
      'https://login.microsoftonline.com/tenant',
    );
    const government = cloudOf({ ...identity, channelService: 'https://botframework.azure.us' });
    assert.equal(government.ToChannelFromBotLoginUrl, 'https://login.microsoftonline.us/tenant');
  });

  it('stay whole when only one is overridden', () => {
    const cloud = cloudOf({
      ...identity,
      overrides: { ToBotFromChannelTokenIssuer: 'https://x.test', OAuthUrl: '' },
    });
    assert.equal(cloud.ToBotFromChannelTokenIssuer, 'https://x.test');
    assert.ok(Object.values<string>({ ...cloud }).every((value) => value.startsWith('https://')));
  });
});

describe('work with a deadline', () => {
  it('gives its result in time, and its error', async () => {
    assert.equal(await within(1_000, Promise.resolve(7)), 7);
    await assert.rejects(within(1_000, Promise.reject(new RangeError())), RangeError);
  });

  it('is given up when it takes too long', async () => {
    await assert.rejects(within(10, new Promise(() => undefined)), TookTooLong);
  });
});
