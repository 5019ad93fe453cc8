import type { TeamViewer } from './teamviewer/teamviewer.js';

export const SESSION_MOVES = [
  'customer-joins',
  'customer-leaves',
  'helper-connects',
  'helper-leaves',
  'close',
] as const;

/** What people do in TeamViewer, as the admin API names it. */
export type SessionMove = (typeof SESSION_MOVES)[number];

/** Makes a person's move; throws when the session is unknown, or closed already. */
export function moveSession(teamviewer: TeamViewer, code: string, move: SessionMove): void {
  switch (move) {
    case 'customer-joins':
      teamviewer.customerJoins(code);
      return;
    case 'customer-leaves':
      teamviewer.customerLeaves(code);
      return;
    case 'helper-connects':
      teamviewer.helperConnects(code);
      return;
    case 'helper-leaves':
      teamviewer.helperLeaves(code);
      return;
    case 'close':
      teamviewer.closeFromTeamViewer(code);
      return;
  }
}
