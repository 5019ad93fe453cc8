import { agendaMember, type AgendaItem, type Timer } from '../desk/agenda.js';
import type { Claimed } from '../desk/ports.js';
import type { RequestId } from '../desk/ids.js';
import type { DeskCommand } from '../desk/requests/command.js';
import { DONE, TIMER, type Parts, type Verdict } from './parts.js';

const COMMANDS = {
  deadline: 'expire',
  warning: 'warn',
  consent: 'give-up-consent',
  remind: 'remind-consent',
  close: 'auto-close',
  validity: 'end-validity',
} as const satisfies Record<Exclude<Timer, 'opening'>, DeskCommand['type']>;

/** A refusal settles it: the request moved on, and the move brought its own timers. */
export async function ringTimer(
  { desk, agenda }: Pick<Parts, 'desk' | 'agenda'>,
  { timer, id }: Extract<AgendaItem, { kind: 'timer' }>,
  claimed: Claimed,
): Promise<Verdict> {
  if (timer === 'opening') return redraw(agenda, id);
  const command = { type: COMMANDS[timer], id };
  await desk.execute({ command, actor: TIMER, opKey: `${claimed.member}:g${claimed.generation}` });
  return DONE;
}

/** Nothing happened to the request: only its cards have something else to say. */
async function redraw(agenda: Parts['agenda'], id: RequestId): Promise<Verdict> {
  for (const place of ['user', 'channel']) {
    await agenda.add(agendaMember({ kind: 'card', address: { of: 'request', id, place } }), 0);
  }
  return DONE;
}
