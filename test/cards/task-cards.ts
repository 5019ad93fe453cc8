import type { Cards } from '../../src/cards/cards.js';
import type { RestartFormView } from '../../src/cards/restart-form.js';
import type { Reader } from '../../src/cards/reader.js';
import type { CardJson } from '../../src/cards/render.js';
import { deviceId, MINUTE, taskId } from '../../src/services/desk/ids.js';
import type { Locale } from '../../src/services/desk/people/person.js';
import {
  ITEM_FAILURES,
  ITEM_WARNINGS,
  SKIP_REASONS,
  type Item,
  type ItemCommon,
} from '../../src/services/desk/tasks/item.js';
import { MISSED_TURNS } from '../../src/services/desk/tasks/event.js';
import type { TargetWish, Wish } from '../../src/services/desk/tasks/wish.js';
import {
  EVERY_DAY,
  WORKING_DAYS,
  type RecurrenceDays,
} from '../../src/services/desk/recurrence.js';
import type { CancelledTask, Draft, Task, TaskCommon } from '../../src/services/desk/tasks/task.js';
import type { TaskView } from '../../src/services/desk/views.js';
import { ANNA, LUC, NOW, SANNE } from './fixtures.js';

const common = (n: number, more: Partial<ItemCommon> = {}): ItemCommon => ({
  n,
  name: `PC-${String(n).padStart(4, '0')}`,
  device: deviceId(`dev-${n}`),
  source: 'intune',
  model: 'Latitude 7440',
  owner: SANNE.id,
  warnings: [],
  putOff: 0,
  movedAt: NOW,
  ...more,
});

const queued = (n: number, more: object = {}): Item => ({ ...common(n), state: 'queued', ...more });

const ATTEMPT = { count: 1, begunAt: NOW, doubt: false };

/** A PC in each state there is, with each reason there is. */
export const EVERY_PC: readonly Item[] = [
  queued(1),
  { ...common(2, { warnings: ITEM_WARNINGS }), state: 'queued' } as Item,
  queued(3, { go: NOW }),
  queued(4, { go: NOW + MINUTE, because: 'chosen' }),
  queued(5, { go: NOW + MINUTE, because: 'put-off' }),
  queued(6, { go: NOW + MINUTE, because: 'window' }),
  queued(7, { go: NOW, attempts: { ...ATTEMPT, retryAt: NOW + MINUTE, code: '429' } }),
  queued(8, { go: NOW, attempts: { ...ATTEMPT, doubt: true } }),
  {
    ...common(9),
    state: 'asked',
    askedAt: NOW,
    answerBy: NOW + MINUTE,
    notAfter: NOW + MINUTE,
  } as const,
  ...(['sent', 'pending', 'active'] as const).map((state, at): Item => ({
    ...common(10 + at),
    state,
    sentAt: NOW,
  })),
  { ...common(13, { warnings: ['offline'] }), state: 'pending', sentAt: NOW } as const,
  { ...common(14), state: 'done', sentAt: NOW } as const,
  { ...common(15), state: 'not_supported' } as const,
  { ...common(16), state: 'unknown', sentAt: NOW } as const,
  { ...common(17), state: 'cancelled' } as const,
  ...ITEM_FAILURES.map((why, at): Item => ({ ...common(20 + at), state: 'failed', why })),
  ...SKIP_REASONS.map((why, at): Item => ({ ...common(40 + at), state: 'skipped', why })),
  { ...common(60), state: 'skipped', why: 'resting', since: NOW - 4 * MINUTE } as const,
].map((item, at) => ({ ...item, n: at + 1 }));

function base(items: readonly Item[]): TaskCommon {
  return {
    schema: 1,
    id: taskId(12),
    number: 12,
    version: 5,
    requester: ANNA.id,
    openedAt: NOW,
    reason: 'v1',
    wish: { targets: [], force: false, dryRun: false },
    from: 'help-desk',
    items,
    quorum: 2,
    approvals: [{ by: LUC.id, at: NOW }],
    moved: { type: 'confirmed', by: ANNA.id, at: NOW },
  };
}

