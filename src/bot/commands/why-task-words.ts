import type { Explained } from '../../services/desk/why.js';
import type { WhyVoice } from './why-voice.js';

/** How many had to agree and why, who may, and what holds it up. */
export function taskLines(
  voice: WhyVoice,
  { task, row, isVip, roles, freeze, opens }: Extract<Explained, { of: 'task' }>,
): string[] {
  const { say, moments, name } = voice;
  const { items, quorum, wish } = task;
  const count = items.filter(({ state }) => state !== 'skipped').length;
  const asked = { who: name(task.requester), at: moments.at(task.openedAt) };
  return [
    say('why.task.asked', asked),
    say(quorum === 0 ? 'why.task.alone' : 'why.task.quorum', { count, upTo: row.upTo, quorum }),
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
