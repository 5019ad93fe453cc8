import { parsePersonId, type Instant, type PersonId } from './ids.js';
import type { Check, Finding, FindingCode, FindingParams } from './self-test.js';

/** What the help desk hears of without asking. */
export const CONNECTORS = ['channel', 'bot', 'graph', 'teamviewer'] as const;
export type Connector = (typeof CONNECTORS)[number];

export const SECRETS = ['bot-secret', 'graph-secret', 'teamviewer-token'] as const;
export type Secret = (typeof SECRETS)[number];

export type Alert =
  | {
      readonly kind: 'broken';
      readonly connector: Connector;
      readonly code: FindingCode;
      readonly params: FindingParams;
    }
  | { readonly kind: 'works'; readonly connector: Connector }
  | {
      readonly kind: 'expiring';
      readonly secret: Secret;
      /** 30, 7 or 1: which of the three times this is. */
      readonly mark: number;
      readonly date: Instant;
      readonly days: number;
      readonly variable: string;
      readonly setting: string;
    };

/** What was seen and told before. A connector or secret that isn't in it was never in trouble. */
export interface Remembered {
  readonly connectors: Readonly<
    Partial<Record<Connector, { readonly failures: number; readonly told: boolean }>>
  >;
  readonly secrets: Readonly<
    Partial<Record<Secret, { readonly end: Instant; readonly mark: number }>>
  >;
}

export const NOTHING_TOLD: Remembered = { connectors: {}, secrets: {} };

/** Alerts that wait to be sent, and what was told: kept by the store. */
export interface Alerts {
  /** `tag`: of what was read, for `remember`. */
  remembered(): Promise<{ readonly remembered: Remembered; readonly tag: string }>;
  /** Keeps both at once. False: somebody else did since `tag` was read, and nothing was kept. */
  remember(next: Remembered, raised: readonly Alert[], tag: string): Promise<boolean>;
  /** Letters of alerts that nobody has been told yet. */
  waiting(): Promise<readonly AlertLetter[]>;
  get(letter: AlertLetter): Promise<Alert | undefined>;
  /** In place of the channel, each of these people gets it in their own chat. */
  readdress(letter: AlertLetter, people: readonly PersonId[]): Promise<readonly AlertLetter[]>;
  sent(letter: AlertLetter): Promise<void>;
}

/** One alert to one reader: the channel, or a person. */
export interface AlertLetter {
  /** `broken-teamviewer`, `expiring-bot-secret-7`. */
  readonly key: string;
  readonly person?: PersonId;
}

export function letterName({ key, person }: AlertLetter): string {
  return person === undefined ? key : `${key}:${person}`;
}

/** Undefined when it isn't one. */
export function parseLetter(name: string): AlertLetter | undefined {
  const [key = '', who] = name.split(':');
  if (!/^[a-z][a-z\d-]{0,60}$/.test(key)) return undefined;
  if (who === undefined || who === '') return { key };
  const person = parsePersonId(who);
  return person ? { key, person } : undefined;
}

export function alertKey(alert: Alert): string {
  return alert.kind === 'expiring'
    ? `expiring-${alert.secret}-${alert.mark}`
    : `${alert.kind}-${alert.connector}`;
}

const CHECKS_OF: Readonly<Record<Connector, ReadonlySet<Check>>> = {
  channel: new Set<Check>(['channel', 'roster']),
  bot: new Set<Check>(['bot']),
  graph: new Set<Check>(['graph', 'permission']),
  teamviewer: new Set<Check>(['teamviewer']),
};
/** What can't pass by itself needn't be seen twice. */
const CERTAIN: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'channel.unknown',
  'channel.forbidden',
  'roster.out',
]);
/** Nothing is broken that was never there. */
const NOT_SET_UP: ReadonlySet<FindingCode> = new Set<FindingCode>(['channel.none', 'sign-in.none']);
/** A failure may pass: it is told when two look-rounds in a row saw it. */
const ROUNDS = 2;
/** Days before the end of a secret at which that is told, the last first. */
const MARKS = [1, 7, 30] as const;

/**
 * What has to be told after a round of looking, and what to remember of it. A breakdown is told once, and its end
 * once; a secret's end at 30, 7 and 1 days, once each, and anew when it gets another end.
 */
export function alertsOf(
  findings: readonly Finding[],
  before: Remembered,
): { readonly raised: readonly Alert[]; readonly remembered: Remembered } {
  const raised: Alert[] = [];
  const connectors = { ...before.connectors };
  for (const connector of CONNECTORS) {
    const seen = findings.filter(({ check }) => CHECKS_OF[connector].has(check));
    if (seen.length === 0) continue;
    const failed = seen.find(({ status, code }) => status === 'fail' && !NOT_SET_UP.has(code));
    const { failures, told } = before.connectors[connector] ?? { failures: 0, told: false };
    if (!failed) {
      if (told) raised.push({ kind: 'works', connector });
      delete connectors[connector];
      continue;
    }
    const enough = CERTAIN.has(failed.code) || failures + 1 >= ROUNDS;
    if (enough && !told) {
      raised.push({ kind: 'broken', connector, code: failed.code, params: failed.params });
    }
    connectors[connector] = { failures: failures + 1, told: told || enough };
  }
  const ends = endsOf(findings, before);
  return {
    raised: [...raised, ...ends.raised],
    remembered: { connectors, secrets: ends.secrets },
  };
}

function endsOf(findings: readonly Finding[], before: Remembered) {
  const raised: Alert[] = [];
  const secrets = { ...before.secrets };
  for (const secret of SECRETS) {
    const seen = findings.find(({ check }) => check === secret);
    const { date, days, variable = '', setting = '' } = seen?.params ?? {};
    if (typeof date !== 'number' || typeof days !== 'number') continue;
    const mark = MARKS.find((span) => days <= span);
    if (mark === undefined) {
      delete secrets[secret];
      continue;
    }
    const told = before.secrets[secret];
    if (told?.end === date && told.mark <= mark) continue;
    const words = { variable: String(variable), setting: String(setting) };
    raised.push({ kind: 'expiring', secret, mark, date, days, ...words });
    secrets[secret] = { end: date, mark };
  }
  return { raised, secrets };
}

/** An alert that nobody has read yet may be overtaken: what is mended needs no alarm. */
export function isOvertaken(alert: Alert, { connectors }: Remembered): boolean {
  if (alert.kind === 'expiring') return false;
  const broken = connectors[alert.connector]?.told === true;
  return alert.kind === 'broken' ? !broken : broken;
}
