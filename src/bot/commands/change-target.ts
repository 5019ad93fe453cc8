import { z } from 'zod';
import { beneficiaryOf } from '../../services/desk/changes/subject.js';
import type { Change } from '../../services/desk/changes/change.js';
import { parseChangeId, type ChangeId } from '../../services/desk/ids.js';
import type { CommandContext } from './context.js';
import { errorVoice } from './context.js';
import { optionalWords } from './inputs.js';
import type { Reply } from './result.js';

const changeIdInput = z.string().transform((text, context): ChangeId => {
  const id = parseChangeId(text) ?? parseChangeId(`CHG-${text}`);
  if (id) return id;
  context.addIssue({ code: 'custom', message: 'not a change' });
  return z.NEVER;
});

/** `CHG-3` or `3`, and what stands behind it. A card gives the id by itself. */
export const changeInput = z.object({
  id: changeIdInput.optional(),
  change: z
    .string()
    .trim()
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === '') return undefined;
      const [, number, rest = ''] = /^(?:CHG-)?(\d{1,9})\b([\s\S]*)$/iu.exec(text) ?? [];
      const id = number === undefined ? undefined : parseChangeId(`CHG-${number}`);
      if (id) return { id, rest: rest.trim() };
      context.addIssue({ code: 'custom', message: 'not a change' });
      return z.NEVER;
    }),
  reason: optionalWords,
});
export type ChangeInput = z.infer<typeof changeInput>;

export type Meant =
  | { readonly kind: 'change'; readonly id: ChangeId; readonly words: string | undefined }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** The one that was named; else the only one it can be; else a choice. */
export async function changeMeant(
  context: CommandContext,
  { id, change, reason }: ChangeInput,
  fits: (change: Change) => boolean,
): Promise<Meant> {
  const named = id ?? change?.id;
  const words = reason ?? (change?.rest === '' ? undefined : change?.rest);
  if (named) return { kind: 'change', id: named, words };
  const open = (await context.services.changes.open()).filter(fits);
  const [only] = open;
  if (only === undefined) return { kind: 'reply', reply: nothing(context) };
  if (open.length === 1) return { kind: 'change', id: only.id, words };
  const { services, locale } = context;
  return {
    kind: 'reply',
    reply: {
      kind: 'choice',
      sentence: services.t(locale, 'changes:which'),
      choices: open.map((candidate) => ({
        title: services.t(locale, 'changes:choice', {
          id: candidate.id,
          kind: services.t(locale, `changes:kind.${candidate.subject.kind}`),
        }),
        inputs: { id: candidate.id, ...(words === undefined ? {} : { reason: words }) },
      })),
    },
  };
}

/** Neither theirs nor about them: one that they may have a say in. */
export function isForOthers(change: Change, { who }: CommandContext): boolean {
  return change.requester !== who.id && beneficiaryOf(change.subject) !== who.id;
}

function nothing(context: CommandContext): Reply {
  const { locale } = errorVoice(context);
  const { t } = context.services;
  const sentence = t(locale, 'changes:none');
  return { kind: 'advice', sentence, next: t(locale, 'changes:noneNext'), code: 'HD-103' };
}
