import type { AgendaItem, Timer } from '../desk/agenda.js';
import type { DeskCommand } from '../desk/requests/command.js';
import { DONE, TIMER, type CountedClaim, type FrontDoor, type Verdict } from './parts.js';

const COMMANDS = {
  deadline: 'expire',
  warning: 'warn',
  consent: 'give-up-consent',
  remind: 'remind-consent',
  close: 'auto-close',
  validity: 'end-validity',
} as const satisfies Record<Timer, DeskCommand['type']>;

/** A refusal settles it: the request moved on, and the move brought its own timers. */
export async function ringTimer(
  desk: FrontDoor,
  item: Extract<AgendaItem, { kind: 'timer' }>,
  claimed: CountedClaim,
): Promise<Verdict> {
  const command = { type: COMMANDS[item.timer], id: item.id };
  await desk.execute({ command, actor: TIMER, opKey: `${claimed.member}:g${claimed.generation}` });
  return DONE;
}
