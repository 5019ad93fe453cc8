import type { ActingPlace } from '../../services/desk/people/actor.js';
import type { Role } from '../../services/desk/people/person.js';

/** Who may look at what, where: the rows for commands that change no request. Moves are in the desk's own table. */
export interface ViewPermission {
  readonly who: Extract<Role, 'user' | 'operator' | 'admin'>;
  readonly where: readonly ActingPlace['kind'][];
}

export const VIEW_PERMISSIONS = {
  help: { who: 'user', where: ['personal', 'help-desk', 'elsewhere'] },
  whoami: { who: 'user', where: ['personal', 'help-desk', 'elsewhere'] },
  language: { who: 'user', where: ['personal'] },
  requests: { who: 'user', where: ['personal'] },
  status: { who: 'user', where: ['personal', 'help-desk'] },
  queue: { who: 'operator', where: ['personal', 'help-desk'] },
  doctor: { who: 'admin', where: ['personal', 'help-desk', 'elsewhere'] },
  setup: { who: 'admin', where: ['help-desk', 'elsewhere'] },
} as const satisfies Readonly<Record<string, ViewPermission>>;

export type ViewRight = keyof typeof VIEW_PERMISSIONS;