export function tasksOf(items: readonly Item[] = EVERY_PC): readonly (readonly [string, Task])[] {
  const all = base(items);
  const draft = { ...all, state: 'draft', lapsesAt: NOW, unclear: [] } as const;
  const checked = { ...draft, checkedAt: NOW };
  const some = items.filter(({ state }) => state === 'queued').slice(0, 2);
  const pc = {
    device: deviceId('d'),
    source: 'intune',
    name: 'PC-0042',
    operatingSystem: 'Windows',
    managed: true,
  };
  const candidates = [{ ...pc, model: 'OptiPlex', owner: SANNE.id, lastSync: NOW }, pc];
  const unclear = [{ target: 0, candidates }];
  const started = { startedAt: NOW, wave: 1, waveWait: MINUTE } as const;
  return [
    ['looking', { ...draft, items: [] }],
    ['draft', checked],
    ['draft of one', { ...checked, items: some.slice(0, 1), quorum: 0, approvals: [] }],
    ['dry run', { ...checked, wish: { ...all.wish, dryRun: true } }],
    ['unclear', { ...checked, unclear }],
    ['too many', { ...checked, items: [], problem: { kind: 'too-many', total: 312, most: 100 } }],
    ['nothing', { ...checked, items: [], problem: { kind: 'nothing' } }],
    ['no answer', { ...checked, items: [], problem: { kind: 'no-answer' } }],
    ['awaiting', { ...all, state: 'awaiting_approval', expiresAt: NOW + MINUTE }],
    ['held', { ...all, items: some, state: 'held', until: NOW + MINUTE }],
    ['running', { ...all, state: 'running', ...started }],
    ['finished', { ...all, state: 'finished', startedAt: NOW, finishedAt: NOW }],
    ['cancelled', { ...all, state: 'cancelled', cancelledAt: NOW, lapsed: false }],
    ['lapsed', { ...all, state: 'cancelled', cancelledAt: NOW, lapsed: true }],
    [
      'rejected',
      { ...all, state: 'rejected', rejectedAt: NOW, rejectedBy: LUC.id, rejectedWhy: 'v2' },
    ],
    ['halted', { ...all, state: 'halted', startedAt: NOW, haltedAt: NOW, cause: 'failures' }],
    ...plansOf(all, checked),
  ];
}

/** A plan in each state, for each kind of day, and what comes of its turns. */
function plansOf(all: TaskCommon, draft: Draft): readonly (readonly [string, Task])[] {
  const at = { time: '04:00', zone: 'Europe/Amsterdam' };
  const days: readonly (readonly [string, RecurrenceDays])[] = [
    ['daily', { kind: 'week', days: EVERY_DAY }],
    ['on working days', { kind: 'week', days: WORKING_DAYS }],
    ['on two days', { kind: 'week', days: [4, 7] }],
    ['on the first', { kind: 'month', day: 1 }],
    ['on the 15th', { kind: 'month', day: 15 }],
    ['on the last', { kind: 'month', day: 31 }],
  ];
  const targets: readonly TargetWish[] = [
    { kind: 'group', name: 'Kiosks' },
    { kind: 'person', id: SANNE.id },
    ...Array.from({ length: 6 }, (_, n): TargetWish => ({ kind: 'pc', name: `PC-000${n + 1}` })),
  ];
  const wish: Wish = { ...all.wish, targets, every: { on: { kind: 'week', days: [7] }, ...at } };
  const plan = { ...all, wish };
  const scheduled = { ...plan, state: 'scheduled', next: NOW + MINUTE } as const;
  const turn = { ...all.wish, plan: { id: taskId(11), due: NOW } };
  const turns = [undefined, ...MISSED_TURNS, 'approval-lost' as const].map(
    (missed) => ({ v: 6, due: NOW, ...(missed === undefined ? {} : { missed }) }) as const,
  );
  const anew = { ...plan, turn: { v: 6, due: NOW, missed: 'approval-lost' } } as const;
  const late: CancelledTask = {
    ...{ ...all, quorum: 1, confirmedAt: NOW },
    ...{ state: 'cancelled', cancelledAt: NOW, lapsed: true },
  };
  const timed = { ...all.wish, at: NOW + MINUTE };
  return [
    ['plan, draft', { ...draft, wish, quorum: 1 }],
    ['plan, draft for two', { ...draft, wish }],
    ['plan, awaiting', { ...plan, state: 'awaiting_approval', expiresAt: NOW + MINUTE }],
    ...days.map(
      ([name, on]) =>
        [`plan, ${name}`, { ...scheduled, wish: { ...wish, every: { on, ...at } } }] as const,
    ),
    ...turns.map(
      (seen) => [`plan, ${seen.missed ?? 'done'}`, { ...scheduled, turn: seen }] as const,
    ),
    ['plan, awaiting anew', { ...anew, state: 'awaiting_approval', expiresAt: NOW + MINUTE }],
    ['plan, lapsed', { ...anew, state: 'cancelled', cancelledAt: NOW, lapsed: true }],
    ['once, draft', { ...draft, wish: timed, quorum: 0, approvals: [] }],
    ['once, awaiting', { ...all, wish: timed, state: 'awaiting_approval', expiresAt: NOW }],
    ['once, held', { ...all, wish: timed, state: 'held', until: NOW + MINUTE }],
    ['plan, ended', { ...plan, state: 'cancelled', cancelledAt: NOW, lapsed: false }],
    ['turn, held', { ...all, wish: turn, state: 'held', until: NOW + MINUTE }],
    ['turn, lapsed', { ...late, wish: turn }],
    ['once, lapsed', { ...late, wish: timed }],
  ];
}

