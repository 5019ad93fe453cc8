import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { readRedisFacts } from '../../src/services/store/redis-facts.js';
import { about, inSession } from '../journeys/session-steps.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { World } from '../support/world.js';
import { noordzee } from '../../simulator/company.js';
import { blockAfter } from './markdown.js';

const LUA = 'src/services/store/lua';
const BULLMQ = 'node_modules/bullmq/dist/esm/scripts';
/** What BullMQ needs for queues and workers; its schedulers, flows and relays aren't used. */
const BULLMQ_SCRIPTS =
  /^(?:add(?:Standard|Prioritized)Job|extendLocks?|getCounts|moveToActive|moveToFinished|moveToDelayed|moveStalledJobsToWait|moveJobFromActiveToWait|retryJob|releaseLock|isMaxed|getState|removeJob|pause|cleanJobsInSet)-/;

const STORE = 'src/services/store';
const LIBRARY = new Set([
  'on',
  'off',
  'once',
  'call',
  'connect',
  'disconnect',
  'duplicate',
  'pipeline',
]);

/** The words after `user <name> on >PASSWORD`, with a tenant in the place of TENANT-ID. */
function ruleFor(tenant: string): string[] {
  const line = blockAfter(readFileSync('docs/operations.md', 'utf8'), 'acl').trim();
  const [user, name, on, password, ...rule] = line.split(/\s+/);
  assert.deepEqual([user, name, on, password], ['user', 'deskside', 'on', '>PASSWORD']);
  return rule.map((word) => word.replace('TENANT-ID', tenant));
}

function commandsIn(source: string): string[] {
  const calls = source.matchAll(/(?:rcall|redis\.p?call)\(["']([A-Za-z]+)["']/g);
  return [...calls].map(([, name = '']) => name.toLowerCase());
}

/** Methods that our adapters call on a client: each is the command of that name, but for the library's own. */
function callsIn(source: string): string[] {
  const calls = source.matchAll(/\b(?:redis|client|web)\.([a-z]+)\(/g);
  return [...calls].map(([, name = '']) => name).filter((name) => !LIBRARY.has(name));
}

function commandsOf(folder: string, files: RegExp): string[] {
  const wanted = readdirSync(folder).filter((file) => files.test(file));
  return wanted.flatMap((file) => commandsIn(readFileSync(`${folder}/${file}`, 'utf8')));
}

describe('The access rules for Redis in docs/operations.md', () => {
  const { tenantId } = noordzee();
  const rule = ruleFor(tenantId);
  // redis-server takes no `aclfile` beside `--user`, which is the same line without the file.
  const restricted = ['--user', 'default', 'on', 'nopass', ...rule];
  const inspector = ['--user', 'inspector', 'on', 'nopass', '~*', '&*', '+@all'];

  it('allow every command that our adapters, our scripts and BullMQ’s call', () => {
    const allowed = new Set(rule.map((word) => word.replace(/^\+/, '')));
    const adapters = readdirSync(STORE).filter((file) => file.endsWith('.ts'));
    const calls = adapters.flatMap((file) => callsIn(readFileSync(`${STORE}/${file}`, 'utf8')));
    assert.ok(calls.includes('hgetall'), 'the adapters’ calls were found');
    const scripts = [...commandsOf(LUA, /\.lua$/), ...commandsOf(BULLMQ, BULLMQ_SCRIPTS)];
    assert.ok(scripts.length > 100, 'the scripts were found');
    assert.deepEqual(
      [...new Set([...calls, ...scripts])].filter((name) => !allowed.has(name)).sort(),
      [],
    );
  });

  describe('on a Redis with exactly these', () => {
    let world: World;
    let admin: Redis;
    before(async () => {
      world = await World.start({ redis: { args: [...restricted, ...inspector] } });
      admin = new Redis(world.redis.url, { username: 'inspector', password: 'any' });
    });
    after(async () => {
      admin.disconnect();
      await world.stop();
    });

    it('a request goes all its way, over a restart too, and nothing was denied', async () => {
      const { anna, sam } = world;
      const { id } = await inSession(world, anna, 'Mijn scherm blijft zwart');
      await world.restart();
      await sam.say(`session end ${id}`);
      await sam.sees(about(id), 'close');
      await sam.say(`close ${id} --reason fixed`);
      await anna.sees(about(id), 'reopen');
      await world.settled();
      assert.equal((await world.app.readiness()).ready, true);
      assert.deepEqual(await denied(admin), []);
    });
  });

  it('keep away what isn’t the tenant’s, and what could harm', async () => {
    const redis: TestRedis = await startRedis({ args: [...restricted, ...inspector] });
    const client = new Redis(redis.url);
    const admin = new Redis(redis.url, { username: 'inspector', password: 'any' });
    try {
      for (const [name, ...args] of [
        ['get', '{hd:somebody-else}:number'],
        ['flushall'],
        ['keys', '*'],
        ['config', 'set', 'maxmemory-policy', 'allkeys-lru'],
        ['script', 'flush'],
        ['acl', 'list'],
        ['client', 'list'],
      ] as const) {
        await assert.rejects(client.call(name, ...args), /^ReplyError: NOPERM/, name);
      }
      // What the start and /doctor look at.
      const { refused, evictionPolicy } = await readRedisFacts(client, tenantId);
      assert.deepEqual({ refused, evictionPolicy }, { refused: [], evictionPolicy: 'noeviction' });
      assert.equal(await client.get(`{hd:${tenantId}}:number`), null);
      // The journey above would have been seen, had it been denied anything.
      assert.ok((await denied(admin)).includes('flushall'));
    } finally {
      admin.disconnect();
      client.disconnect();
      await redis.stop();
    }
  });
});

/** What ACL LOG names, but for the library's name that newer Redis are told. */
async function denied(admin: Redis): Promise<string[]> {
  const log: unknown = await admin.call('acl', 'log');
  return [...JSON.stringify(log).matchAll(/"object","([^"]*)"/g)]
    .map(([, object = '']) => object)
    .filter((object) => object !== 'client|setinfo');
}
