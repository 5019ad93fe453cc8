import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND, parsePersonId } from '../services/desk/ids.js';
import type { PersonId } from '../services/desk/ids.js';
import { DEFAULT_POLICY } from '../services/desk/policy.js';
import type { Hours, Policy } from '../services/desk/policy.js';
import { duration } from './durations.js';
import { isTimeZone } from './fields.js';
import { count, timeOfDay } from './policy-fields.js';
import { restartSchema } from './policy-restart.js';
import { groups, rolesSchema } from './policy-roles.js';

const DEFAULT = DEFAULT_POLICY;

const personId = z.string().transform((value, context): PersonId => {
  const id = parsePersonId(value);
  if (id !== undefined) return id;
  context.addIssue({ code: 'custom', message: 'must be an Entra object id' });
  return z.NEVER;
});

const warnings = z
  .array(count(1, 99))
  .refine(
    (percents) => percents.every((percent, n) => n === 0 || percent > (percents[n - 1] ?? 0)),
    'must rise from one to the next',
  );

const closing = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, {
  message: 'must be a time such as 17:30 or 24:00',
  abort: true,
});
const opening = z
  .strictObject({
    day: z.literal([1, 2, 3, 4, 5, 6, 7], 'must be 1 (Monday) to 7 (Sunday)'),
    from: timeOfDay,
    to: closing,
  })
  .refine(({ from, to }) => from < to, 'must close later than it opens');

const hours = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('always') }),
  z.strictObject({
    kind: z.literal('week'),
    zone: z.string().refine(isTimeZone, 'must be an IANA zone such as Europe/Amsterdam'),
    open: z.array(opening).min(1, 'must open at least once a week'),
    holidays: z.array(z.iso.date('must be a date such as 2026-12-25')).default([]),
  }),
]) satisfies z.ZodType<Hours>;

const expiry = z
  .strictObject({
    limit: duration(MINUTE)
      .default(DEFAULT.expiry.limit)
      .describe('How long a request may stay unanswered, open hours only.'),
    warnings: warnings
      .default([...DEFAULT.expiry.warnings])
      .describe('Percentages of that limit at which the help desk is warned, rising.'),
    revive: duration(0)
      .default(DEFAULT.expiry.revive)
      .describe('How long an expired or closed request can be revived or reopened.'),
    extendBy: duration(MINUTE)
      .default(DEFAULT.expiry.extendBy)
      .describe('What `extend` adds when no time is named.'),
    extendMost: duration(MINUTE)
      .default(DEFAULT.expiry.extendMost)
      .describe('The most that `extend` adds at once.'),
  })
  .refine(
    ({ extendBy, extendMost }) => extendBy <= extendMost,
    'must not have extendBy above extendMost',
  );

/** The policy file: every field may be left out, none may be unknown. Descriptions are for the documentation. */
export const policySchema = z.strictObject({
  expiry: expiry.prefault({}),
  consent: z
    .strictObject({
      limit: duration(MINUTE)
        .default(DEFAULT.consent.limit)
        .describe('How long the person has to answer the consent question.'),
      later: duration(MINUTE)
        .default(DEFAULT.consent.later)
        .describe('After “Later” the question comes again after this.'),
      laterTimes: count(0, 10)
        .default(DEFAULT.consent.laterTimes)
        .describe('How often “Later” may be chosen.'),
    })
    .prefault({}),
  session: z
    .strictObject({
      validity: duration(MINUTE)
        .default(DEFAULT.session.validity)
        .describe('How long a session’s links work.'),
      giveUp: duration(MINUTE)
        .default(DEFAULT.session.giveUp)
        .describe('An effect on an outside system that fails for this long fails for good.'),
      watchEvery: duration(SECOND)
        .default(DEFAULT.session.watchEvery)
        .describe('How often an open session is looked at.'),
      reportWithin: duration(MINUTE)
        .default(DEFAULT.session.reportWithin)
        .describe('How long after the end a connection report is still looked for.'),
    })
    .prefault({}),
  ended: z
    .strictObject({
      closeAfter: duration(MINUTE)
        .default(DEFAULT.ended.closeAfter)
        .describe('An ended request closes by itself after this.'),
    })
    .prefault({}),
  approval: z
    .strictObject({
      by: z
        .enum(['operator', 'admin'], 'must be operator or admin')
        .default(DEFAULT.approval.by)
        .describe('Who approves requests: operator or admin.'),
    })
    .prefault({}),
  roles: rolesSchema.prefault({}),
  protected: z
    .strictObject({
      groups: groups.describe('Groups of devices that take no remote session: servers, kiosks.'),
      names: z.array(z.string().min(1)).default([]).describe('The same by the name of the device.'),
    })
    .prefault({}),
  vip: z
    .strictObject({
      groups: groups.describe('Groups of people for whom an admin approves.'),
    })
    .prefault({}),
  changes: z
    .strictObject({
      quorum: count(1, 5)
        .default(DEFAULT.changes.quorum)
        .describe('How many people besides the requester must agree to a change.'),
      expiry: duration(MINUTE).default(DEFAULT.changes.expiry).describe('How long they have.'),
      breakGlass: z
        .strictObject({
          allowed: z
            .boolean('must be true or false')
            .default(DEFAULT.changes.breakGlass.allowed)
            .describe(
              'Whether one admin may act alone, with a justification that is reviewed afterwards.',
            ),
          reviewAfter: duration(HOUR)
            .default(DEFAULT.changes.breakGlass.reviewAfter)
            .describe('When the review of that is due.'),
        })
        .prefault({}),
    })
    .prefault({}),
  restart: restartSchema.prefault({}),
  hours: hours
    .default({ kind: 'always' })
    .describe(
      'When the desk is open: `kind: always`, or `kind: week` with `zone`, `open` (day 1 to 7, from, to) and `holidays`.',
    ),
  alert: z
    .strictObject({
      mention: z
        .array(z.strictObject({ id: personId, name: z.string().min(1).max(200) }))
        .default([])
        .describe('People mentioned on each new request’s card in the channel (`id`, `name`).'),
    })
    .prefault({}),
  retention: z
    .strictObject({
      requests: duration(DAY)
        .default(DEFAULT.retention.requests)
        .describe('How long a request is kept after it is over.'),
      audit: duration(DAY)
        .default(DEFAULT.retention.audit)
        .describe('How long an entry of the trail is kept.'),
    })
    .prefault({}),
  limits: z
    .strictObject({
      text: count(100, 4_000)
        .default(DEFAULT.limits.text)
        .describe('The most characters of a person’s text that are kept.'),
      openPerPerson: count(1, 100)
        .default(DEFAULT.limits.openPerPerson)
        .describe('Open requests that one person may have at once.'),
      commandsPerMinute: count(5, 10_000)
        .default(DEFAULT.limits.commandsPerMinute)
        .describe(
          'What one person may say and click in a minute; what ends something is not counted.',
        ),
      requestsPerHour: count(1, 10_000)
        .default(DEFAULT.limits.requestsPerHour)
        .describe('Calls for help of one person in an hour.'),
      tenantRequestsPerHour: count(1, 1_000_000)
        .default(DEFAULT.limits.tenantRequestsPerHour)
        .describe('Calls for help of all together in an hour.'),
    })
    .prefault({}),
}) satisfies z.ZodType<Policy>;
