/** Letters that don't come apart into a base letter and an accent. */
const LIGATURES: ReadonlyMap<string, string> = new Map([
  ['œ', 'oe'],
  ['æ', 'ae'],
  ['ß', 'ss'],
]);

/** A word as commands are compared: lower case, without accents or invisible characters (`Redémarrer` -> `redemarrer`). */
export function fold(word: string): string {
  return word
    .toLowerCase()
    .replace(/[œæß]/g, (letter) => LIGATURES.get(letter) ?? letter)
    .normalize('NFD')
    .replace(/[\p{M}\u200c\u200d]/gu, '');
}
