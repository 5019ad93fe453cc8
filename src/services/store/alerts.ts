import { z } from 'zod';
import {
  alertKey,
  CONNECTORS,
  letterName,
  NOTHING_TOLD,
  parseLetter,
  SECRETS,
  type Alert,
  type AlertLetter,
  type Alerts,
  type Remembered,
} from '../desk/alerts.js';
import { FINDINGS, type FindingCode } from '../desk/self-test.js';
import type { Keys } from './keys.js';
import { millisField } from './record-fields.js';
import { parsed } from './record-parsing.js';
import type { RedisClient } from './redis.js';
import type { RunScript } from './scripts.js';

const isCode = (text: string): text is FindingCode => text in FINDINGS;
const connector = z.enum(CONNECTORS);
const secret = z.enum(SECRETS);

const alertRecord = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('broken'),
    connector,
    code: z.string().refine(isCode),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  z.strictObject({ kind: z.literal('works'), connector }),
  z.strictObject({
    kind: z.literal('expiring'),
    secret,
    mark: z.number().int(),
    date: millisField,
    days: z.number().int(),
    variable: z.string(),
    setting: z.string(),
  }),
]) satisfies z.ZodType<Alert>;

const toldRecord = z.strictObject({
  connectors: z.partialRecord(
    connector,
    z.strictObject({ failures: z.number().int(), told: z.boolean() }),
  ),
  secrets: z.partialRecord(secret, z.strictObject({ end: millisField, mark: z.number().int() })),
}) satisfies z.ZodType<Remembered>;

interface AlertsParts {
  readonly redis: RedisClient;
  readonly run: RunScript;
  readonly keys: Keys;
}

export function createAlerts({ redis, run, keys }: AlertsParts): Alerts {
  return {
    async remembered() {
      const json = await redis.get(keys.alertsTold);
      if (json === null) return { remembered: NOTHING_TOLD, tag: '' };
      return { remembered: parsed('alerts told', toldRecord, json), tag: json };
    },
    async remember(next, raised, tag) {
      const letters = raised.flatMap((alert) => [alertKey(alert), JSON.stringify(alert)]);
      const names = [keys.alertsTold, keys.alertsWaiting];
      return (await run('hdAlertsRemember', names, tag, JSON.stringify(next), ...letters)) === 1;
    },
    async waiting() {
      const names = await redis.hkeys(keys.alertsWaiting);
      return names.map(parseLetter).filter((letter) => letter !== undefined);
    },
    async get(letter) {
      const json = await redis.hget(keys.alertsWaiting, letterName(letter));
      return json === null ? undefined : parsed('alert', alertRecord, json);
    },
    async readdress({ key }, people) {
      const letters = people.map((person): AlertLetter => ({ key, person }));
      await run('hdAlertReaddress', [keys.alertsWaiting], key, ...letters.map(letterName));
      return letters;
    },
    async sent(letter) {
      await redis.hdel(keys.alertsWaiting, letterName(letter));
    },
  };
}
