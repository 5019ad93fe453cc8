import type { CardJson } from '../../cards/render.js';
import { parseRequestId, type RequestId } from '../../services/desk/ids.js';
import { parseCardPlace, type CardPlace } from '../../services/desk/places/card-address.js';
import type { Request } from '../../services/desk/requests/request.js';
import type { CommandContext } from '../commands/context.js';
import { believedRoles } from '../commands/may.js';
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
  if (place === 'queue') return queueClicked(context);
  if (place === 'list') {
    return inOwnChat(context)
      ? services.cards.requests(await ownRequests(context, false), reader)
      : undefined;
  }
  const cardPlace = parseCardPlace(place);
  const requestId = id === undefined ? undefined : parseRequestId(id);
  if (!cardPlace || requestId === undefined) return undefined;
  return requestCard(context, requestId, { name: place, place: cardPlace });
}

async function requestCard(
  context: CommandContext,
  id: RequestId,
  { name, place }: { readonly name: string; readonly place: CardPlace },
): Promise<CardJson | undefined> {
  const request = await context.services.requests.get(id);
  if (!request || !maySee(context, request, place)) return undefined;
  return context.services.kept.current({ of: 'request', id, place: name }, context.reader);
}

/** A nonce is only a hint: whoever makes one up sees no more than their own. */
function maySee(context: CommandContext, request: Request, place: CardPlace): boolean {
  const { who, turn } = context;
  switch (place.kind) {
    case 'user':
    case 'consent':
    case 'receipt':
      return inOwnChat(context) && request.requester === who.id;
    case 'session':
    case 'resolution': {
      const session = request.sessions.find(({ n }) => n === place.n);
      return inOwnChat(context) && session?.helper === who.id && isOperator(context);
    }
    case 'channel':
      return turn.place === 'help-desk' || (inOwnChat(context) && isOperator(context));
  }
}

async function queueClicked(context: CommandContext): Promise<CardJson | undefined> {
  const { turn, services, reader, who } = context;
  const may = turn.place === 'help-desk' || (inOwnChat(context) && isOperator(context));
  if (!may) return undefined;
  const { card } = await services.kept.queue({ filter: 'open', page: 1, person: who.id }, reader);
  return card;
}

function inOwnChat({ turn }: CommandContext): boolean {
  return turn.place === 'personal';
}

function isOperator({ standing }: CommandContext): boolean {
  return believedRoles(standing).has('operator');
}
