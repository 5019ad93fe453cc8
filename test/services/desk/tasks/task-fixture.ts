import { createDesk, type Desk } from '../../../../src/services/desk/execute.js';
import { deviceId, type PersonId, type TaskId } from '../../../../src/services/desk/ids.js';
import {
  DEFAULT_POLICY,
  type Policy,
  type RestartPolicy,
} from '../../../../src/services/desk/policy.js';
import type { DeskStore, FoundPc } from '../../../../src/services/desk/ports.js';
import type { TaskAnswer } from '../../../../src/services/desk/refusal.js';
import type { Found, TaskCommand } from '../../../../src/services/desk/tasks/command.js';
import { evolveTask } from '../../../../src/services/desk/tasks/evolve.js';
import type { Item } from '../../../../src/services/desk/tasks/item.js';
import type { Task, Wish } from '../../../../src/services/desk/tasks/task.js';
import { ANNA, as, EFFECT, EVA, LUC, PRIYA, SAM, SNAPSHOT } from '../../../support/cast.js';
import { ALWAYS_OPEN, MemoryStore, UTC } from '../../../support/memory-store.js';

/** Two who may agree besides Sam and Priya, who may ask. */
export const ADMINS = [EVA, LUC] as const;
export const WISH: Wish = {
  targets: [{ kind: 'group', name: 'Finance' }],
  force: false,
  dryRun: false,
};

export function pc(n: number, extra: Partial<FoundPc> = {}): FoundPc {
  return {
    device: deviceId(`dev-${n}`),
    source: 'intune',
    name: `PC-${String(n).padStart(4, '0')}`,
    operatingSystem: 'Windows',
    managed: true,
    lastSync: Date.UTC(2026, 10, 20, 8),
    ...extra,
  };
}

/** What was found of each target, in turn. */
export function found(...targets: readonly (readonly FoundPc[])[]): Found {
  return { targets: targets.map((pcs) => ({ pcs, unmanaged: [] })), restarting: [] };
}

/** The desk's restarts on a memory store. */
export class TaskFixture {
  readonly store = new MemoryStore();
  readonly desk: Desk;
  private ops = 0;

  constructor(
    restart: Partial<RestartPolicy> = {},
    store?: (own: MemoryStore) => DeskStore,
    policy: Partial<Policy> = {},
  ) {
    this.store.roles = { ...SNAPSHOT, admins: new Set(ADMINS) };
    this.desk = createDesk({
      store: store?.(this.store) ?? this.store,
      roles: this.store,
      calendar: ALWAYS_OPEN,
      localTime: UTC,
      policy: { ...DEFAULT_POLICY, ...policy, restart: { ...DEFAULT_POLICY.restart, ...restart } },
    });
  }

  say(by: PersonId, command: TaskCommand, opKey = `op-${(this.ops += 1)}`): Promise<TaskAnswer> {
    const place = command.type === 'answer-restart' ? 'personal' : 'help-desk';
    return this.desk.task({ command, actor: as(by, place), opKey });
  }

  tick(command: Parameters<Desk['task']>[0]['command']): Promise<TaskAnswer> {
    return this.desk.task({ command, actor: EFFECT, opKey: `desk-${(this.ops += 1)}` });
  }

  async drafted(
    pcs: readonly FoundPc[],
    wish: Partial<Wish> = {},
    by: PersonId = SAM,
  ): Promise<TaskId> {
    const answer = await this.say(by, {
      type: 'restart',
      wish: { ...WISH, ...wish },
      reason: 'stuck',
    });
    if (answer.kind !== 'done') throw new Error(`refused: ${answer.refusal.reason}`);
    await this.tick({ type: 'task-checked', task: answer.task, found: found(pcs) });
    return answer.task;
  }

  /** Confirmed by Sam, agreed to by as many admins as it takes, and started. */
  async running(pcs: readonly FoundPc[], wish: Partial<Wish> = {}): Promise<TaskId> {
    const task = await this.drafted(pcs, wish);
    await this.say(SAM, { type: 'confirm-restart', task });
    for (const admin of ADMINS.slice(0, this.task(task).quorum))
      await this.say(admin, { type: 'agree-restart', task });
    await this.pass(31_000, task);
    return task;
  }

  /** Time goes by, and the task's timer rings. */
  async pass(ms: number, task: TaskId): Promise<void> {
    this.store.now += ms;
    await this.tick({ type: 'advance-task', task });
  }

  /** The call for a PC, as a worker makes it. */
  async send(task: TaskId, n: number): Promise<boolean> {
    const begun = await this.tick({ type: 'begin-restart', task, n, before: 1 });
    const item = this.item(task, n);
    if (begun.kind === 'refused') return false;
    if (item.state !== 'queued' || item.attempts?.begunAt !== this.store.now) return false;
    await this.tick({ type: 'restart-sent', task, n });
    return true;
  }

  task(id: TaskId): Task {
    const task = this.store.tasks.get(id);
    if (!task) throw new Error(`${id} is not there`);
    return task;
  }

  item(id: TaskId, n: number): Item {
    const item = this.task(id).items[n - 1];
    if (!item) throw new Error(`${id} has no PC ${n}`);
    return item;
  }

  states(id: TaskId): string {
    return this.task(id)
      .items.map(({ state }) => state)
      .join(' ');
  }

  /** The record as its log tells it. */
  folded(id: TaskId): Task | undefined {
    let task: Task | undefined;
    for (const event of this.store.taskEvents.get(id) ?? []) task = evolveTask(task, event);
    return task;
  }

  /** Their users can be written to. */
  reachable(...people: readonly PersonId[]): void {
    const users = new Map(people.map((person) => [person, { reachable: true, zone: 'UTC' }]));
    this.store.around = { ...this.store.around, users };
  }
}

export const OWNERS = [ANNA, PRIYA] as const;

export function reasonOf(answer: TaskAnswer): string {
  return answer.kind === 'refused'
    ? answer.refusal.reason
    : `done${answer.already ? ' already' : ''}`;
}
