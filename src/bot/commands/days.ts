import { fold } from '../../services/desk/input/fold.js';

/** Folded words for days, Monday first. */
const DAYS: readonly (readonly string[])[] = [
  ['mon', 'monday', 'ma', 'maandag', 'lun', 'lundi'],
  ['tue', 'tuesday', 'di', 'dinsdag', 'mar', 'mardi'],
  ['wed', 'wednesday', 'wo', 'woensdag', 'mer', 'mercredi'],
  ['thu', 'thursday', 'do', 'donderdag', 'jeu', 'jeudi'],
  ['fri', 'friday', 'vr', 'vrijdag', 'ven', 'vendredi'],
  ['sat', 'saturday', 'za', 'zaterdag', 'sam', 'samedi'],
  ['sun', 'sunday', 'zo', 'zondag', 'dim', 'dimanche'],
];
const EVERY: ReadonlySet<string> = new Set([
  'daily',
  'every',
  'dagelijks',
  'elke',
  'quotidien',
  'tous',
]);

/** `mon-fri`, `sat,sun`, `sundays`, `daily` as days of a week, in order; none when it can't be read. */
export function daysIn(text: string): number[] {
  const days = fold(text)
    .split(',')
    .map((part) => part.trim())
    .flatMap((part) => {
      if (EVERY.has(part)) return [1, 2, 3, 4, 5, 6, 7];
      const [from, to = from] = part.split(/[-–]/u).map(dayNumber);
      if (from === undefined || to === undefined) return [NaN];
      const length = ((to - from + 7) % 7) + 1;
      return Array.from({ length }, (_, at) => ((from - 1 + at) % 7) + 1);
    });
  return days.some(Number.isNaN) ? [] : [...new Set(days)].sort((left, right) => left - right);
}

function dayNumber(word: string): number | undefined {
  const one = word.replace(/s$/, '');
  const at = DAYS.findIndex((names) => names.includes(one));
  return at === -1 ? undefined : at + 1;
}
