import { countsOf, inOrder, type Finding, type Status } from '../services/desk/self-test.js';
import { findingWords, type FindingWords } from './doctor-words.js';
import { frame, maybe, type Drawing, type Frame, type Maybe } from './drawing.js';
import { button, type Button } from './moves.js';
import { plain, type Color, type Line } from './sheet.js';

export interface DoctorCard extends Frame {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly problems: readonly Problem[];
  readonly passes: Maybe<Passes>;
  readonly buttons: readonly Button[];
}

interface Problem {
  readonly mark: string;
  readonly color: Color;
  readonly label: string;
  readonly found: string;
  readonly fixLabel: string;
  readonly fix: string;
}

/** What is fine, folded away. */
interface Passes {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly found: string }[];
}

const COLORS: Readonly<Record<Status, Color>> = {
  fail: 'Attention',
  warn: 'Warning',
  pass: 'Good',
};

/** What the self-tests found, problems first; `checking`: they are still at it. */
export function doctorCard(
  drawing: Drawing,
  findings: readonly Finding[] | 'checking',
): DoctorCard {
  const { say, t, reader } = drawing;
  const title = say('doctor:title');
  if (findings === 'checking') {
    const lines = [plain(say('doctor:checking'))];
    return { ...frame(drawing, title), title, lines, problems: [], passes: [], buttons: [] };
  }
  const counts = countsOf(findings);
  const words = inOrder(findings).map((one) => findingWords(t, reader.locale, one));
  const summary = say('doctor:summary', { ...counts });
  const fine = words.filter(({ status }) => status === 'pass');
  return {
    ...frame(drawing, title, `${title}: ${summary}`),
    title,
    lines: [plain(counts.fail + counts.warn === 0 ? say('doctor:allFine') : summary)],
    problems: words.filter(({ status }) => status !== 'pass').map((one) => problem(drawing, one)),
    passes: maybe(fine.length > 0, () => ({
      title: say('doctor:passes', { count: fine.length }),
      rows: fine.map(({ label, found }) => ({ label: `${label}: `, found })),
    })),
    buttons: [button('doctor', say('doctor:again'), {})],
  };
}

function problem({ say }: Drawing, { status, label, found, fix = '' }: FindingWords): Problem {
  return {
    mark: `${say(`doctor:mark.${status}`)} · `,
    color: COLORS[status],
    label,
    found,
    fixLabel: `${say('doctor:fix')} `,
    fix,
  };
}
