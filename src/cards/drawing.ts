import type { DeviceChoice } from '../services/desk/requests/command.js';
import type { Instant, PersonId } from '../services/desk/ids.js';
import type { Person } from '../services/desk/people/person.js';
import type { RequestView } from '../services/desk/views.js';
import type { MessageKey } from '../services/i18n/keys.js';
import type { Params, Translate, Translator } from '../services/i18n/translator.js';
import { drawnMoments, type Moments } from './moments.js';
import type { Reader } from './reader.js';
import { line } from './untrusted.js';

/** A list of none or one: layouts repeat an element over it, so none leaves it out. */
export type Maybe<T> = readonly [] | readonly [T];

export function maybe<T>(wanted: boolean, make: () => T): Maybe<T> {
  return wanted ? [make()] : [];
}

/** What `render` needs of every card. */
export interface Frame {
  readonly lang: string;
  readonly fallbackText: string;
  readonly speak: string;
  readonly banners: Maybe<Banner>;
}

export interface Banner {
  readonly text: string;
  readonly style: 'good' | 'warning' | 'attention';
  /** '' for none. */
  readonly code: string;
}

export interface Text {
  readonly text: string;
}

/** The reader's language, as a function. */
export type Say = (key: MessageKey, params?: Params) => string;

/** What every builder works with. */
export interface Drawing {
  readonly t: Translate;
  readonly say: Say;
  readonly reader: Reader;
}

export function drawingFor(translator: Translator, reader: Reader): Drawing {
  const { t } = translator;
  return { t, reader, say: (key, params) => t(reader.locale, key, params) };
}

export function momentsOf(drawing: Drawing, now: Instant): Moments {
  return drawnMoments(drawing.t, drawing.reader.locale, now);
}

/** Language, fall-backs and the sentence after a click; `summary` holds no words of people. */
export function frame(drawing: Drawing, summary: string, speak = summary): Frame {
  return {
    lang: drawing.reader.locale,
    fallbackText: summary,
    speak,
    banners: bannerOf(drawing.reader),
  };
}

function bannerOf({ sentence }: Reader): Maybe<Banner> {
  if (sentence === undefined) return [];
  return [{ text: line(sentence.text, 400), style: sentence.tone, code: sentence.code ?? '' }];
}

export function nameOf(
  people: ReadonlyMap<PersonId, Person>,
  id: PersonId | 'desk',
  say: Say,
): string {
  if (id === 'desk') return say('common:desk');
  return line(people.get(id)?.name ?? '') || say('common:someone');
}

export function deviceName(device: DeviceChoice, say: Say): string {
  const name = line(device.name ?? '');
  switch (device.kind) {
    case 'managed':
      return name;
    case 'unlisted':
      return name ? say('common:device.unlistedNamed', { name }) : say('common:device.unlisted');
    case 'dead':
      return name ? say('common:device.deadNamed', { name }) : say('common:device.dead');
  }
}

/** The same within a sentence: "on a PC that isn't in the list". */
export function deviceWithin(device: DeviceChoice, say: Say): string {
  const name = deviceName(device, say);
  const named = device.kind === 'managed' || line(device.name ?? '') !== '';
  return named ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

/** Whether the card is for somebody else than this person; a shared card is for everybody. */
export function isOthers(reader: Reader, person: PersonId): boolean {
  return reader.person !== undefined && reader.person !== person;
}

/** The words that lie beside an event: '' when there are none, a mark when whoever said them was forgotten. */
export function wordsOf(
  say: Say,
  { words }: { readonly words: RequestView['words'] },
  ref: string | undefined,
): string {
  const said = ref === undefined ? undefined : words.get(ref);
  return said?.text === '' ? say('cards:removed') : (said?.text ?? '');
}
