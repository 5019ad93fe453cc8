import { z } from 'zod';
import { agendaMember } from '../../services/desk/agenda.js';
import { ConnectorFailure } from '../../services/desk/failures.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { REASON, wordsInput, YES } from './inputs.js';
import type { Consequence, Reply } from './result.js';

const input = z.object({ reason: wordsInput });
type Input = z.infer<typeof input>;

/** Stops every effect, everywhere, at once. One person is enough. */
export const freeze = defineCommand({
  verb: 'freeze',
  aliases: { en: ['freeze'], nl: ['stopzetten', 'bevriezen'], fr: ['geler', 'tout arrêter'] },
  help: 'freeze',
  group: 'manage',
  rights: ['freeze'],
  everyday: true,
  cardVerbs: [],
  rest: 'reason',
  flags: [REASON, YES],
  input,
  consequence,
  run,
});

async function consequence({ say }: CommandContext): Promise<Consequence> {
  return {
    sentence: say('confirm.freeze'),
    yes: say('confirm.freezeYes'),
    style: 'destructive',
  };
}

/** The desk decides, also by roles that are too old: stopping is never held up. */
async function run(context: CommandContext, { reason }: Input): Promise<Reply> {
  const { services, who, turn, say, opKey } = context;
  const actor = { kind: 'person', id: who.id, place: { kind: turn.place } } as const;
  const answer = await services.desk.freeze({ reason, actor, opKey });
  if (answer.kind === 'refused') return { kind: 'refused', refusal: answer.refusal };
  await announce(context);
  if (!answer.before) return { kind: 'said', text: say('freeze.done') };
  const by = await services.people.get(answer.freeze.by);
  return { kind: 'said', text: say('freeze.already', { who: by?.name ?? say('someone') }) };
}

/** The queue's card says it, as the channel's last message; the agenda sees to it where that can't be done now. */
async function announce({ services }: CommandContext): Promise<void> {
  await services.agenda.add(agendaMember({ kind: 'card', address: { of: 'queue' } }), 0);
  try {
    await services.moveQueue();
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
  }
}
