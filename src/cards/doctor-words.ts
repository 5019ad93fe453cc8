import type { Locale } from '../services/desk/people/person.js';
import {
  isProblem,
  type Check,
  type Finding,
  type FindingCode,
  type FindingParams,
  type Status,
} from '../services/desk/self-test.js';
import type { KeysUnder } from '../services/i18n/keys.js';
import type { Params, Translate } from '../services/i18n/translator.js';
import { line } from './untrusted.js';

/** A finding in a reader's language. Names of teams and channels may be in it: it goes where no Markdown is read. */
export interface FindingWords {
  readonly check: Check;
  readonly status: Status;
  readonly label: string;
  readonly found: string;
  /** What to do; absent when there is nothing. */
  readonly fix?: string;
}

/** Longest text of one finding. */
const MOST = 700;

export function findingWords(t: Translate, locale: Locale, finding: Finding): FindingWords {
  const { check, code, status } = finding;
  const params = paramsFor(t, locale, finding.params);
  const fix = fixFor(t, locale, finding);
  return {
    check,
    status,
    label: t(locale, `doctor:check.${check}`),
    found: line(t(locale, `doctor:${code}.found`, params), MOST),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** What to do about it; undefined when there is nothing. */
export function fixFor(
  t: Translate,
  locale: Locale,
  { code, params }: { readonly code: FindingCode; readonly params: FindingParams },
): string | undefined {
  if (!isProblem(code)) return undefined;
  return line(t(locale, `doctor:${code}.fix`, paramsFor(t, locale, params)), MOST);
}

/** Dates and names of systems in the reader's language, and what a permission is for. */
function paramsFor(t: Translate, locale: Locale, params: FindingParams): Params {
  const { date, system, for: purpose } = params;
  const isSystem = system === 'entra' || system === 'redis';
  return {
    ...params,
    ...(typeof date === 'number' ? { date: dayIn(locale, date) } : {}),
    ...(isSystem ? { system: t(locale, `doctor:system.${system}`) } : {}),
    ...(isPurpose(purpose) ? { why: t(locale, `doctor:why.${purpose}`) } : {}),
  };
}

type Purpose = KeysUnder<'doctor:why.'>;
const PURPOSES: ReadonlySet<unknown> = new Set<Purpose>([
  'users',
  'groups',
  'devices',
  'applications',
  'roles',
  'restarts',
  'catalogue',
  'install',
]);

function isPurpose(value: unknown): value is Purpose {
  return PURPOSES.has(value);
}

/** Ends are told by the day, in UTC: nobody waits for the last hour. */
export function dayIn(locale: Locale, at: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}
