import type audit from './locales/audit/en.json';
import type cards from './locales/cards/en.json';
import type changes from './locales/changes/en.json';
import type commands from './locales/commands/en.json';
import type common from './locales/common/en.json';
import type doctor from './locales/doctor/en.json';
import type edge from './locales/edge/en.json';
import type notices from './locales/notices/en.json';
import type tasks from './locales/tasks/en.json';
import type refusals from './locales/refusals/en.json';

/** One line for each folder of `locales/`; the English files decide which keys exist. */
interface Namespaces {
  audit: typeof audit;
  cards: typeof cards;
  changes: typeof changes;
  commands: typeof commands;
  common: typeof common;
  doctor: typeof doctor;
  edge: typeof edge;
  notices: typeof notices;
  refusals: typeof refusals;
  tasks: typeof tasks;
}

/** Plural forms of i18next's JSON v4: `x_one` and `x_other` are both reached as `x`. */
type Base<Key extends string> =
  Key extends `${infer Name}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Name : Key;

type Paths<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Base<Key> : `${Key}.${Paths<Tree[Key]>}`;
}[keyof Tree & string];

/** Every message there is, as `namespace:path.to.message`. */
export type MessageKey = {
  [Name in keyof Namespaces]: `${Name}:${Paths<Namespaces[Name]>}`;
}[keyof Namespaces];

/** Keys that start with `Prefix`, as the part that follows it. */
export type KeysUnder<Prefix extends string> = MessageKey extends infer Key
  ? Key extends `${Prefix}${infer Rest}`
    ? Rest
    : never
  : never;
