import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import { readBicep, type BicepFile } from './bicep.js';

const FOLDER = 'deploy/azure';
/** Functions of the language that the template uses. */
const FUNCTIONS = new Set(
  'concat empty guid join json resourceGroup subscriptionResourceId take tenant uniqueString uriComponent'.split(
    ' ',
  ),
);

describe('the Bicep template', () => {
  let files: ReadonlyMap<string, BicepFile>;
  let texts: ReadonlyMap<string, string>;
  before(() => {
    const names = [
      'main.bicep',
      ...readdirSync(`${FOLDER}/modules`).map((name) => `modules/${name}`),
    ];
    texts = new Map(names.map((name) => [name, readFileSync(`${FOLDER}/${name}`, 'utf8')]));
    files = new Map([...texts].map(([name, text]) => [name, readBicep(text)]));
  });

  const file = (name: string): BicepFile => {
    const found = files.get(name);
    assert.ok(found, name);
    return found;
  };

  it('uses only names that it declares, and uses all that it declares', () => {
    for (const [path, { params, variables, resources, modules, used }] of files) {
      const declared = [...params.keys(), ...variables, ...modules.map(({ name }) => name)].concat(
        resources.map(({ name }) => name),
      );
      assert.equal(new Set(declared).size, declared.length, `${path}: a name is declared twice`);
      const unknown = used.filter((name) => !declared.includes(name) && !FUNCTIONS.has(name));
      assert.deepEqual(unknown, [], path);
      const idle = [...params.keys(), ...variables].filter((name) => !used.includes(name));
      assert.deepEqual(idle, [], path);
    }
  });

  it('describes every parameter', () => {
    for (const [path, { params }] of files) {
      for (const [name, { described }] of params) assert.ok(described, `${path} ${name}`);
    }
  });

  it('gives each module the parameters that it declares, and reads outputs that it has', () => {
    const { modules, outputsUsed } = file('main.bicep');
    assert.deepEqual(
      modules.map(({ path }) => path).sort(),
      [...files.keys()].filter((path) => path !== 'main.bicep').sort(),
    );
    for (const { path, params } of modules) {
      assert.deepEqual([...params].sort(), [...file(path).params.keys()].sort(), path);
    }
    for (const { module, output } of outputsUsed) {
      const path = modules.find(({ name }) => name === module)?.path ?? '';
      assert.ok(file(path).outputs.includes(output), `${module}.${output}`);
    }
  });

  it('builds on stable versions of the resource types, one a type', () => {
    const versions = new Map<string, string>();
    for (const { type, version } of [...files.values()].flatMap(({ resources }) => resources)) {
      assert.match(version, /^20\d\d-\d\d-\d\d$/, type);
      assert.equal(versions.get(type) ?? version, version, type);
      versions.set(type, version);
    }
    for (const type of ['Microsoft.App/containerApps', 'Microsoft.Cache/redisEnterprise'].concat([
      'Microsoft.KeyVault/vaults',
      'Microsoft.BotService/botServices/channels',
    ])) {
      assert.ok(versions.has(type), type);
    }
  });

  it('sets only what Deskside knows, and no secret but by reference', () => {
    const known = new Set(
      [...readFileSync('.env.example', 'utf8').matchAll(/^(\w+)=/gm)].map(([, name]) => name),
    );
    const all = [...texts.values()].join('\n');
    const set = [...all.matchAll(/(?:name|variable): '(\w+)', (?:value|name):/g)].map(
      ([, name]) => name,
    );
    for (const name of set) assert.ok(known.has(name), name);
    for (const name of ['REDIS_URL', 'SECRETS_KEY', 'MicrosoftAppId', 'PUBLIC_URL']) {
      assert.ok(set.includes(name), name);
    }
    const secret = [...all.matchAll(/@secure\(\)\nparam (\w+)/g)].map(([, name]) => name);
    assert.deepEqual(new Set(secret), new Set(['teamViewerToken', 'secretsKey', 'auditKey']));
    assert.doesNotMatch(all, /^output .*(?:listKeys|primaryKey)/m);
  });

  it('asks of Azure what Deskside needs: nothing evicted, TLS, two replicas, health, time to drain', () => {
    const redis = texts.get('modules/redis.bicep') ?? '';
    for (const line of ["evictionPolicy: 'NoEviction'", 'aofEnabled: true', "'Encrypted'"]) {
      assert.ok(redis.includes(line), line);
    }
    const app = texts.get('modules/app.bicep') ?? '';
    assert.match(app, /terminationGracePeriodSeconds: (?:[3-9]\d|\d{3})\n/);
    assert.match(app, /'Liveness'\n\s+httpGet: \{ path: '\/live', port: 3978 \}/);
    assert.match(app, /'Readiness'\n\s+httpGet: \{ path: '\/ready', port: 3978 \}/);
    assert.match(app, /targetPort: 3978\n/);
    assert.match(texts.get('main.bicep') ?? '', /@minValue\(2\)\n.*\nparam replicas int = 2/);
  });

  it('has an example whose parameters are the template’s, the required ones among them', () => {
    const { params } = file('main.bicep');
    const example = readFileSync(`${FOLDER}/main.example.bicepparam`, 'utf8');
    const given = [...example.matchAll(/^param (\w+) = /gm)].map(([, name = '']) => name);
    for (const name of given) assert.ok(params.has(name), name);
    for (const [name, { optional }] of params) assert.ok(optional || given.includes(name), name);
  });

  it('would notice a bracket, a string or a name that is wrong', () => {
    assert.throws(() => readBicep("resource a 'b@2024-01-01' = {\n  name: [1\n}\n"));
    assert.throws(() => readBicep("var a = 'it\n"));
    assert.deepEqual(readBicep("var a = '${b.c}-${take(d, 2)}'\n").used, ['b', 'take', 'd']);
    assert.deepEqual(readBicep('var a = [for x in y: { k: x.z }]\n').used, ['y']);
  });
});

