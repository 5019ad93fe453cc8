import { fold } from '../../services/desk/input/fold.js';
import { exportTrail } from './audit-export.js';
import { auditInput, whyNotAudit, type AuditInput } from './audit-input.js';
import { lookAtTrail } from './audit-look.js';
import { verifyTrail } from './audit-verify.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import type { Reply } from './result.js';

const VERIFY: ReadonlySet<string> = new Set(
  ['verify', 'check', 'controleren', 'controleer', 'verifieren', 'vérifier', 'contrôler'].map(fold),
);

/** Who did what, and what was refused; whether it is still what was written; a file of it. */
export const audit = defineCommand({
  verb: 'audit',
  aliases: { en: ['audit', 'trail'], nl: ['spoor', 'logboek'], fr: ['journal'] },
  help: 'audit',
  group: 'manage',
  rights: ['audit'],
  cardVerbs: [],
  takesId: true,
  rest: 'whom',
  flags: [
    { name: 'since', words: ['sinds', 'depuis'], value: true },
    { name: 'denied', words: ['geweigerd', 'refus'], value: false },
    { name: 'page', words: ['pagina'], value: true },
    { name: 'export', words: ['exporteren', 'exporter'], value: true },
  ],
  input: auditInput,
  run,
});

async function run(context: CommandContext, asked: AuditInput): Promise<Reply> {
  const right = asked.export === undefined ? 'audit.read' : 'audit.export';
  const refusal = whyNotAudit(context, right);
  if (refusal) return { kind: 'refused', refusal };
  if (asked.export !== undefined) return exportTrail(context, { ...asked, export: asked.export });
  return asked.whom !== undefined && VERIFY.has(fold(asked.whom))
    ? verifyTrail(context)
    : lookAtTrail(context, asked);
}
