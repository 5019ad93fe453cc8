import type { LexiconFlag } from '../../services/desk/input/lexicon.js';

export const AT: LexiconFlag = { name: 'at', words: ['om', 'à'], value: true };
export const FORCE: LexiconFlag = { name: 'force', words: ['geforceerd', 'forcer'], value: false };
export const PART: LexiconFlag = { name: 'part', words: ['deel', 'partie'], value: true };
