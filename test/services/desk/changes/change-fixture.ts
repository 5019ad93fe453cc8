import type { ChangeCommand } from '../../../../src/services/desk/changes/command.js';
import type { Change } from '../../../../src/services/desk/changes/change.js';
import type { Subject } from '../../../../src/services/desk/changes/subject.js';
import type { ChangeEvent } from '../../../../src/services/desk/changes/event.js';
import { evolveChange } from '../../../../src/services/desk/changes/evolve.js';
import { createDesk, type Desk } from '../../../../src/services/desk/execute.js';
import type { ChangeId, PersonId } from '../../../../src/services/desk/ids.js';
import { DEFAULT_POLICY, type Policy } from '../../../../src/services/desk/policy.js';
import type { DeskStore } from '../../../../src/services/desk/ports.js';
import type { ChangeAnswer } from '../../../../src/services/desk/refusal.js';
import { as, EFFECT, EVA, SNAPSHOT } from '../../../support/cast.js';
import { ALWAYS_OPEN, MemoryStore, UTC } from '../../../support/memory-store.js';

export function admin(digit: string): PersonId {
  return `${digit.repeat(8)}-0000-4000-8000-000000000000` as PersonId;
}

/** Four admins; EVA of the cast is the first. */
export const ADMINS = [EVA, admin('a'), admin('b'), admin('c')] as const;
export const UNFREEZE: Subject = { kind: 'unfreeze' };

export class ChangeFixture {
  readonly store = new MemoryStore();
  readonly desk: Desk;
  private ops = 0;

  constructor(changes: Partial<Policy['changes']> = {}, store?: (own: MemoryStore) => DeskStore) {
    this.store.roles = { ...SNAPSHOT, admins: new Set(ADMINS) };
    this.desk = createDesk({
      store: store?.(this.store) ?? this.store,
      roles: this.store,
      calendar: ALWAYS_OPEN,
      localTime: UTC,
      policy: { ...DEFAULT_POLICY, changes: { ...DEFAULT_POLICY.changes, ...changes } },
    });
  }

  say(
    by: PersonId,
    command: ChangeCommand,
    opKey = `op-${(this.ops += 1)}`,
  ): Promise<ChangeAnswer> {
    return this.desk.change({ command, actor: as(by, 'help-desk'), opKey });
  }

  tick(command: Parameters<Desk['change']>[0]['command']): Promise<ChangeAnswer> {
    return this.desk.change({ command, actor: EFFECT, opKey: `desk-${(this.ops += 1)}` });
  }

  async proposed(by: PersonId = EVA, subject: Subject = UNFREEZE): Promise<ChangeId> {
    const answer = await this.say(by, { type: 'propose', subject, reason: 'all is well again' });
    if (answer.kind !== 'done') throw new Error(`refused: ${answer.refusal.reason}`);
    return answer.change;
  }

  change(id: ChangeId): Change {
    const change = this.store.changes.get(id);
    if (!change) throw new Error(`${id} is not there`);
    return change;
  }

  events(id: ChangeId): readonly ChangeEvent[] {
    return this.store.changeEvents.get(id) ?? [];
  }

  /** The record as its log tells it. */
  folded(id: ChangeId): Change | undefined {
    let change: Change | undefined;
    for (const event of this.events(id)) change = evolveChange(change, event);
    return change;
  }
}

export function reasonOf(answer: ChangeAnswer): string {
  return answer.kind === 'refused'
    ? answer.refusal.reason
    : `done${answer.already ? ' already' : ''}`;
}
