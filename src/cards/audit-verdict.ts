import type { Person } from '../services/desk/people/person.js';
import type { PersonId } from '../services/desk/ids.js';
import type { AuditVerdict, NumberedEntry } from '../services/desk/ports.js';
import { entryParts } from './audit.js';
import type { Say } from './drawing.js';

/** What came of verifying the trail: a sentence, and more to read. */
export interface VerdictWords {
  readonly text: string;
  readonly detail?: string;
}

export type Told = Exclude<AuditVerdict, { kind: 'unfinished' }>;

/** `entry`: what stands in the place of the first bad one now, where something does. */
export function verdictWords(
  say: Say,
  verdict: Told,
  entry: NumberedEntry | undefined,
  people: ReadonlyMap<PersonId, Person>,
): VerdictWords {
  switch (verdict.kind) {
    case 'whole':
      return wholeWords(say, verdict);
    case 'broken': {
      const { seq, kind } = verdict.broken;
      const reads = entry
        ? say('audit:verify.reads', { entry: inOneLine(say, entry, people) })
        : '';
      return {
        text: say(`audit:verify.${kind}`, { seq }),
        detail: [reads, say('audit:verify.after')].filter((part) => part !== '').join('\n'),
      };
    }
    case 'no-key':
      return { text: say('audit:verify.no-key') };
    case 'other-key':
      return { text: say('audit:verify.other-key', { key: verdict.key }) };
  }
}

function wholeWords(say: Say, verdict: Extract<Told, { kind: 'whole' }>): VerdictWords {
  const { checked, head, losses } = verdict;
  const lost = losses.map((loss) =>
    say('audit:verify.lost', { at: loss.at, until: loss.lost.seq }),
  );
  return {
    text: say('audit:verify.whole', { count: checked, seq: head.seq }),
    detail: [...lost, say('audit:verify.head', { head: `${head.seq}:${head.mac}` })].join('\n'),
  };
}

function inOneLine(say: Say, entry: NumberedEntry, people: ReadonlyMap<PersonId, Person>): string {
  const { what, who, refused } = entryParts(say, entry, people);
  return [what, who, ...(refused === undefined ? [] : [refused])].join(', ');
}
