import type { z } from 'zod';
import { BOT } from './variables/bot.js';
import type { Variable } from './variables/declare.js';
import { KEYS, PACKAGE, PEOPLE } from './variables/organisation.js';
import { PROCESS } from './variables/process.js';
import { REDIS, SYSTEMS } from './variables/systems.js';

/** Every variable that Deskside reads: the reader, .env.example and the documentation all come from here. */
export const VARIABLES = {
  ...PROCESS,
  ...BOT,
  ...REDIS,
  ...SYSTEMS,
  ...PEOPLE,
  ...KEYS,
  ...PACKAGE,
};

export type VariableName = keyof typeof VARIABLES;
/** What a variable is once it is read. */
export type ValueOf<Name extends VariableName> = z.output<(typeof VARIABLES)[Name]['schema']>;

/** The same in the order and under the headings in which people read them. */
export const GROUPS: readonly {
  readonly title: string;
  readonly variables: Readonly<Record<string, Variable<unknown>>>;
}[] = [
  { title: 'The process', variables: PROCESS },
  { title: 'The bot', variables: BOT },
  { title: 'Redis', variables: REDIS },
  { title: 'Outside systems', variables: SYSTEMS },
  { title: 'People and places', variables: PEOPLE },
  { title: 'Keys', variables: KEYS },
  { title: 'The Teams app package', variables: PACKAGE },
];

export function isVariableName(name: string): name is VariableName {
  return Object.hasOwn(VARIABLES, name);
}
