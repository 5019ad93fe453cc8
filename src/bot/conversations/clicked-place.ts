import type { CardJson } from '../../cards/render.js';
import { CHANGE_RIGHTS } from '../../services/desk/changes/authorise-change.js';
import { maySeeTask } from '../../services/desk/tasks/authorise-task.js';
import { pcOfPlace } from '../../services/desk/tasks/reactions.js';
import {
  parseChangeId,
  parseRequestId,
  parseTaskId,
  type RequestId,
} from '../../services/desk/ids.js';
import { parseCardPlace, type CardPlace } from '../../services/desk/places/card-address.js';
import type { CardAddress } from '../../services/desk/ports.js';
import type { Request } from '../../services/desk/requests/request.js';
import type { CommandContext } from '../commands/context.js';
import { mayDo, seesAtDesk } from '../commands/may.js';
import { ownRequests } from '../commands/requests.js';
import type { Click } from '../turn.js';
import { splitClick } from './op-keys.js';

/** The card that was clicked, as it is now. Undefined when it is none that is kept, or not this person's to see. */
export async function cardClicked(
  context: CommandContext,
  click: Click,
): Promise<CardJson | undefined> {
  const { services, reader } = context;
  const { nonce = '', id } = splitClick(click);
  const place = nonce.split('.', 1)[0] ?? '';
  if (place === 'queue') return queueClicked(context, click);
  if (place === 'list') {
    return inOwnChat(context)
      ? services.cards.requests(await ownRequests(context, false), reader)
      : undefined;
  }
  if (place === 'change') return changeClicked(context, click);
  if (place === 'task' || place.startsWith('task-pc-')) return taskClicked(context, click, place);
  const cardPlace = parseCardPlace(place);
  const requestId = id === undefined ? undefined : parseRequestId(id);
  if (!cardPlace || requestId === undefined) return undefined;
  return requestCard(context, requestId, { name: place, place: cardPlace }, click);
}

async function requestCard(
  context: CommandContext,
  id: RequestId,
  { name, place }: { readonly name: string; readonly place: CardPlace },
  click: Click,
): Promise<CardJson | undefined> {
  const { requests, kept } = context.services;
  const address = { of: 'request', id, place: name } as const;
  const request = await requests.get(id);
  if (!request) return undefined;
  const sees = maySee(context, request, place) || (await liesHere(context, address, click));
  return sees ? kept.current(address, context.reader) : undefined;
}

/** Everybody in the channel reads its cards: whoever clicks on one sees that one. */
async function liesHere(
  { turn, services }: CommandContext,
  address: Extract<CardAddress, { of: 'request' | 'queue' | 'change' | 'task' }>,
  { messageId }: Click,
): Promise<boolean> {
  const isShared = address.of === 'queue' || address.place === 'channel';
  if (turn.place !== 'help-desk' || !isShared || messageId === undefined) return false;
  const placed = await services.places.card(address);
  return placed?.activities.includes(messageId) ?? false;
}

/** A nonce is only a hint: whoever makes one up sees no more than their own. */
function maySee(context: CommandContext, request: Request, place: CardPlace): boolean {
  const { who, standing } = context;
  switch (place.kind) {
    case 'user':
    case 'consent':
    case 'receipt':
      return inOwnChat(context) && request.requester === who.id;
    case 'session':
    case 'resolution': {
      const session = request.sessions.find(({ n }) => n === place.n);
      return inOwnChat(context) && session?.helper === who.id && seesAtDesk(standing, request);
    }
    case 'channel':
      return isAtDesk(context) && seesAtDesk(standing, request);
  }
}

async function queueClicked(context: CommandContext, click: Click): Promise<CardJson | undefined> {
  const { services, reader, who, standing, turn } = context;
  const shared = await liesHere(context, { of: 'queue' }, click);
  if (!shared && !(isAtDesk(context) && mayDo(standing, 'queue.read'))) return undefined;
  const alone = inOwnChat(context) || turn.targeted;
  const wish = {
    filter: 'open',
    page: 1,
    person: who.id,
    ...(alone ? { sees: (request: Request) => seesAtDesk(standing, request) } : {}),
  } as const;
  return (await services.kept.queue(wish, reader)).card;
}

/** Of those who may have a say in such things, and of whoever asked for it. */
async function changeClicked(context: CommandContext, click: Click): Promise<CardJson | undefined> {
  const { services, standing, who, reader } = context;
  const id = parseChangeId(splitClick(click).id ?? '');
  const change = id && (await services.changes.get(id));
  if (!change || !isAtDesk(context)) return undefined;
  const address = { of: 'change', id: change.id, place: 'channel' } as const;
  const mayAgree = CHANGE_RIGHTS.some((right) => mayDo(standing, right));
  const sees = mayAgree || change.requester === who.id || (await liesHere(context, address, click));
  return sees ? services.kept.current(address, reader) : undefined;
}

/** Of those who may see the task; of a question, the PC's user in their own chat. */
async function taskClicked(
  context: CommandContext,
  click: Click,
  place: string,
): Promise<CardJson | undefined> {
  const { services, standing, who, reader } = context;
  const id = parseTaskId(splitClick(click).id ?? '');
  const task = id && (await services.tasks.get(id));
  if (!task) return undefined;
  const asked = place.slice('task-'.length);
  const item = task.items[(pcOfPlace(asked) ?? 0) - 1];
  if (place !== 'task') {
    const theirs = inOwnChat(context) && item?.owner === who.id;
    const address = { of: 'task', id: task.id, place: asked } as const;
    return theirs ? services.kept.current(address, reader) : undefined;
  }
  if (!isAtDesk(context)) return undefined;
  const address = { of: 'task', id: task.id, place: 'channel' } as const;
  const sees = maySeeTask(standing, who.id, task) || (await liesHere(context, address, click));
  return sees ? services.kept.current(address, reader) : undefined;
}

function isAtDesk({ turn }: CommandContext): boolean {
  return turn.place !== 'elsewhere';
}

function inOwnChat({ turn }: CommandContext): boolean {
  return turn.place === 'personal';
}
