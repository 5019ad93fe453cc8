import type { Simulator } from '../simulator.js';
import { readCard } from './card-lines.js';

const HEADING = /^(REQ-\d+) · .* {3}● (.+)$/;

/** One line per request, as its card in the channel says it now, and one on the sessions that were made. */
export function endOf(simulator: Simulator): string[] {
  const requests = simulator.teams.messages('channel').flatMap(({ root, card, deleted }) => {
    if (root !== null || deleted === true || !card) return [];
    const [heading = '', who = ''] = readCard(card).lines;
    const [, id, state] = HEADING.exec(heading) ?? [];
    return id && state ? [`${id}  ${state.padEnd(9)} ${who.split('   ')[0] ?? ''}`] : [];
  });
  const sessions = simulator.teamviewer.sessions();
  const open = sessions.filter(({ state }) => state === 'Open').length;
  const made =
    sessions.length === 1 ? '1 session was made' : `${sessions.length} sessions were made`;
  return [...requests, `TeamViewer: ${made}, ${open === 0 ? 'none is' : `${open} still`} open.`];
}
