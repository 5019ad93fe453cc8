import type { Person } from '../company-types.js';
import { reply } from '../http.js';
import type { Reply } from '../http.js';
import type { Param, Route } from '../router.js';
import * as errors from './connector-errors.js';
import { splitThread } from './messages.js';
import type { World } from './world.js';

const DEFAULT_PAGE = 50;

/** The members of a conversation, or the refusal that the connector answers. */
function membersOf(world: World, conversationId: string): Person[] | Reply {
  const conversation = world.find(splitThread(conversationId).base);
  if (!conversation || conversation.deleted) return errors.conversationNotFound();
  if (conversation.person) {
    const { installed } = world.roster.presenceOf(conversation.person);
    return installed ? [conversation.person] : errors.notInRoster();
  }
  if (!world.roster.isBotIn(conversation.id)) return errors.notInRoster();
  return world.company.channel.members.map((id) => world.roster.get(id));
}

function all(world: World, param: Param): Reply {
  const members = membersOf(world, param('conversation'));
  if (!Array.isArray(members)) return members;
  return reply(
    200,
    members.map((person) => world.roster.account(person)),
  );
}

function one(world: World, param: Param): Reply {
  const members = membersOf(world, param('conversation'));
  if (!Array.isArray(members)) return members;
  const wanted = world.roster.find(param('member'));
  const person = members.find(({ id }) => id === wanted?.id);
  return person ? reply(200, world.roster.account(person)) : errors.memberNotFound();
}

function paged(world: World, query: URLSearchParams, param: Param): Reply {
  const members = membersOf(world, param('conversation'));
  if (!Array.isArray(members)) return members;
  // Teams takes 50 to 500 and silently corrects anything else.
  const size = Math.min(500, Math.max(50, Number(query.get('pageSize') ?? DEFAULT_PAGE) || 50));
  const start = Number(query.get('continuationToken') ?? 0) || 0;
  const page = members.slice(start, start + size);
  const next = start + size < members.length ? { continuationToken: String(start + size) } : {};
  return reply(200, { members: page.map((person) => world.roster.account(person)), ...next });
}

/** `members`, `members/{id}` (by 29:, object id or sign-in name) and `pagedmembers`. */
export function memberRoutes(world: World): Route[] {
  const base = '/v3/conversations/:conversation';
  return [
    { method: 'GET', pattern: `${base}/members`, handle: (_call, param) => all(world, param) },
    {
      method: 'GET',
      pattern: `${base}/members/:member`,
      handle: (_call, param) => one(world, param),
    },
    {
      method: 'GET',
      pattern: `${base}/pagedmembers`,
      handle: (call, param) => paged(world, call.query, param),
    },
  ];
}
