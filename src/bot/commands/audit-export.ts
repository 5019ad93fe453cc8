import { rememberOffer } from '../../dialogs/file-offer.js';
import { fold } from '../../services/desk/input/fold.js';
import { SECOND, type Instant, type Millis } from '../../services/desk/ids.js';
import type { ExportFile, ExportOrder } from '../../services/desk/ports.js';
import type { AuditInput } from './audit-input.js';
import { aboutOf, filterInFile, queryFor } from './audit-query.js';
import type { CommandContext } from './context.js';
import type { Reply } from './result.js';

const FORMATS: ReadonlyMap<string, ExportOrder['format']> = new Map([
  ['csv', 'csv'],
  ['jsonl', 'jsonl'],
  ['json', 'jsonl'],
]);
/** Weighing it has to leave time for an answer. */
const WITHIN: Millis = 8 * SECOND;

/**
 * Offers a file of the trail. It is made when its reader says yes, so that it lies nowhere until then, and never in
 * memory as a whole.
 */
export async function exportTrail(
  context: CommandContext,
  asked: AuditInput & { readonly export: string },
): Promise<Reply> {
  const { services, locale } = context;
  const format = FORMATS.get(fold(asked.export));
  if (!format) return { kind: 'problem', field: 'export', missing: false };
  const wanted = await queryFor(context, asked);
  if (wanted.kind === 'reply') return wanted.reply;
  const { query } = wanted;
  const head = await services.audit.log.head();
  if (!head) return cannot(context, 'no-key');
  const order: ExportOrder = {
    format,
    query,
    filter: filterInFile(query),
    at: await services.requests.now(),
    head: { seq: head.seq, mac: head.mac },
  };
  const file = await services.audit.files.open(order, WITHIN);
  if (file.kind !== 'file') return cannot(context, file.kind);
  if (file.entries === 0) return { kind: 'said', text: services.t(locale, 'audit:export.nothing') };
  await context.witness('audit-export', undefined, { ...aboutOf(query), right: 'audit.export' });
  await offer(context, order, file);
  return { kind: 'nothing' };
}

function cannot(
  { services, locale }: CommandContext,
  why: Exclude<ExportFile['kind'], 'file'>,
): Reply {
  const { t } = services;
  return {
    kind: 'advice',
    sentence: t(locale, `audit:export.${why}`),
    next: t(locale, why === 'too-large' ? 'audit:export.smaller' : 'audit:export.askLater'),
    code: why === 'too-large' ? 'HD-102' : 'HD-502',
  };
}

async function offer(
  { services, turn, who, locale }: CommandContext,
  order: ExportOrder,
  { entries, bytes }: Extract<ExportFile, { kind: 'file' }>,
): Promise<void> {
  const { t, hash } = services;
  const nonce = `${who.id}.${hash(JSON.stringify([turn.conversation.id, turn.activityId])).slice(0, 32)}`;
  const name = fileName(order.at, order.format);
  await rememberOffer(turn.memory, { nonce, name, order }, order.at);
  const description = t(locale, 'audit:export.description', { count: entries });
  const summary = t(locale, 'audit:export.summary');
  await turn.send({ offer: { name, description, bytes, nonce }, summary });
}

/** Teams replaces a file of the same name without asking: each has its moment in it. */
function fileName(at: Instant, format: ExportOrder['format']): string {
  const moment = new Date(at).toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  return `deskside-audit-${moment}.${format}`;
}
