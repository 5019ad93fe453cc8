import type { Change } from '../../services/desk/changes/change.js';
import type { ChangeAnswer } from '../../services/desk/refusal.js';
import type { CommandContext } from '../commands/context.js';
import { othersWhoMayAgree } from '../commands/propose.js';

type Done = Extract<ChangeAnswer, { kind: 'done' }>;

/** What came of it, in the answer's language, and what is needed still. */
export function changeSentence(
  context: CommandContext,
  { command, change: id }: Done,
  change: Change,
): string {
  const { services, locale } = context;
  const say = (key: Parameters<typeof services.t>[1], params = {}) =>
    services.t(locale, key, { id, ...params });
  switch (command) {
    case 'propose': {
      const text = say('changes:done.propose', { count: change.quorum });
      const lonely = othersWhoMayAgree(context, change.subject) < change.quorum;
      return lonely ? `${text} ${say('changes:done.proposeLonely')}` : text;
    }
    case 'agree':
      return change.state === 'waiting'
        ? say('changes:done.agree', { count: change.quorum - change.agreements.length })
        : say('changes:done.agreed');
    case 'force':
    case 'reject':
    case 'take-back':
    case 'review':
      return say(`changes:done.${command}`);
    case 'desk':
      return id;
  }
}
