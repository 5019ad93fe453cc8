/**
 * Text of people, and of systems that people can write to (names, PCs), as it may stand on a card: only in a
 * TextRun, an input's value or a compact choice's title, where no Markdown is read.
 */

/** Control, format (bidi, zero-width, tags), private-use and lone surrogate characters; not the line feed. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
/** Fillers that are drawn as nothing although they are letters or symbols. */
const FILLERS = /[\u034F\u115F\u1160\u2800\u3164\uFFA0]/gu;
/** More than three marks on one letter grow over the lines around it. */
const PILES = /(\p{M}{3})\p{M}+/gu;

/** Longest title on a card. */
export const TITLE = 80;
/** Longest name of a person or PC on a card. */
export const NAME = 60;
/** Longest text of a person on a card; policy.limits.text keeps no more by default. */
export const WORDS = 1_000;

/** Several lines, at most `most` characters (code points). */
export function said(text: string, most = WORDS): string {
  const clean = text
    .slice(0, most * 8)
    .replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(FILLERS, '')
    .replace(PILES, '$1')
    .trim();
  return cut(clean, most);
}

/** One line: every run of white space is a space. */
export function line(text: string, most = NAME): string {
  return cut(said(text, most * 4).replace(/\s+/gu, ' '), most);
}

/** The first line that says something, cut for a title. */
export function title(text: string, most = TITLE): string {
  const first = said(text)
    .split('\n')
    .find((candidate) => candidate.trim() !== '');
  return line(first ?? '', most);
}

/** The lines of a text, at most `most`; what is left over runs on in the last. */
export function paragraphs(text: string, most = 8): string[] {
  const lines = said(text)
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')];
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  return `${characters
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`;
}
