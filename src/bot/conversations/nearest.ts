import type { RequestId } from '../../services/desk/ids.js';
import type { CommandContext } from '../commands/context.js';
import { mayDo, seesAtDesk } from '../commands/may.js';

const MOST = 3;
const OWN = 50;

/**
 * Requests whose numbers are nearest to one that wasn't found, among those the asker may see: their own ones, and for
 * the help desk the open ones in their scope. Whether the number exists plays no part, so nothing can be learnt from the answer.
 */
export async function nearestTo(
  { services, who, standing }: CommandContext,
  id: RequestId,
): Promise<RequestId[]> {
  const mine = await services.requests.of(who.id, OWN);
  const works = mayDo(standing, 'request.work') || mayDo(standing, 'queue.read');
  const open = works ? await services.requests.open() : [];
  const others = open.filter((request) => seesAtDesk(standing, request));
  const seen = new Map([...mine, ...others].map((request) => [request.id, request.number]));
  const number = Number(id.slice('REQ-'.length));
  return [...seen]
    .sort(([, left], [, right]) => Math.abs(left - number) - Math.abs(right - number))
    .slice(0, MOST)
    .map(([near]) => near);
}
