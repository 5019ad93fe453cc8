import type { RequestId } from '../../services/desk/ids.js';
import { believedRoles } from '../commands/may.js';
import type { CommandContext } from '../commands/context.js';

const MOST = 3;
const OWN = 50;

/**
 * Requests whose numbers are nearest to one that wasn't found, among those the asker may see: their own ones, and for
 * an operator the open ones. Whether the number exists plays no part, so nothing can be learnt from the answer.
 */
export async function nearestTo(
  { services, who, standing }: CommandContext,
  id: RequestId,
): Promise<RequestId[]> {
  const mine = await services.requests.of(who.id, OWN);
  const operator = believedRoles(standing).has('operator');
  const open = operator ? await services.requests.open() : [];
  const seen = new Map([...mine, ...open].map((request) => [request.id, request.number]));
  const number = Number(id.slice('REQ-'.length));
  return [...seen]
    .sort(([, left], [, right]) => Math.abs(left - number) - Math.abs(right - number))
    .slice(0, MOST)
    .map(([near]) => near);
}