describe('grant-graph.sh', () => {
  /** Stands in for the Azure CLI: answers by its arguments, and writes down what it was asked to change. */
  const AZ = `#!/bin/sh
case "$*" in
  *"--method GET"*) echo role-User.Read.All ;;
  *"--method POST"*) echo "$*" >> "$LOG" ;;
  *"--query id "*) echo graph-id ;;
  *Nonsense*) ;;
  *) echo "$*" | sed -n "s/.*value=='\\([A-Za-z.]*\\)'.*/role-\\1/p" ;;
esac
`;

  function grant(...args: string[]): { status: number | null; said: string; log: string } {
    const folder = mkdtempSync(join(tmpdir(), 'deskside-az-'));
    try {
      writeFileSync(join(folder, 'az'), AZ);
      chmodSync(join(folder, 'az'), 0o755);
      const log = join(folder, 'log');
      writeFileSync(log, '');
      const run = spawnSync('sh', [`${FOLDER}/grant-graph.sh`, ...args], {
        env: { PATH: `${folder}:${process.env.PATH}`, LOG: log },
        encoding: 'utf8',
      });
      return {
        status: run.status,
        said: `${run.stdout}${run.stderr}`,
        log: readFileSync(log, 'utf8'),
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('grants what is missing, and more where it is named', () => {
    const { status, said, log } = grant('principal', 'AppCatalog.Read.All');
    assert.equal(status, 0, said);
    assert.match(said, /User\.Read\.All: had it already/);
    const granted = [...log.matchAll(/"appRoleId":"role-([\w.]+)"/g)].map(([, name]) => name);
    assert.deepEqual(granted, [
      'GroupMember.Read.All',
      'DeviceManagementManagedDevices.Read.All',
      'AppCatalog.Read.All',
    ]);
    assert.match(log, /servicePrincipals\/principal\/appRoleAssignments/);
    assert.match(log, /"resourceId":"graph-id"/);
  });

  it('asks for the permissions that Deskside tests itself for', () => {
    const script = readFileSync(`${FOLDER}/grant-graph.sh`, 'utf8');
    const source = readFileSync('src/services/graph/self-test.ts', 'utf8');
    const needed = [...source.matchAll(/name: '([\w.]+)',\n\s+for: '\w+',\n\s+needed: true/g)];
    assert.ok(needed.length > 0);
    for (const [, name = ''] of needed) assert.ok(script.includes(name), name);
  });

  it('says what it lacks, in words', () => {
    assert.match(grant().said, /principalId/);
    const { status, said } = grant('principal', 'Nonsense');
    assert.equal(status, 1);
    assert.match(said, /Nonsense: Graph has no application permission of this name/);
  });
});
