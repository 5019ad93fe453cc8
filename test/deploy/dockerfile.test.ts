import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';
import { before, describe, it } from 'mocha';
import { execForm, pairsOf, parseDockerfile, type Instruction } from './dockerfile.js';
import { parseDockerignore } from './dockerignore.js';

describe('the Dockerfile', () => {
  const text = readFileSync('deploy/Dockerfile', 'utf8');
  let instructions: readonly Instruction[];
  let runtime: readonly Instruction[];

  before(() => {
    instructions = parseDockerfile(text);
    const last = instructions.findLastIndex(({ name }) => name === 'FROM');
    runtime = instructions.slice(last + 1);
  });

  const only = (name: string) => {
    const found = runtime.filter((instruction) => instruction.name === name);
    assert.equal(found.length, 1, `${name} stands once in the last stage`);
    return found[0]?.rest ?? '';
  };

  it('has nothing that a Dockerfile linter minds', () => {
    assert.deepEqual(validate(text), []);
  });

  it('builds on one image, a slim Node named to the patch, the newest one that the tests run on', () => {
    const [argument] = instructions;
    const [[name, image] = []] = pairsOf(argument?.rest ?? '');
    assert.equal(name, 'NODE_IMAGE');
    assert.match(image ?? '', /^node:24\.\d+\.\d+-\w+-slim$/);
    const tested = /\[24, '([\d.]+)'\]/.exec(readFileSync('scripts/test-nodes.mjs', 'utf8'))?.[1];
    assert.ok(image?.startsWith(`node:${tested}-`), `${image} and ${tested}`);
    for (const { rest } of instructions.filter(({ name }) => name === 'FROM')) {
      assert.match(rest, /^\$\{NODE_IMAGE\} AS \w+$/);
    }
  });

  it('ships a last stage in which nothing runs, as a numbered user that is not root', () => {
    assert.equal(runtime.filter(({ name }) => name === 'RUN').length, 0);
    const [user, group] = only('USER').split(':').map(Number);
    assert.ok(user !== undefined && user > 0 && group !== undefined && group > 0);
    assert.ok(instructions.every(({ name }) => name !== 'ADD' && name !== 'VOLUME'));
  });

  it('starts Node itself, so that SIGTERM reaches it, and asks /live for its health', () => {
    assert.deepEqual(execForm(only('CMD')), ['node', 'dist/index.js']);
    assert.equal(only('STOPSIGNAL'), 'SIGTERM');
    assert.match(only('HEALTHCHECK'), /^CMD \["node", .*\/live/);
    for (const { rest } of instructions.filter(({ name }) => name === 'RUN')) {
      assert.ok(execForm(rest).length > 0);
    }
  });

  it('listens for everybody in its container, on the ports that it exposes', () => {
    const env = new Map(pairsOf(only('ENV')));
    assert.equal(env.get('NODE_ENV'), 'production');
    assert.equal(env.get('HOST'), '0.0.0.0');
    assert.equal(only('EXPOSE'), `${env.get('PORT')} ${env.get('METRICS_PORT')}`);
  });

  it('installs without development packages what it ships', () => {
    const steps = instructions.map(({ name, flags, rest }) => ({ name, flags, rest }));
    const modules = steps.findIndex(({ rest }) => rest.endsWith(' AS modules'));
    const install = steps.slice(modules).find(({ name }) => name === 'RUN');
    assert.deepEqual(execForm(install?.rest ?? ''), ['npm', 'ci', '--omit=dev', '--omit=optional']);
    assert.ok(runtime.some(({ flags, rest }) => flags.get('from') === 'modules' && rest));
  });
});

describe('.dockerignore', () => {
  const ignored = parseDockerignore(readFileSync('.dockerignore', 'utf8'));

  it('keeps secrets, history, packages and tests out of the image', () => {
    const out = ['.env', '.env.production', 'src/.env', '.git/config', 'node_modules/zod/index.js']
      .concat([
        'deploy/secrets/redis-users.acl',
        'test/x.test.ts',
        'simulator/main.ts',
        'dist/a.js',
      ])
      .concat(['scripts/package.ts', 'src/bot/debug.log', 'policy.yaml', 'env/.env.prod']);
    for (const path of out) assert.equal(ignored(path), true, path);
  });

  it('lets in what the build needs', () => {
    const needed = ['package.json', 'package-lock.json', '.npmrc', 'LICENSE', 'tsconfig.json']
      .concat(['tsconfig.build.json', 'scripts/build.mjs', 'src', 'src/index.ts'])
      .concat(['src/services/store/lua/commit.lua', 'src/cards/templates/help.card.json']);
    for (const path of needed) assert.equal(ignored(path), false, path);
  });
});
