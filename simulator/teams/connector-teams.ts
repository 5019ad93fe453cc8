import { reply } from '../http.js';
import type { Reply } from '../http.js';
import type { Param, Route } from '../router.js';
import * as errors from './connector-errors.js';
import type { World } from './world.js';

function inTeam(world: World, param: Param, answer: () => object): Reply {
  if (param('team') !== world.company.team.id) return errors.conversationNotFound();
  const present = world.channels().some(({ id }) => world.roster.isBotIn(id));
  return present ? reply(200, answer()) : errors.notInRoster();
}

/** `GET v3/teams/{team}` and its channels, for a bot that is in the team. */
export function teamRoutes(world: World): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/v3/teams/:team',
      handle: (_call, param) =>
        inTeam(world, param, () => {
          const { id, name, aadGroupId } = world.company.team;
          return { id, name, aadGroupId, channelCount: world.channels().length };
        }),
    },
    {
      method: 'GET',
      pattern: '/v3/teams/:team/conversations',
      handle: (_call, param) =>
        inTeam(world, param, () => ({
          conversations: world.channels().map(({ id, name }) => ({ id, name })),
        })),
    },
  ];
}
