import { readFileSync } from 'node:fs';
import type { ClientContext, Result } from 'ioredis';
import type { RedisClient } from './redis.js';

type Argument = string | number;
type Script<Context extends ClientContext> = (
  keys: number,
  ...keysAndArguments: Argument[]
) => Result<unknown, Context>;

declare module 'ioredis' {
  // ioredis' documented way to type the commands that defineCommand adds.
  interface RedisCommander<Context> {
    hdCommit: Script<Context & ClientContext>;
    hdRefuse: Script<Context & ClientContext>;
    hdFreeze: Script<Context & ClientContext>;
    hdRemove: Script<Context & ClientContext>;
    hdTrim: Script<Context & ClientContext>;
    hdSeal: Script<Context & ClientContext>;
    hdLoss: Script<Context & ClientContext>;
    hdOpen: Script<Context & ClientContext>;
    hdClaim: Script<Context & ClientContext>;
    hdSettle: Script<Context & ClientContext>;
    hdAdd: Script<Context & ClientContext>;
    hdLag: Script<Context & ClientContext>;
    hdBudget: Script<Context & ClientContext>;
    hdPause: Script<Context & ClientContext>;
    hdConversationWrite: Script<Context & ClientContext>;
    hdAddCopy: Script<Context & ClientContext>;
    hdSetCard: Script<Context & ClientContext>;
    hdRolesReplace: Script<Context & ClientContext>;
    hdRolesRead: Script<Context & ClientContext>;
    hdAlertsRemember: Script<Context & ClientContext>;
    hdAlertReaddress: Script<Context & ClientContext>;
  }
}

/** Command name -> file in lua/. Keys, arguments and answers are in the head of each file. */
const FILES = {
  hdCommit: 'commit',
  hdRefuse: 'refuse',
  hdFreeze: 'freeze',
  hdRemove: 'remove',
  hdTrim: 'trim',
  hdSeal: 'seal',
  hdLoss: 'loss',
  hdOpen: 'open',
  hdClaim: 'claim',
  hdSettle: 'settle',
  hdAdd: 'add',
  hdLag: 'lag',
  hdBudget: 'budget',
  hdPause: 'pause',
  hdConversationWrite: 'conversation-write',
  hdAddCopy: 'add-copy',
  hdSetCard: 'set-card',
  hdRolesReplace: 'roles-replace',
  hdRolesRead: 'roles-read',
  hdAlertsRemember: 'alerts-remember',
  hdAlertReaddress: 'alert-readdress',
} as const;

export type ScriptName = keyof typeof FILES;

/** Runs a script; EVALSHA first, EVAL when the server doesn't know it yet. The answer is the caller's to parse. */
export type RunScript = (
  name: ScriptName,
  keys: readonly string[],
  ...args: readonly Argument[]
) => Promise<unknown>;

/** Reads the Lua files and makes them commands of this client. */
export function loadScripts(redis: RedisClient): RunScript {
  const prelude = readLua('prelude');
  for (const [name, file] of Object.entries(FILES)) {
    redis.defineCommand(name, { lua: `${prelude}\n${readLua(file)}` });
  }
  return (name, keys, ...args) => redis[name](keys.length, ...keys, ...args);
}

function readLua(file: string): string {
  return readFileSync(new URL(`./lua/${file}.lua`, import.meta.url), 'utf8');
}
