import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { before, describe, it } from 'mocha';
import { z } from 'zod';
import { COMPOSE_FILE, readCompose, type Compose, type Service } from './compose.js';
import { pairsOf, parseDockerfile } from './dockerfile.js';

describe('compose.yaml', () => {
  const text = readFileSync(COMPOSE_FILE, 'utf8');
  let compose: Compose;
  let services: readonly (readonly [string, Service])[];
  before(() => {
    compose = readCompose();
    services = Object.entries(compose.services);
  });

  const service = (name: string): Service => {
    const found = compose.services[name];
    assert.ok(found, name);
    return found;
  };

  it('runs two equal bots, a Redis and a proxy', () => {
    assert.deepEqual(services.map(([name]) => name).sort(), ['bot-1', 'bot-2', 'proxy', 'redis']);
    assert.deepEqual(service('bot-1'), service('bot-2'));
    assert.equal(service('bot-1').build?.dockerfile, 'deploy/Dockerfile');
  });

  it('names only variables that Deskside knows', () => {
    const known = new Set(
      [...readFileSync('.env.example', 'utf8').matchAll(/^(?:# ?)?(\w+)=/gm)].map(
        ([, name]) => name,
      ),
    );
    const substituted = [...text.matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(substituted)], ['PUBLIC_URL']);
    const named = services.flatMap(([, { environment }]) => Object.keys(environment));
    for (const name of [...named, ...substituted]) assert.ok(known.has(name), name);
  });

  it('sets for the bots what their .env may say otherwise, as the image has it', () => {
    const env = parseDockerfile(readFileSync('deploy/Dockerfile', 'utf8')).find(
      ({ name }) => name === 'ENV',
    );
    assert.deepEqual(service('bot-1').environment, Object.fromEntries(pairsOf(env?.rest ?? '')));
    assert.equal(service('bot-1').env_file, '../.env');
    for (const name of ['redis', 'proxy']) assert.equal(service(name).env_file, undefined, name);
  });

  it('confines every container, checks its health, bounds its memory and gives it time to end', () => {
    for (const [name, it] of services) {
      assert.equal(it.read_only, true, name);
      assert.deepEqual(it.cap_drop, ['ALL'], name);
      assert.deepEqual(it.security_opt, ['no-new-privileges:true'], name);
      assert.ok(Number.parseInt(it.stop_grace_period, 10) >= 30, name);
      assert.match(it.healthcheck.test[0] ?? '', /^CMD$/, name);
    }
    assert.deepEqual(
      services.flatMap(([, { cap_add }]) => cap_add),
      ['NET_BIND_SERVICE'],
    );
  });

  it('takes a bot for healthy when it says that it is ready, not when it only answers', async () => {
    let status = 200;
    const stub = createServer((request, response) => {
      response.writeHead(request.url === '/ready' ? status : 200);
      response.end();
    });
    await new Promise<void>((done) => stub.listen(0, '127.0.0.1', done));
    const { port } = z.object({ port: z.number() }).parse(stub.address());
    const [, program = '', ...args] = service('bot-1').healthcheck.test;
    const check = () =>
      new Promise<number | null>((done) =>
        spawn(
          program,
          args.map((arg) => arg.replace('3978', String(port))),
        ).once('exit', done),
      );
    assert.equal(await check(), 0);
    status = 503;
    assert.equal(await check(), 1);
    await new Promise((done) => stub.close(done));
    assert.equal(await check(), 1);
  });

  it('names images to the patch', () => {
    for (const [name, { image, build }] of services) {
      if (!build) assert.match(image, /^[a-z]+:\d+\.\d+\.\d+(?:-\w+)?$/, name);
    }
  });

  it('shows the world the proxy alone, and keeps Redis where only the bots are', () => {
    assert.deepEqual(
      services.filter(([, { ports }]) => ports.length > 0).map(([name]) => name),
      ['proxy'],
    );
    assert.deepEqual(service('proxy').ports, ['80:80', '443:443']);
    assert.equal(compose.networks.data?.internal, true);
    const beside = services.filter(([, { networks }]) => networks.includes('data'));
    assert.deepEqual(beside.map(([name]) => name).sort(), ['bot-1', 'bot-2', 'redis']);
    assert.deepEqual(service('redis').networks, ['data']);
  });

  it('mounts only what is there, and declares what it mounts', () => {
    for (const [name, { volumes, secrets }] of services) {
      for (const volume of volumes) {
        const [source = ''] = volume.split(':');
        if (source.startsWith('./')) assert.ok(existsSync(`deploy/${source}`), `${name} ${source}`);
        else assert.ok(source in compose.volumes, `${name} ${source}`);
      }
      for (const secret of secrets) assert.ok(secret in compose.secrets, `${name} ${secret}`);
    }
  });
});