export function viewOfTask(task: Task): TaskView {
  return {
    task,
    words: new Map([
      ['v1', { by: ANNA.id, text: 'The update is stuck' }],
      ['v2', { by: LUC.id, text: 'Not during the audit' }],
    ]),
    people: new Map([ANNA, LUC, SANNE].map((person) => [person.id, person])),
    now: NOW,
  };
}

const FORM: RestartFormView = {
  ...{ nonce: 'n', targets: 'PC-1', reason: '', at: '' },
  ...{ how: 'force', batch: '10' },
};
const PLAN_FORM = { ...FORM, at: '04:00', every: '15', tz: 'Europe/Paris' };

/** Every card about restarts, in every state. */
export function taskCards<Exhibit>(
  cards: Cards,
  locale: Locale,
  of: (name: string, card: CardJson) => Exhibit,
): Exhibit[] {
  const shared: Reader = { locale };
  const user: Reader = { locale, person: SANNE.id };
  const tasks = tasksOf();
  const frozen = { by: LUC.id, name: LUC.name, at: NOW, reason: 'a stolen account' } as const;
  const running = tasks.find(([name]) => name === 'running')?.[1];
  const pcs =
    running === undefined ? [] : EVERY_PC.map((item) => ({ ...viewOfTask(running), item }));
  return [
    ...tasks.map(([name, task]) => of(`task, ${name}`, cards.task(viewOfTask(task), shared))),
    ...tasks.map(([name, task]) =>
      of(`task, frozen, ${name}`, cards.task({ ...viewOfTask(task), freeze: frozen }, shared, 2)),
    ),
    ...pcs.map((view) =>
      of(
        `restart question, ${view.item.n} ${view.item.state}`,
        cards.pcUser({ ...view, notToday: 2 }, user),
      ),
    ),
    of('restart form', cards.restartForm(FORM, user)),
    of('task list', cards.taskList({ tasks: tasks.map(([, task]) => viewOfTask(task)) }, shared)),
    of('plan form', cards.planForm(PLAN_FORM, user)),
    of(
      'task list of plans',
      cards.taskList({ tasks: tasks.map(([, task]) => viewOfTask(task)), plans: true }, shared),
    ),
    of('task list, no plans', cards.taskList({ tasks: [], plans: true }, shared)),
    of('task list of a PC', cards.taskList({ tasks: [], pc: 'PC-1' }, shared)),
  ];
}
