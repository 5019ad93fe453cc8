import { CHANGE_RIGHTS } from '../../services/desk/changes/authorise-change.js';
import type { ActingPlace } from '../../services/desk/people/actor.js';
import type { Right } from '../../services/desk/people/right-names.js';

/** Who may look at what, where: the rows for commands that change no request. Moves are in the desk's own table. */
export interface ViewPermission {
  /** One of several is enough. */
  readonly who: 'anyone' | Right | readonly Right[];
  readonly where: readonly ActingPlace['kind'][];
  /** Stops something, so it is never blocked by roles that are too old. */
  readonly ends?: true;
}

/** Some agree to changes, some to restarts. */
const AGREEING: readonly Right[] = [...CHANGE_RIGHTS, 'restart.approve'];

export const VIEW_PERMISSIONS = {
  help: { who: 'anyone', where: ['personal', 'help-desk', 'elsewhere'] },
  whoami: { who: 'anyone', where: ['personal', 'help-desk', 'elsewhere'] },
  language: { who: 'anyone', where: ['personal'] },
  requests: { who: 'anyone', where: ['personal'] },
  status: { who: 'anyone', where: ['personal', 'help-desk'] },
  why: { who: 'anyone', where: ['personal', 'help-desk'] },
  queue: { who: 'queue.read', where: ['personal', 'help-desk'] },
  audit: { who: 'audit.read', where: ['personal', 'help-desk'] },
  doctor: { who: 'desk.check', where: ['personal', 'help-desk', 'elsewhere'] },
  role: { who: 'roles.change', where: ['personal', 'help-desk'] },
  freeze: { who: 'freeze', where: ['personal', 'help-desk'], ends: true },
  unfreeze: { who: 'freeze', where: ['personal', 'help-desk'] },
  forget: { who: 'data.forget', where: ['personal', 'help-desk'] },
  restart: { who: 'restart', where: ['personal', 'help-desk'] },
  tasks: { who: ['restart', 'restart.approve'], where: ['personal', 'help-desk'] },
  halt: { who: 'restart', where: ['personal', 'help-desk'], ends: true },
  'cancel-restart': { who: 'restart', where: ['personal', 'help-desk'], ends: true },
  schedule: { who: 'restart.plan', where: ['personal', 'help-desk'] },
  'end-plan': { who: 'restart.plan', where: ['personal', 'help-desk'], ends: true },
  window: { who: 'restart.plan', where: ['personal', 'help-desk'] },
  choose: { who: 'anyone', where: ['personal'] },
  agree: { who: AGREEING, where: ['personal', 'help-desk'] },
  reject: { who: AGREEING, where: ['personal', 'help-desk'] },
  'take-back': { who: CHANGE_RIGHTS, where: ['personal', 'help-desk'] },
  review: { who: CHANGE_RIGHTS, where: ['personal', 'help-desk'] },
  setup: { who: 'desk.setup', where: ['help-desk', 'elsewhere'] },
} as const satisfies Readonly<Record<string, ViewPermission>>;

export type ViewRight = keyof typeof VIEW_PERMISSIONS;
