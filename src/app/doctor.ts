import { findingWords, type FindingWords } from '../cards/doctor-words.js';
import type { Config } from '../config.js';
import { SECOND } from '../services/desk/ids.js';
import type { Locale } from '../services/desk/people/person.js';
import { countsOf, inOrder, type Finding } from '../services/desk/self-test.js';
import { createTranslator } from '../services/i18n/translator.js';
import { openRedis } from '../services/store/redis.js';
import { createStore } from '../services/store/store.js';
import { createLog } from '../services/telemetry/log.js';
import { createSelfTests } from './self-tests.js';

/** Longer than in Teams: nobody waits for a spinner. */
const WITHIN = 8 * SECOND;

/** What to print, and whether anything is broken. */
export interface DoctorReport {
  readonly text: string;
  readonly broken: boolean;
}

export interface DoctorWish {
  readonly locale: Locale;
  readonly json: boolean;
}

/** Looks at an installation from outside the bot: starts nothing and writes nothing to Redis. */
export async function examine(config: Config, { locale, json }: DoctorWish): Promise<DoctorReport> {
  const findings = await findingsOf(config);
  const broken = countsOf(findings).fail > 0;
  const text = json ? asJson(findings, locale) : asText(findings, locale);
  return { text, broken };
}

async function findingsOf(config: Config): Promise<readonly Finding[]> {
  const { redis: settings, bot } = config;
  if (!settings || !bot) throw new Error('a Redis and a bot identity are needed');
  const redis = openRedis('web', settings);
  try {
    const store = createStore({
      redis,
      tenant: bot.tenantId,
      // Nothing that is sealed is read.
      secretsKey: config.secretsKey ?? new Uint8Array(32),
    });
    const log = createLog({ level: 'silent' });
    return await createSelfTests(config, { log, redis, store }).run('all', WITHIN);
  } finally {
    redis.disconnect();
  }
}

function asText(findings: readonly Finding[], locale: Locale): string {
  const { t } = createTranslator();
  const marks = {
    pass: t(locale, 'doctor:mark.pass'),
    warn: t(locale, 'doctor:mark.warn'),
    fail: t(locale, 'doctor:mark.fail'),
  };
  const width = Math.max(...Object.values(marks).map((mark) => mark.length)) + 2;
  const told = ({ status, label, found, fix }: FindingWords): string[] => [
    `${marks[status].padEnd(width)}${label}: ${found}`,
    ...(fix === undefined ? [] : [`${' '.repeat(width)}${t(locale, 'doctor:fix')} ${fix}`]),
  ];
  const lines = inOrder(findings).flatMap((one) => told(findingWords(t, locale, one)));
  const summary = t(locale, 'doctor:summary', { ...countsOf(findings) });
  return [t(locale, 'doctor:title'), '', ...lines, '', summary, ''].join('\n');
}

function asJson(findings: readonly Finding[], locale: Locale): string {
  const { t } = createTranslator();
  const rows = inOrder(findings).map((one) => ({
    ...findingWords(t, locale, one),
    code: one.code,
    params: one.params,
  }));
  return `${JSON.stringify({ ...countsOf(findings), findings: rows }, undefined, 2)}\n`;
}
