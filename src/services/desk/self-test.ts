import { DAY, type Millis } from './ids.js';

/** What `/doctor` looks at, in the order in which it is told. */
export const CHECKS = [
  'channel',
  'roster',
  'team',
  'bot',
  'bot-secret',
  'graph',
  'graph-secret',
  'permission',
  'operators',
  'admins',
  'auditors',
  'roles',
  'teamviewer',
  'teamviewer-token',
  'redis',
  'eviction',
  'persistence',
  'tls',
  'memory',
  'clock',
  'agenda',
  'policy',
  'package',
  'address',
  'certificate',
] as const;
export type Check = (typeof CHECKS)[number];

/** `pass`: nothing to do. `warn`: works, but should be mended. `fail`: something people count on doesn't work. */
export type Status = 'pass' | 'warn' | 'fail';

/** Everything that can be found, and how bad it is. Texts lie under the same names in the namespace `doctor`. */
export const FINDINGS = {
  'channel.fine': 'pass',
  'channel.none': 'fail',
  'channel.unknown': 'fail',
  'channel.forbidden': 'fail',
  'channel.no-token': 'fail',
  'channel.no-answer': 'fail',
  'roster.in': 'pass',
  'roster.out': 'fail',
  'team.fine': 'pass',
  'team.unknown': 'warn',
  'team.wrong': 'fail',
  'sign-in.fine': 'pass',
  'sign-in.none': 'fail',
  'sign-in.wrong-secret': 'fail',
  'sign-in.expired-secret': 'fail',
  'sign-in.unknown-app': 'fail',
  'sign-in.unknown-tenant': 'fail',
  'sign-in.refused': 'fail',
  'sign-in.no-answer': 'fail',
  'expiry.far': 'pass',
  'expiry.never': 'pass',
  'expiry.soon': 'warn',
  'expiry.past': 'fail',
  'expiry.unknown': 'warn',
  'permission.granted': 'pass',
  'permission.optional': 'pass',
  'permission.unclear': 'pass',
  'permission.missing': 'fail',
  'permission.no-answer': 'fail',
  'group.fine': 'pass',
  'group.optional': 'pass',
  'group.one': 'warn',
  'group.powerful': 'fail',
  'group.guests': 'warn',
  'group.empty': 'fail',
  'group.none': 'fail',
  'group.unknown': 'fail',
  'group.no-answer': 'fail',
  'roles.fresh': 'pass',
  'roles.none': 'warn',
  'roles.old': 'fail',
  'teamviewer.fine': 'pass',
  'teamviewer.none': 'warn',
  'teamviewer.refused': 'fail',
  'teamviewer.no-answer': 'fail',
  'redis.fine': 'pass',
  'redis.embedded': 'warn',
  'redis.old': 'fail',
  'redis.replica': 'fail',
  'redis.acl': 'fail',
  'redis.no-answer': 'fail',
  'eviction.fine': 'pass',
  'eviction.unknown': 'warn',
  'eviction.wrong': 'fail',
  'persistence.always': 'pass',
  'persistence.on': 'pass',
  'persistence.everysec': 'warn',
  'persistence.none': 'warn',
  'persistence.unknown': 'warn',
  'tls.on': 'pass',
  'tls.loopback': 'pass',
  'tls.off': 'warn',
  'memory.fine': 'pass',
  'memory.unlimited': 'pass',
  'memory.near': 'warn',
  'clock.fine': 'pass',
  'clock.off': 'warn',
  'clock.far': 'fail',
  'agenda.fine': 'pass',
  'agenda.late': 'warn',
  'agenda.stuck': 'fail',
  'policy.file': 'pass',
  'policy.defaults': 'pass',
  'package.fine': 'pass',
  'package.uploaded': 'pass',
  'package.none': 'warn',
  'package.old': 'warn',
  'package.commands': 'warn',
  'package.uploaded-old': 'warn',
  'address.fine': 'pass',
  'address.local': 'pass',
  'address.none': 'warn',
  'address.plain': 'fail',
  'address.redirected': 'fail',
  'address.other': 'fail',
  'address.no-answer': 'fail',
  'certificate.fine': 'pass',
  'certificate.soon': 'warn',
  'certificate.past': 'fail',
  'test.no-answer': 'fail',
  'test.broken': 'fail',
} as const satisfies Readonly<Record<string, Status>>;

export type FindingCode = keyof typeof FINDINGS;
/** Those that come with a text of what to do. */
export type ProblemCode = {
  [Code in FindingCode]: (typeof FINDINGS)[Code] extends 'pass' ? never : Code;
}[FindingCode];

/** Ids, names of settings, numbers. `date` is an Instant. Never a secret. */
export type FindingParams = Readonly<Record<string, string | number>>;

export interface Finding {
  readonly check: Check;
  readonly code: FindingCode;
  readonly status: Status;
  readonly params: FindingParams;
}

export function finding(check: Check, code: FindingCode, params: FindingParams = {}): Finding {
  return { check, code, status: FINDINGS[code], params };
}

export function isProblem(code: FindingCode): code is ProblemCode {
  return FINDINGS[code] !== 'pass';
}

/** One thing that is tried out. Never throws what its far end did wrong: that is a finding. */
export interface SelfTest {
  /** What is said to be wrong when it doesn't come to an end. */
  readonly check: Check;
  /** Looked at regularly, so that a breakdown is told; the others only when somebody asks. */
  readonly watched: boolean;
  run(signal: AbortSignal): Promise<readonly Finding[]>;
}

/** All of them. */
export interface SelfTests {
  /** In the order of CHECKS. Tests that take longer than `within` are said not to have answered. Never rejects. */
  run(which: 'all' | 'watched', within: Millis): Promise<readonly Finding[]>;
}

/** As they are read: the worst first, then in the order of CHECKS. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const rank = { fail: 0, warn: 1, pass: 2 } as const;
  return [...findings].sort(
    (left, right) =>
      rank[left.status] - rank[right.status] ||
      CHECKS.indexOf(left.check) - CHECKS.indexOf(right.check),
  );
}

export type Counts = Readonly<Record<Status, number>>;

export function countsOf(findings: readonly Finding[]): Counts {
  const of = (status: Status) => findings.filter((one) => one.status === status).length;
  return { pass: of('pass'), warn: of('warn'), fail: of('fail') };
}

/** Days before its end at which a secret counts as ending soon. */
const SOON = 30;

/** What a secret's end comes to. `setting`: the variable that says when it ends. */
export function expiryFinding(
  check: Check,
  end: number | undefined,
  now: number,
  names: { readonly variable: string; readonly setting: string },
): Finding {
  if (end === undefined) return finding(check, 'expiry.unknown', names);
  const days = Math.ceil((end - now) / DAY);
  const params = { ...names, date: end, days };
  if (end <= now) return finding(check, 'expiry.past', params);
  return finding(check, days <= SOON ? 'expiry.soon' : 'expiry.far', params);
}

/** Seconds that two clocks may differ before it is told; tokens are refused from about five minutes on. */
const OFF = 5;
const FAR = 60;

/** How far another clock is from ours, as a finding. */
export function clockFinding(system: string, skewMs: number): Finding {
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  const code = seconds > FAR ? 'clock.far' : seconds > OFF ? 'clock.off' : 'clock.fine';
  return finding('clock', code, { system, seconds });
}
