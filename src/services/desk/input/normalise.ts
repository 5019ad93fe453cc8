/** Longer messages are cut here before anything looks at them. */
export const MOST_CHARACTERS = 2_000;

/**
 * Stands for a blank inside a mention, so that `@Sam de Vries` stays one word; a private-use character, which
 * is taken out of what people typed.
 */
export const MENTION_BLANK = '\uE000';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

/**
 * One line of plain text from what Teams sends: no mention of the bot in front, no HTML, no entities, straight
 * quotes, ordinary blanks, nothing invisible, at most MOST_CHARACTERS. `<at>Name</at>` further on becomes `@Name`.
 * A dash that auto-correct made of `--` becomes `--` again.
 */
export function normalise(text: string): string {
  const plain = decodeEntities(stripTags(cut(text).replaceAll(MENTION_BLANK, '')));
  return plain
    .replace(/[\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\t\v\f\p{Zs}]+/gu, ' ')
    .replace(/[‘’‛]/g, "'")
    .replace(/[“”„‟]/g, '"')
    .trim();
}

/** Never in the middle of a surrogate pair. */
function cut(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const code = text.charCodeAt(MOST_CHARACTERS - 1);
  const splits = code >= 0xd800 && code <= 0xdbff;
  return text.slice(0, splits ? MOST_CHARACTERS - 1 : MOST_CHARACTERS);
}

function stripTags(text: string): string {
  return text
    .replace(/^\s*<at(?: [^<>]*)?>[^<>]*<\/at>/i, '')
    .replace(/<at(?: [^<>]*)?>([^<>]*)<\/at>/gi, (_tag, name: string) => mention(name))
    .replace(/<br ?\/?>|<\/(?:p|div|li)>/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '');
}

function mention(name: string): string {
  return `@${name.trim().replace(/\s/g, MENTION_BLANK)}`;
}

/** Once: `&amp;lt;` is `&lt;`, what the person wrote. Numbers that are no character stay as they are. */
function decodeEntities(text: string): string {
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES.get(name.toLowerCase()) ?? whole;
    const hex = /^#x/i.test(name);
    const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
