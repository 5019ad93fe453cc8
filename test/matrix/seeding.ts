import { sessionCode, type PersonId, type RequestId } from '../../src/services/desk/ids.js';
import type { Actor } from '../../src/services/desk/people/actor.js';
import type { Command } from '../../src/services/desk/requests/command.js';
import type { RequestState } from '../../src/services/desk/requests/request.js';
import type { FrontDoor } from './front-door.js';

export interface Seed {
  readonly owner: PersonId;
  /** Who approved it, and so helps. */
  readonly helper: PersonId;
  readonly state: RequestState;
}

type Part = Pick<FrontDoor, 'desk' | 'store'>;

const EFFECT: Actor = { kind: 'desk', cause: 'effect' };
const TIMER: Actor = { kind: 'desk', cause: 'timer' };
let ops = 0;

/** A request in a state, brought there by the moves that lead to it. Of one that expired: pending, until `expire`. */
export async function seed(part: Part, { owner, helper, state }: Seed): Promise<RequestId> {
  const id = await open(part, owner);
  const by = (command: Command, person = helper) => run(part, command, personal(person));
  const effect = async () => (await part.store.requests.get(id))?.effects.at(-1)?.n ?? 0;
  if (state === 'declined') {
    await by({ type: 'deny', id, reason: 'Please ask the facility desk' });
    return id;
  }
  if (state === 'withdrawn') {
    await by({ type: 'withdraw', id }, owner);
    return id;
  }
  if (state === 'pending' || state === 'expired') return id;
  await by({ type: 'approve', id });
  if (state === 'approved') return id;
  await by({ type: 'accept', id }, owner);
  if (state === 'connecting') return id;
  const n = await effect();
  if (state === 'failed') {
    await run(part, { type: 'effect-failed', id, n, reason: 'gave-up' }, EFFECT);
    return id;
  }
  const code = sessionCode(`s01-${String(ops).padStart(3, '0')}-001`);
  const validUntil = (await part.store.requests.now()) + 86_400_000;
  await run(part, { type: 'begin-effect', id, n }, EFFECT);
  await run(part, { type: 'session-made', id, n, code, validUntil }, EFFECT);
  if (state === 'active') return id;
  await by({ type: 'end-session', id }, owner);
  if (state === 'closed') await by({ type: 'close', id, resolution: 'fixed' });
  return id;
}

/** Time went by without an answer. */
export async function expire(part: Part, ids: readonly RequestId[], later: number): Promise<void> {
  await part.store.setClockOffset(later);
  for (const id of ids) await run(part, { type: 'expire', id }, TIMER);
}

async function open(part: Part, owner: PersonId): Promise<RequestId> {
  const answer = await part.desk.execute({
    command: {
      type: 'open',
      text: 'My screen stays black',
      device: { kind: 'unlisted' },
      category: 'other',
      urgency: 'normal',
      anyway: true,
    },
    actor: personal(owner),
    opKey: `seed ${(ops += 1)}`,
  });
  if (answer.kind !== 'done') throw new Error(`open: ${answer.refusal.reason}`);
  return answer.id;
}

async function run(part: Part, command: Command, actor: Actor): Promise<void> {
  const answer = await part.desk.execute({ command, actor, opKey: `seed ${(ops += 1)}` });
  if (answer.kind !== 'done') throw new Error(`${command.type}: ${answer.refusal.reason}`);
}

function personal(id: PersonId): Actor {
  return { kind: 'person', id, place: { kind: 'personal' } };
}
