import type { Explained } from '../../services/desk/why.js';
import type { Task } from '../../services/desk/tasks/task.js';
import { recurrenceWords } from '../../cards/recurrence.js';
import type { WhyVoice } from './why-voice.js';

/** How many had to agree and why, who may, and what holds it up. */
export function taskLines(
  voice: WhyVoice,
  explained: Extract<Explained, { of: 'task' }>,
): string[] {
  const { task, isVip, roles, freeze, opens } = explained;
  const { say, moments, name } = voice;
  const { quorum, wish } = task;
  const asked = { who: name(task.requester), at: moments.at(task.openedAt) };
  return [
    say('why.task.asked', asked),
    ...planLines(voice, task),
    quorumLine(voice, explained),
    ...(isVip ? [say('why.task.vip')] : []),
    ...task.approvals.map(({ by, at }) =>
      say('why.task.agreed', { who: name(by), at: moments.at(at) }),
    ),
    ...(quorum === 0 ? [] : [say('why.task.who', { roles: voice.roles(roles) })]),
    ...(wish.force ? [say('why.task.force')] : []),
    ...(freeze === undefined ? [] : [say('why.task.frozen')]),
    ...(opens === undefined ? [] : [say('why.task.window', { at: moments.at(opens) })]),
  ];
}

/** When a plan is due; and of one of its turns, which plan that was. */
function planLines({ say, t, locale, moments }: WhyVoice, { wish, ...task }: Task): string[] {
  const { every, plan } = wish;
  if (plan !== undefined) return [say('why.task.turn', { id: plan.id, at: moments.at(plan.due) })];
  if (every === undefined) return [];
  const when = recurrenceWords((key, params) => t(locale, key, params), locale, every);
  return [
    say('why.task.plan', { when }),
    ...(task.state === 'scheduled'
      ? [say('why.task.planNext', { at: moments.at(task.next) })]
      : []),
  ];
}

function quorumLine(
  { say }: WhyVoice,
  { task, row, isVip }: Extract<Explained, { of: 'task' }>,
): string {
  const { items } = task;
  const pcs = items.filter(({ state }) => state !== 'skipped').length;
  const { upTo, approvers } = row;
  if (approvers === 0 && isPlanned(task)) return say('why.task.planned');
  // What a VIP's PC adds is a line of its own.
  const quorum = isVip ? approvers : task.quorum;
  if (quorum === 0) return say('why.task.alone', { count: pcs, upTo });
  return say('why.task.quorum', { count: quorum, pcs, upTo });
}

function isPlanned({ wish }: Task): boolean {
  return wish.every !== undefined || wish.plan !== undefined;
}
