/** What a role consists of. Names are stable: they stand in policy files and in the trail. */
export const RIGHTS = [
  /** Take, assign, note, reply, extend, deny, close, take an approval back. */
  'request.work',
  'request.approve',
  /** Approve, open on behalf and connect where the user is on the VIP list. */
  'vip.approve',
  'session.start',
  'session.end',
  /** Restart PCs; how many others must agree is the policy's. */
  'restart',
  /** Agree to restarts that others asked for. */
  'restart.approve',
  /** Schedules and windows. */
  'restart.plan',
  'queue.read',
  'desk.setup',
  'desk.check',
  'audit.read',
  'audit.export',
  'roles.change',
  'freeze',
  'data.forget',
] as const;
export type Right = (typeof RIGHTS)[number];

/** Rights that may be limited to some people and devices; the others hold for all. */
export const SCOPED_RIGHTS = ['session.start', 'restart'] as const satisfies readonly Right[];
type ScopedRight = (typeof SCOPED_RIGHTS)[number];

/** As it is written in a policy file: a scoped right says how far it reaches. */
export type RightName = Exclude<Right, ScopedRight> | `${ScopedRight}:${'any' | 'scope'}`;

/** The right, and whether it is limited to a scope. */
export function parseRightName(name: RightName): readonly [right: Right, limited: boolean] {
  if (name === 'session.start:any' || name === 'session.start:scope')
    return ['session.start', name === 'session.start:scope'];
  if (name === 'restart:any' || name === 'restart:scope')
    return ['restart', name === 'restart:scope'];
  return [name, false];
}
