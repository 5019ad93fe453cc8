import type { Instant } from '../services/desk/ids.js';
import type { Item } from '../services/desk/tasks/item.js';
import type { TaskView } from '../services/desk/views.js';
import { momentsOf, nameOf, type Drawing, type Text } from './drawing.js';
import type { Button } from './moves.js';
import { button, type Hint } from './moves.js';
import type { Color } from './sheet.js';
import { line } from './untrusted.js';

/** One PC on a task's card: task status, device name and reported error, as the sources have it. */
export interface PcRow {
  readonly name: string;
  /** Model and user; may hold names. */
  readonly about: string;
  readonly state: string;
  readonly color: Color;
  readonly buttons: readonly Button[];
}

const NAME = 30;

export function pcRow(drawing: Drawing, view: TaskView, item: Item, hint: Hint): PcRow {
  const { say } = drawing;
  const model = line(item.model ?? '', NAME);
  const owner = item.owner === undefined ? '' : line(nameOf(view.people, item.owner, say), NAME);
  // Of somebody who has no PC there is their name alone.
  const name = item.name === '' ? owner : line(item.name, NAME);
  const about = [model, owner].filter((part) => part !== '' && part !== name).join(' · ');
  return {
    name,
    about: about === '' ? '' : ` · ${about}`,
    state: pcSentence(drawing, view.now, item),
    color: COLORS[item.state],
    buttons: item.state === 'unknown' ? decisions(drawing, item, hint) : [],
  };
}

const COLORS: Readonly<Record<Item['state'], Color>> = {
  queued: 'Default',
  asked: 'Accent',
  sent: 'Accent',
  pending: 'Accent',
  active: 'Accent',
  done: 'Good',
  failed: 'Attention',
  not_supported: 'Attention',
  unknown: 'Warning',
  skipped: 'Warning',
  cancelled: 'Default',
};

/** Where a PC stands, in words: what is known, and what can be done. */
export function pcSentence(drawing: Drawing, now: Instant, item: Item): string {
  const { say } = drawing;
  const moments = momentsOf(drawing, now);
  switch (item.state) {
    case 'queued':
      return queuedSentence(drawing, now, item);
    case 'asked':
      return say('tasks:pc.asked', { until: moments.until(item.answerBy) });
    case 'pending':
      return say(item.warnings.includes('offline') ? 'tasks:pc.offline' : 'tasks:pc.pending');
    case 'failed':
      return `${say(`tasks:failed.${item.why}.text`)} ${say(`tasks:failed.${item.why}.next`)}`;
    case 'skipped':
      return item.why === 'resting' && item.since !== undefined
        ? say('tasks:skipped.restingSince', {
            count: Math.max(1, Math.round((now - item.since) / 60_000)),
          })
        : say(`tasks:skipped.${item.why}`);
    case 'sent':
    case 'active':
    case 'done':
    case 'not_supported':
    case 'unknown':
    case 'cancelled':
      return say(`tasks:pc.${item.state}`);
  }
}

function queuedSentence(
  drawing: Drawing,
  now: Instant,
  item: Extract<Item, { state: 'queued' }>,
): string {
  const { say } = drawing;
  const moments = momentsOf(drawing, now);
  const { attempts, go, because } = item;
  if (attempts?.doubt) return say('tasks:pc.doubt');
  if (attempts?.retryAt !== undefined)
    return say('tasks:pc.retry', { at: moments.at(attempts.retryAt) });
  if (go !== undefined && because !== undefined)
    return say(`tasks:pc.${because}`, { at: moments.at(go) });
  if (go !== undefined) return say('tasks:pc.ready');
  const warnings = item.warnings.map((warning) => say(`tasks:warning.${warning}`));
  return [say('tasks:pc.queued'), ...warnings].join(' ');
}

/** What nobody can prove is a person's to decide. */
function decisions({ say }: Drawing, { n }: Item, hint: Hint): Button[] {
  const data = { ...hint, n };
  return [
    button('look-again', say('tasks:move.look-again'), data),
    button('settle-restart', say('tasks:move.restarted'), { ...data, as: 'restarted' }),
    button('settle-restart', say('tasks:move.not-restarted'), { ...data, as: 'not-restarted' }),
  ];
}

/** For "which one": name, model, user and when it was seen last. */
export function candidateTitle(
  drawing: Drawing,
  view: TaskView,
  pc: {
    readonly name: string;
    readonly model?: string;
    readonly owner?: Item['owner'];
    readonly lastSync?: Instant;
  },
): string {
  const { say } = drawing;
  const parts = [
    line(pc.name, NAME),
    line(pc.model ?? '', NAME),
    pc.owner === undefined ? say('tasks:noUser') : line(nameOf(view.people, pc.owner, say), NAME),
    pc.lastSync === undefined
      ? say('tasks:neverSeen')
      : say('tasks:seenHours', {
          count: Math.max(0, Math.round((view.now - pc.lastSync) / 3_600_000)),
        }),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

export function texts(sentences: readonly string[]): Text[] {
  return sentences.map((text) => ({ text }));
}
