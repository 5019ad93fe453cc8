import { z } from 'zod';
import { MINUTE, SECOND } from '../services/desk/ids.js';
import { DEFAULT_POLICY, type RestartPolicy } from '../services/desk/policy.js';
import { duration } from './durations.js';
import { isTimeZone } from './fields.js';
import { count, timeOfDay } from './policy-fields.js';

const DEFAULT = DEFAULT_POLICY.restart;
/** More people than this are never needed for one restart. */
const MOST_APPROVERS = 5;
/** Intune's own limit for one bulk action. */
const MOST_PCS = 100;

const approvals = z
  .array(z.strictObject({ upTo: count(1, MOST_PCS), approvers: count(0, MOST_APPROVERS) }))
  .min(1, 'must have a row')
  .refine(
    (rows) => rows.every(({ upTo }, n) => n === 0 || upTo > (rows[n - 1]?.upTo ?? 0)),
    'must have more PCs in each row than in the one before',
  )
  .refine(
    (rows) =>
      rows.every(({ approvers }, n) => n === 0 || approvers >= (rows[n - 1]?.approvers ?? 0)),
    'must not ask fewer people for more PCs',
  );

const ask = z
  .strictObject({
    within: duration(MINUTE)
      .default(DEFAULT.ask.within)
      .describe('How long the user of a PC has to choose when it restarts.'),
    noAnswer: z
      .enum(['wait', 'go'], 'must be wait or go')
      .default(DEFAULT.ask.noAnswer)
      .describe('Without an answer in that time: `wait` for one, or `go`.'),
    nobody: z
      .enum(['go', 'skip'], 'must be go or skip')
      .default(DEFAULT.ask.nobody)
      .describe('Where nobody can be asked: `go`, or `skip` the PC.'),
    notToday: count(0, 10)
      .default(DEFAULT.ask.notToday)
      .describe('How many times a user may put it off to another day.'),
    tonight: timeOfDay
      .default(DEFAULT.ask.tonight)
      .describe('What “tonight” means by the clock of the PC’s user.'),
    tomorrow: timeOfDay
      .default(DEFAULT.ask.tomorrow)
      .describe('When a user who said “not today” is asked again the next day.'),
  })
  .prefault({});

const waves = z
  .strictObject({
    size: count(1, MOST_PCS)
      .default(DEFAULT.waves.size)
      .describe('PCs of a task at the same time.'),
    stopAbove: count(0, 100)
      .default(DEFAULT.waves.stopAbove)
      .describe('The task stops when more than this percentage of what a wave sent failed.'),
    wait: duration(SECOND)
      .default(DEFAULT.waves.wait)
      .describe('A PC that was sent and says nothing holds its wave no longer than this.'),
  })
  .prefault({});

/** How PCs are restarted from afar. */
export const restartSchema = z.strictObject({
  approvals: approvals
    .default([...DEFAULT.approvals])
    .describe(
      'How many others must agree (`approvers`) to a restart of `upTo` PCs; more than the last row is refused, and with a VIP’s PC it is the next row’s number, behind the last row one more.',
    ),
  confirmWithin: duration(MINUTE)
    .default(DEFAULT.confirmWithin)
    .describe('How long a check of PCs waits to be confirmed.'),
  approveWithin: duration(MINUTE)
    .default(DEFAULT.approveWithin)
    .describe('How long others have to agree.'),
  hold: duration(0)
    .default(DEFAULT.hold)
    .describe('Nothing is sent for so long after the last yes: it can be taken back.'),
  ask,
  waves,
  coolDown: duration(0)
    .default(DEFAULT.coolDown)
    .describe('A PC rests so long between two restarts.'),
  giveUp: duration(MINUTE)
    .default(DEFAULT.giveUp)
    .describe(
      'What couldn’t be sent for so long after its time isn’t sent any more; nor does a plan’s turn begin so late.',
    ),
  watchEvery: duration(SECOND)
    .default(DEFAULT.watchEvery)
    .describe('How often PCs that were sent are looked at.'),
  unproven: duration(MINUTE)
    .default(DEFAULT.unproven)
    .describe('A restart that left no trace for so long is unknown.'),
  follow: duration(MINUTE)
    .default(DEFAULT.follow)
    .describe('How long a PC that is offline is waited for.'),
  offlineAfter: duration(MINUTE)
    .default(DEFAULT.offlineAfter)
    .describe('A PC that wasn’t seen for so long counts as offline.'),
  zone: z
    .string()
    .refine(isTimeZone, 'must be an IANA zone such as Europe/Amsterdam')
    .default(DEFAULT.zone)
    .describe('Clock of people whose own isn’t known.'),
}) satisfies z.ZodType<RestartPolicy>;
