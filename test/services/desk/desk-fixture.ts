import { createDesk, type Desk } from '../../../src/services/desk/execute.js';
import {
  deviceId,
  sessionCode,
  type PersonId,
  type RequestId,
} from '../../../src/services/desk/ids.js';
import { DEFAULT_POLICY, type Policy } from '../../../src/services/desk/policy.js';
import type { Answer } from '../../../src/services/desk/refusal.js';
import type { Call, Command } from '../../../src/services/desk/requests/command.js';
import type { Request } from '../../../src/services/desk/requests/request.js';
import { ANNA, as, EFFECT, SAM, TIMER } from '../../support/cast.js';
import { ALWAYS_OPEN, MemoryStore, UTC } from '../../support/memory-store.js';

export const CALL: Call = {
  text: 'My screen stays black after the update',
  device: { kind: 'managed', id: deviceId('dev-1'), name: 'LT-ANNA-01' },
  category: 'screen',
  urgency: 'normal',
};

/** A desk on a memory store, with sentences for tests. */
export class DeskFixture {
  readonly store = new MemoryStore();
  readonly desk: Desk;
  private ops = 0;

  constructor(policy: Policy = DEFAULT_POLICY) {
    this.desk = createDesk({
      store: this.store,
      roles: this.store,
      calendar: ALWAYS_OPEN,
      localTime: UTC,
      policy,
    });
  }

  async person(id: PersonId, command: Command, opKey = `op-${(this.ops += 1)}`): Promise<Answer> {
    const place = ['approve', 'take', 'deny'].includes(command.type) ? 'help-desk' : 'personal';
    return this.desk.execute({ command, actor: as(id, place), opKey });
  }

  timer(command: Command): Promise<Answer> {
    return this.desk.execute({ command, actor: TIMER, opKey: `timer-${(this.ops += 1)}` });
  }

  effect(command: Command): Promise<Answer> {
    return this.desk.execute({ command, actor: EFFECT, opKey: `effect-${(this.ops += 1)}` });
  }

  async open(by: PersonId = ANNA): Promise<RequestId> {
    return idOf(await this.person(by, { type: 'open', anyway: true, ...CALL }));
  }

  async approved(): Promise<RequestId> {
    const id = await this.open();
    await this.person(SAM, { type: 'approve', id });
    return id;
  }

  async connecting(): Promise<{ id: RequestId; n: number }> {
    const id = await this.approved();
    await this.person(ANNA, { type: 'accept', id });
    return { id, n: this.effectOf(id) };
  }

  async active(): Promise<RequestId> {
    const { id, n } = await this.connecting();
    await this.effect({ type: 'begin-effect', id, n });
    await this.effect({
      type: 'session-made',
      id,
      n,
      code: sessionCode('s01-002-003'),
      validUntil: this.store.now + 86_400_000,
    });
    return id;
  }

  async ended(): Promise<RequestId> {
    const id = await this.active();
    await this.person(ANNA, { type: 'end-session', id });
    return id;
  }

  request(id: RequestId): Request {
    const request = this.store.requests.get(id);
    if (!request) throw new Error(`${id} is not there`);
    return request;
  }

  effectOf(id: RequestId): number {
    const effect = this.request(id).effects.at(-1);
    if (!effect) throw new Error(`${id} has no effect`);
    return effect.n;
  }
}

export function idOf(answer: Answer): RequestId {
  if (answer.kind !== 'done') throw new Error(`refused: ${answer.refusal.reason}`);
  return answer.id;
}

export function reasonOf(answer: Answer): string {
  return answer.kind === 'refused'
    ? answer.refusal.reason
    : `done${answer.already ? ' already' : ''}`;
}
