import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { z } from 'zod';
import { NEEDED } from '../../scripts/package/settings.js';

const step = z.strictObject({
  uses: z.string(),
  name: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
  with: z.record(z.string(), z.string()),
  writeToEnvironmentFile: z.record(z.string(), z.string()).optional(),
});
const project = z.strictObject({
  version: z.literal('v1.11'),
  environmentFolderPath: z.string(),
  provision: z.array(step),
  publish: z.array(step),
});

/** Inputs and outputs of the actions we use, after the toolkit's yaml schema v1.11. */
const ACTIONS: Readonly<Record<string, { with: string[]; writes?: string[] }>> = {
  'teamsApp/create': { with: ['name'], writes: ['teamsAppId'] },
  'cli/runNpmCommand': { with: ['args'] },
  'teamsApp/validateAppPackage': { with: ['appPackagePath'] },
  'teamsApp/update': { with: ['appPackagePath'] },
  'teamsApp/publishAppPackage': { with: ['appPackagePath'], writes: ['publishedAppId'] },
};

describe('the project file of the Agents Toolkit', () => {
  const text = readFileSync('m365agents.yml', 'utf8');
  const file = project.parse(parse(text));
  const environment = parseEnv(readFileSync(`${file.environmentFolderPath}/.env.dev`, 'utf8'));
  const steps = [...file.provision, ...file.publish];

  it('uses actions with the inputs they have', () => {
    for (const { uses, with: inputs, writeToEnvironmentFile } of steps) {
      const action = ACTIONS[uses];
      assert.ok(action, uses);
      assert.deepEqual(Object.keys(inputs), action.with, uses);
      assert.deepEqual(Object.keys(writeToEnvironmentFile ?? {}), action.writes ?? [], uses);
    }
  });

  it('takes every variable from its environment file, and writes only those that are there', () => {
    const used = [...text.matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
    const written = steps.flatMap(({ writeToEnvironmentFile }) =>
      Object.values(writeToEnvironmentFile ?? {}),
    );
    for (const name of [...used, ...written]) assert.ok(name in environment, name);
    assert.equal(environment['TEAMSFX_ENV'], 'dev');
  });

  it('makes the package itself before it uses it, from all that the package needs', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    assert.equal(scripts['package'], 'tsx scripts/package.ts');
    assert.equal(existsSync('scripts/package.ts'), true);
    for (const stage of [file.provision, file.publish]) {
      const at = stage.findIndex(({ uses }) => uses === 'cli/runNpmCommand');
      const made = stage[at];
      assert.ok(made);
      assert.deepEqual(Object.keys(made.env ?? {}).sort(), [...NEEDED].sort());
      for (const [name, value] of Object.entries(made.env ?? {})) {
        assert.equal(value, `\${{${name}}}`);
      }
      const path = /^run package -- --out (\S+)$/.exec(made.with['args'] ?? '')?.[1];
      const users = stage.filter(({ with: inputs }) => 'appPackagePath' in inputs);
      assert.ok(users.length >= 2);
      for (const user of users) {
        assert.equal(user.with['appPackagePath'], `./${path}`);
        assert.ok(stage.indexOf(user) > at, user.uses);
      }
    }
  });

  it('holds no secret', () => {
    const names = Object.keys(environment);
    assert.deepEqual(
      names.filter((name) => /secret|password|token|key/i.test(name)),
      [],
    );
  });
});
