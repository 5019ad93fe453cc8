import { z } from 'zod';
import { RESOLUTIONS } from '../../services/desk/requests/command.js';
import { defineCommand } from './command.js';
import { move, type CommandContext } from './context.js';
import { oneOf, optionalWords, REASON, requestIdInput } from './inputs.js';
import type { Reply } from './result.js';

const input = z.object({
  id: requestIdInput,
  resolution: z.string().trim().min(1).max(60),
  text: optionalWords,
});

/** Closes a session's request with how it was solved; the user gets a receipt. */
export const close = defineCommand({
  verb: 'close',
  aliases: { en: ['close'], nl: ['sluiten'], fr: ['clôturer', 'fermer'] },
  help: 'close',
  group: 'work',
  rights: ['close'],
  cardVerbs: ['close'],
  about: { role: 'helper', fits: (request) => request.state === 'ended' },
  rest: 'text',
  flags: [
    {
      ...REASON,
      name: 'resolution',
      words: ['reason', ...REASON.words, 'oplossing', 'résolution'],
    },
  ],
  input,
  run,
});

async function run(
  context: CommandContext,
  { id, resolution: word, text }: z.infer<typeof input>,
): Promise<Reply> {
  const { t } = context.services;
  const resolution = oneOf(RESOLUTIONS, word, (code) => [
    t('en', `common:resolution.${code}`),
    t('nl', `common:resolution.${code}`),
    t('fr', `common:resolution.${code}`),
  ]);
  if (resolution === undefined) return { kind: 'problem', field: 'resolution', missing: false };
  return move(context, { type: 'close', id, resolution, ...(text ? { text } : {}) });
}
