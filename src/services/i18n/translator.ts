import { createInstance } from 'i18next';
import type { MessageKey } from './keys.js';
import { readLocales } from './locales.js';

/** Languages there are files for; the desk's `Locale` is the same union. */
export type Language = 'en' | 'nl' | 'fr';

/** Values for `{{placeholders}}`. `count` chooses the plural. They are never read as markup or as keys. */
export type Params = Readonly<Record<string, string | number>>;

/** A message in a language. Throws when it, or one of its values, is missing (see `createTranslator`). */
export type Translate = (language: Language, key: MessageKey, params?: Params) => string;

export interface Translator {
  /** Bound: may be passed on by itself. */
  readonly t: Translate;
}

/** A message or a value that isn't there. */
export class MissingMessage extends Error {
  override readonly name = 'MissingMessage';
}

/**
 * Reads the locale files once. `onMissing` is told of a missing message or value, and English stands in for it;
 * without it a `MissingMessage` is thrown, which is what tests and development want.
 */
export function createTranslator(onMissing?: (problem: string) => void): Translator {
  const report = (problem: string): void => {
    if (!onMissing) throw new MissingMessage(problem);
    onMissing(problem);
  };
  const { resources, namespaces } = readLocales();
  const instance = createInstance();
  void instance.init({
    resources,
    ns: namespaces,
    lng: 'en',
    fallbackLng: onMissing ? 'en' : false,
    initAsync: false,
    returnNull: false,
    // Values come from people: i18next must neither escape them for HTML nor expand `{{x}}` or `$t(x)` in them.
    interpolation: { escapeValue: false, skipOnVariables: true },
    missingInterpolationHandler: (text: string) => {
      report(`a value is missing in "${text}"`);
      return '';
    },
  });
  const t: Translate = (language, key, params) => {
    if (!instance.exists(key, { lng: language, ...params })) report(`${language} has no ${key}`);
    return instance.t(key, { lng: language, ...params });
  };
  return { t };
}
