import { PERMISSIONS } from '../../services/desk/permissions.js';
import type { Answer, Refusal } from '../../services/desk/refusal.js';
import type { PersonCommand } from '../../services/desk/requests/command.js';
import type { Command } from '../commands/command.js';
import type { CommandContext } from '../commands/context.js';
import { isView } from '../commands/may.js';
import { VIEW_PERMISSIONS, type ViewPermission } from '../commands/view-permissions.js';

/** Why somebody is asked to slow down. `first`: they weren't told yet, so that a flood has one answer. */
export interface Held {
  readonly refusal: Refusal;
  readonly first: boolean;
}

/** One more thing that somebody says or clicks. What ends something is never held up, and not counted. */
export async function heldUp(
  { services, who }: Pick<CommandContext, 'services' | 'who'>,
  command: Command | undefined,
): Promise<Held | undefined> {
  if (command && endsSomething(command)) return undefined;
  const taken = await services.limits.command(who.id);
  if (taken.ok) return undefined;
  return {
    refusal: { code: 'HD-205', reason: 'too-fast', after: taken.after },
    first: taken.first,
  };
}

/** All that can be done with it ends something: `/schedule remove` counts like the rest, `/cancel` doesn't. */
function endsSomething({ rights }: Command): boolean {
  return rights.every((row) => {
    if (!isView(row)) return PERMISSIONS[row].ends === true;
    const view: ViewPermission = VIEW_PERMISSIONS[row];
    return view.ends === true;
  });
}

const CALLS: ReadonlySet<PersonCommand['type']> = new Set(['open', 'open-for', 'reopen']);

/** A call for help beyond what one person, or all together, may send in an hour; the form keeps what was written. */
export async function calledTooOften(
  { services, who }: Pick<CommandContext, 'services' | 'who'>,
  command: PersonCommand,
): Promise<Refusal | undefined> {
  if (!CALLS.has(command.type)) return undefined;
  const taken = await services.limits.request(who.id);
  if (taken.ok) return undefined;
  const reason = taken.whose === 'person' ? 'too-many-requests' : 'desk-too-busy';
  return { code: 'HD-205', reason, after: taken.after };
}

/** The answer of the desk's front door to a call that doesn't get that far. */
export function notCalled(command: PersonCommand, refusal: Refusal): Answer {
  return { kind: 'refused', command: command.type, refusal, replayed: false };
}
