import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import {
  configurationTable,
  envExample,
  policyTable,
  withTables,
} from '../../scripts/config-table.js';
import { ConfigError, loadConfig, loadServerConfig, unknownVariables } from '../../src/config.js';
import { policyRows } from '../../src/config/policy-rows.js';
import { GROUPS, VARIABLES } from '../../src/config/variables.js';
import type { Variable } from '../../src/config/variables/declare.js';
import { PLAYGROUND, PRODUCTION, type Settings } from './settings.js';

const DECLARED: readonly (readonly [string, Variable<unknown>])[] = Object.entries(VARIABLES);

/** The names that a load asks for. */
function asked(base: Settings): Set<string> {
  const names = new Set<string>();
  const spying = new Proxy(base, {
    get: (target, name) => {
      names.add(String(name));
      return target[String(name)];
    },
  });
  try {
    loadConfig(spying);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
  }
  return names;
}

describe('the declarations of the settings', () => {
  it('are exactly what a load reads', () => {
    const names = new Set([...asked({}), ...asked(PRODUCTION), ...asked(PLAYGROUND)]);
    assert.deepEqual([...names].sort(), Object.keys(VARIABLES).sort());
  });

  it('are each in one group, with a sentence that says what it is', () => {
    const grouped = GROUPS.flatMap(({ variables }) => Object.keys(variables));
    assert.deepEqual([...grouped].sort(), Object.keys(VARIABLES).sort());
    for (const [name, { meaning }] of DECLARED) {
      assert.match(meaning, /^\S.{11,}[.:]$/u, name);
    }
  });

  it('have presets that their own schema reads, and name every secret as one', () => {
    for (const [name, { preset, schema, secret }] of DECLARED) {
      if (preset !== undefined) assert.ok(schema.safeParse(preset).success, name);
      const telling = /PASSWORD|SECRET$|TOKEN$|_KEY$|PrivateKey|Password|_HEADER$/.test(name);
      assert.equal(secret === true, telling || ADDRESSES.has(name), name);
    }
  });

  it('make .env.example, which is what it would be made anew', () => {
    const file = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    assert.equal(file, envExample(), 'npx tsx scripts/config-table.ts --env .env.example');
    const listed = [...file.matchAll(/^(\w+)=/gm)].map((match) => match[1]);
    assert.deepEqual(listed.sort(), Object.keys(VARIABLES).sort());
  });

  it('make a file to start from: .env.example itself has nothing wrong but what is missing', () => {
    const file = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const lines = [...file.matchAll(/^(\w+)=(.*)$/gm)];
    const env = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
    assert.throws(
      () => loadServerConfig(env),
      (error: ConfigError) => {
        const names = error.problems.map(({ name, wrong }) => `${name} ${wrong}`);
        assert.deepEqual(names.sort(), [
          'MicrosoftAppId is missing',
          'MicrosoftAppPassword is missing',
          'MicrosoftAppTenantId is missing',
          'REDIS_URL is missing',
          'SECRETS_KEY is missing',
        ]);
        return true;
      },
    );
  });

  it('make the tables of docs/operations.md, which are what they would be made anew', async () => {
    const file = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    assert.equal(
      file,
      await withTables(file),
      'npx tsx scripts/config-table.ts docs/operations.md',
    );
    assert.match(configurationTable(), /\| `METRICS_HOST` \| .* \| `127\.0\.0\.1` \|/);
    assert.match(policyTable(), /\| `expiry\.limit` \| .* \| `4h` \|/);
  });

  it('give the policy’s keys with defaults that a policy file may repeat', () => {
    const rows = policyRows();
    assert.ok(rows.length >= 19);
    const file = {};
    for (const { key, standard } of rows.filter(({ standard }) => /^\d+[a-z]*$/.test(standard))) {
      put(file, key.split('.'), /[a-z]/.test(standard) ? standard : Number(standard));
    }
    const config = loadConfig({ ...PRODUCTION, POLICY_FILE: 'p.json' }, () => JSON.stringify(file));
    assert.deepEqual(config.policy, loadConfig(PRODUCTION).policy);
  });
});

function put(into: Record<string, unknown>, [name = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) into[name] = value;
  else put((into[name] ??= {}) as Record<string, unknown>, rest, value);
}

/** Whoever knows them may read or write there. */
const ADDRESSES: ReadonlySet<string> = new Set(['REDIS_URL', 'AUDIT_WEBHOOK_URL']);

describe('a variable that nothing reads', () => {
  it('is named with what was meant when it is a letter or two off', () => {
    const strangers = unknownVariables({
      TEAMVIEWER_TOKN: 'hush',
      MICROSOFTAPPID: 'hush',
      SECRET_KEY: 'hush',
      GRAPH_SCOPES: 'hush',
    });
    assert.deepEqual(strangers, [
      { name: 'TEAMVIEWER_TOKN', near: 'TEAMVIEWER_TOKEN' },
      { name: 'MICROSOFTAPPID', near: 'MicrosoftAppId' },
      { name: 'SECRET_KEY', near: 'SECRETS_KEY' },
      { name: 'GRAPH_SCOPES' },
    ]);
  });

  it('is left alone when it belongs to somebody else, is empty, or is known', () => {
    const others = {
      ...{ PATH: '/bin', HOME: '/', HOSTNAME: 'x', PWD: '/', LANG: 'C', USER: 'x', SHLVL: '1' },
      ...{ REDIS_SERVICE_HOST: 'x', REDIS_PORT_6379_TCP_ADDR: 'x', REDIS_PORT: 'tcp://x' },
      ...{ NODE_OPTIONS: 'x', NODE_EXTRA_CA_CERTS: 'x', WEBSITE_SITE_NAME: 'x', GRAPH_OLD: ' ' },
      PORT: '1',
    };
    assert.deepEqual(unknownVariables(others), []);
  });
});
