import { frame, type Drawing, type Frame, type Maybe, type Text } from './drawing.js';
import type { Button } from './moves.js';
import { mentionsOf, type MentionEntity } from './mentions.js';
import { plain, quote, type Line, type Quote } from './sheet.js';
import { line } from './untrusted.js';
import type { CardVerb } from './verbs.js';

/** A button a dialog asks for. `data` is a hint for the router, never a right. */
export interface ButtonWish {
  readonly title: string;
  readonly verb: CardVerb;
  readonly data: Readonly<Record<string, unknown>>;
  readonly style?: 'default' | 'positive' | 'destructive';
}

/** A typed command that went wrong: what, what now, and the code people can quote. */
export interface ErrorWords {
  readonly sentence: string;
  readonly next: string;
  /** `HD-102`. */
  readonly code: string;
  readonly buttons?: readonly ButtonWish[];
  readonly link?: Link;
}

/** A small question with its answers as buttons. */
export interface Question {
  readonly sentence: string;
  /** Words of a person that the question is about. */
  readonly detail?: string;
  readonly buttons: readonly ButtonWish[];
}

/** A message that is sent once, because something happened. */
export interface Notice {
  readonly sentence: string;
  /** Our own words; may hold `{{TIME(...)}}`, so never a name. */
  readonly when?: string;
  /** What to do about it. */
  readonly next?: string;
  /** Words of a person. */
  readonly detail?: string;
  readonly button?: ButtonWish;
  /** People who are called by it. */
  readonly mention?: readonly { readonly id: string; readonly name: string }[];
  /** Made by us; never an address that a person wrote. */
  readonly link?: Link;
}

export interface Link {
  readonly title: string;
  readonly url: string;
}

export interface SaidCard extends Frame {
  readonly mentions: Maybe<Text>;
  readonly entities: readonly MentionEntity[];
  readonly leads: readonly Text[];
  readonly quotes: readonly Quote[];
  readonly lines: readonly Line[];
  readonly codes: Maybe<Text>;
  readonly buttons: readonly SaidButton[];
  readonly links: Maybe<Link>;
}

type SaidButton = Omit<Button, 'data'> & { readonly data: ButtonWish['data'] };

/** Most buttons beside each other; the rest is under More. */
const PRIMARY = 3;
/** Longest sentence of ours with somebody's words in it. */
const SENTENCE = 600;

/** One sentence, one next step, the code. */
export function errorCard(drawing: Drawing, words: ErrorWords): SaidCard {
  return {
    ...said(drawing, words.sentence, words.buttons ?? []),
    leads: [words.sentence, words.next].filter((text) => text !== '').map(lead),
    codes: [{ text: words.code }],
    links: words.link ? [words.link] : [],
  };
}

export function questionCard(drawing: Drawing, question: Question): SaidCard {
  return {
    ...said(drawing, question.sentence, question.buttons),
    leads: [lead(question.sentence)],
    quotes: quote('', question.detail ?? ''),
  };
}

export function noticeCard(drawing: Drawing, notice: Notice): SaidCard {
  return {
    ...said(drawing, notice.sentence, notice.button ? [notice.button] : []),
    leads: [notice.sentence, notice.next ?? ''].filter((text) => text !== '').map(lead),
    quotes: quote('', notice.detail ?? ''),
    ...mentionsOf(drawing, notice.mention ?? [], 'cards:called'),
    lines: notice.when === undefined ? [] : [plain(notice.when)],
    links: notice.link ? [notice.link] : [],
  };
}

function said(drawing: Drawing, sentence: string, wishes: readonly ButtonWish[]): SaidCard {
  return {
    ...frame(drawing, drawing.say('cards:plainFallback'), spoken(sentence)),
    mentions: [],
    entities: [],
    leads: [],
    quotes: [],
    lines: [],
    codes: [],
    links: [],
    buttons: wishes.map(({ title, verb, data, style = 'default' }, index) => ({
      title: line(title),
      verb,
      data,
      style,
      mode: index < PRIMARY ? 'primary' : 'secondary',
    })),
  };
}

/** Read aloud and shown in notifications as plain text; `speak` may be SSML, so nothing may look like a tag. */
function spoken(sentence: string): string {
  return line(sentence, SENTENCE).replace(/[<>&]/gu, ' ');
}

function lead(text: string): Text {
  return { text: line(text, SENTENCE) };
}
