import { z } from 'zod';
import { defineCommand } from './command.js';
import { errorVoice, type CommandContext } from './context.js';
import { optionalWords, REASON } from './inputs.js';
import { refusalOf } from './may.js';
import { ALONE, JUSTIFICATION, propose } from './propose.js';
import type { Reply } from './result.js';

const input = z.object({
  reason: optionalWords,
  justification: optionalWords,
  alone: z.boolean().optional(),
});
type Input = z.infer<typeof input>;

/** Lifting a freeze takes two people. */
export const unfreeze = defineCommand({
  verb: 'unfreeze',
  aliases: { en: ['unfreeze'], nl: ['hervatten', 'ontdooien'], fr: ['dégeler', 'reprendre'] },
  help: 'unfreeze',
  group: 'manage',
  rights: ['unfreeze'],
  everyday: true,
  cardVerbs: [],
  rest: 'reason',
  flags: [REASON, ALONE, JUSTIFICATION],
  input,
  run,
});

async function run(context: CommandContext, wish: Input): Promise<Reply> {
  const refusal = refusalOf('unfreeze', context.standing);
  if (refusal) return { kind: 'refused', refusal };
  const { say } = errorVoice(context);
  if (context.services.frozen) return advice(say('freeze.settings'), say('freeze.settingsNext'));
  if (!(await context.services.freezes.current()))
    return advice(say('freeze.none'), say('freeze.noneNext'));
  const waiting = (await context.services.changes.open()).find(
    ({ subject, state }) => subject.kind === 'unfreeze' && state === 'waiting',
  );
  if (waiting && !wish.alone)
    return advice(say('freeze.asked', { id: waiting.id }), say('freeze.askedNext'));
  return propose(context, { kind: 'unfreeze' }, wish);
}

function advice(sentence: string, next: string): Reply {
  return { kind: 'advice', sentence, next, code: 'HD-302' };
}
