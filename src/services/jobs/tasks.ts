import type { AgendaItem } from '../desk/agenda.js';
import { ConnectorFailure } from '../desk/failures.js';
import { MINUTE, SECOND, type Millis, type TaskId } from '../desk/ids.js';
import { nextDue } from '../desk/tasks/advance.js';
import { isUnderWay, type Sent } from '../desk/tasks/item.js';
import { again, DONE, EFFECT, TIMER, type Parts, type Verdict } from './parts.js';
import type { CardAddress, Claimed } from '../desk/ports.js';
import { pcOfPlace } from '../desk/tasks/reactions.js';

/** What is held up by a freeze, or by roles that are being read, is looked at again. */
const SOON: Millis = 5 * SECOND;

/** What is due in a task by itself. The desk looks at the clock. */
export async function ringTaskTimer(
  { desk, tasks, requests }: Pick<Parts, 'desk' | 'tasks' | 'requests'>,
  id: TaskId,
  { member, generation, tries }: Claimed,
): Promise<Verdict> {
  const opKey = `${member}:g${generation}:t${tries}`;
  await desk.task({ command: { type: 'advance-task', task: id }, actor: TIMER, opKey });
  const [task, now] = await Promise.all([tasks.get(id), requests.now()]);
  const due = task && nextDue(task);
  return due !== undefined && due <= now ? again(SOON) : DONE;
}

/** A plan's time came. The same again gives the same task. */
export async function beginTurn(
  { desk, tasks }: Pick<Parts, 'desk' | 'tasks'>,
  { id, version }: Extract<AgendaItem, { kind: 'turn' }>,
): Promise<Verdict> {
  const [plan, words] = await Promise.all([tasks.get(id), tasks.words(id)]);
  if (!plan) return DONE;
  const reason = words.get(plan.reason)?.text ?? '';
  const command = { type: 'begin-turn', task: id, v: version, reason } as const;
  await desk.task({ command, actor: TIMER, opKey: `turn:${id}:${version}` });
  return DONE;
}

/** The user of a PC who can't be written to isn't waited for. */
export async function nobodyReached(
  { desk }: Pick<Parts, 'desk'>,
  address: CardAddress,
  { member, generation, tries }: Claimed,
): Promise<void> {
  const n = address.of === 'task' ? pcOfPlace(address.place) : undefined;
  if (address.of !== 'task' || n === undefined) return;
  const opKey = `${member}:unreached:g${generation}:t${tries}`;
  const command = { type: 'user-not-reached', task: address.id, n } as const;
  await desk.task({ command, actor: EFFECT, opKey });
}

/** A PC that is offline for long isn't asked about all the time. */
const PATIENT_AFTER: Millis = 15 * MINUTE;
const PATIENT: Millis = MINUTE;

/**
 * Looks at the PCs that were sent until each came to an end or can't be proven. What the far end shows is told to the
 * desk at once for all of them.
 */
export async function followTask(parts: Parts, id: TaskId): Promise<Verdict> {
  const task = await parts.tasks.get(id);
  const sent = task?.items.filter(isUnderWay) ?? [];
  if (!task || sent.length === 0) return DONE;
  const pcs = sent.flatMap(({ device, source = '' }) =>
    device === undefined ? [] : [{ device, source }],
  );
  const { watchEvery } = parts.policy.restart;
  try {
    const sights = await parts.restarts.look(pcs);
    const command = { type: 'restarts-seen', task: id, sights } as const;
    const now = await parts.requests.now();
    await parts.desk.task({ command, actor: EFFECT, opKey: `follow:${id}:${task.version}:${now}` });
    const left = (await parts.tasks.get(id))?.items.filter(isUnderWay) ?? [];
    return left.length === 0 ? DONE : again(pace(left, now, watchEvery));
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    parts.log.warn({ task: id, ...error.details }, 'restarts could not be looked at');
    return again(Math.max(error.details.retryAfter ?? 0, watchEvery));
  }
}

function pace(left: readonly Sent[], now: number, watchEvery: Millis): Millis {
  const youngest = Math.max(...left.map(({ sentAt }) => sentAt));
  return now - youngest > PATIENT_AFTER ? Math.max(watchEvery, PATIENT) : watchEvery;
}
