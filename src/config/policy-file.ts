import { extname } from 'node:path';
import { parse as parseYaml } from 'yaml';
import type { z } from 'zod';
import { DEFAULT_POLICY } from '../services/desk/policy.js';
import type { Policy } from '../services/desk/policy.js';
import type { EnvReader } from './env-reader.js';
import { policySchema } from './policy-schema.js';

/** Gives the text of a file; throws when there is none. */
export type ReadFile = (path: string) => string;

const NAME = 'POLICY_FILE';
const PARSERS: ReadonlyMap<string, (content: string) => unknown> = new Map([
  ['.json', (content: string): unknown => JSON.parse(content)],
  ['.yaml', readYaml],
  ['.yml', readYaml],
]);

/** The organisation's policy, or the default one. Every wrong field is reported with its path. */
export function readPolicy(env: EnvReader, readFile: ReadFile): Policy {
  const path = env.read(NAME);
  if (path === undefined) return DEFAULT_POLICY;
  const parse = PARSERS.get(extname(path).toLowerCase());
  if (parse === undefined) {
    env.report(NAME, 'is no JSON or YAML file', 'Name a file that ends in .json, .yaml or .yml');
    return DEFAULT_POLICY;
  }
  const content = tried(() => readFile(path));
  if (content === undefined) {
    env.report(NAME, "can't be read", 'Check that the file is there and may be read');
    return DEFAULT_POLICY;
  }
  const value = tried(() => ({ parsed: parse(content) }));
  if (value === undefined) {
    env.report(NAME, `isn't valid ${extname(path).slice(1).toUpperCase()}`, 'Correct the file');
    return DEFAULT_POLICY;
  }
  const result = policySchema.safeParse(value.parsed ?? {});
  if (result.success) return result.data;
  for (const issue of result.error.issues) reportIssue(env, issue);
  return DEFAULT_POLICY;
}

/** Words such as `yes` and times such as `08:00` stay texts: YAML 1.2. Two equal keys are an error. */
function readYaml(content: string): unknown {
  return parseYaml(content, { version: '1.2', maxAliasCount: 20 });
}

function reportIssue(env: EnvReader, issue: z.core.$ZodIssue): void {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const name = [...path, key].join('.');
      env.report(`${NAME} ${name}`, 'is not a known setting', 'Remove it, or check its spelling');
    }
    return;
  }
  const name = path.length === 0 ? NAME : `${NAME} ${path.join('.')}`;
  const wrong = /^(?:must|is) /.test(issue.message) ? issue.message : `is wrong: ${issue.message}`;
  env.report(name, wrong, 'Correct it, or leave it out for the default');
}

function tried<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
