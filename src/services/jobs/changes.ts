import { agendaMember, type AgendaItem } from '../desk/agenda.js';
import { rightFor } from '../desk/changes/authorise-change.js';
import { toldOf } from '../desk/changes/told.js';
import { holders } from '../desk/people/giving.js';
import type { Claimed, Synced } from '../desk/ports.js';
import { DONE, TIMER, type Parts, type Verdict } from './parts.js';

const COMMANDS = { lapse: 'lapse-change', review: 'remind-review' } as const;

/** A refusal settles it: the change moved on. */
export async function ringChangeTimer(
  { desk }: Pick<Parts, 'desk'>,
  { id, timer }: Extract<AgendaItem, { kind: 'change-timer' }>,
  { member, generation }: Claimed,
): Promise<Verdict> {
  const command = { type: COMMANDS[timer], change: id };
  await desk.change({ command, actor: TIMER, opKey: `${member}:g${generation}` });
  return DONE;
}

type TellParts = Pick<Parts, 'agenda' | 'changes' | 'roles' | 'policy' | 'cardPlaces'>;

/** Finds out who is told of an event, each with an entry of their own; or tells one of them. */
export async function tellChange(
  { agenda, changes, roles, policy, cardPlaces }: TellParts,
  { id, version, to }: Extract<AgendaItem, { kind: 'tell' }>,
): Promise<Synced> {
  if (to !== undefined) return cardPlaces.tellOfChange({ id, version, to });
  const [change, event] = await Promise.all([changes.get(id), changes.event(id, version)]);
  if (!change || !event) return { kind: 'synced' };
  const facts = { policy, roles: await roles.current() };
  const peers = holders(facts, rightFor(change.subject));
  for (const person of toldOf(change, event, peers))
    await agenda.add(agendaMember({ kind: 'tell', id, version, to: person }), 0);
  return { kind: 'synced' };
}
