import type { ConnectorClient } from 'botframework-connector';
import { z } from 'zod';
import { ConnectorFailure } from '../../services/desk/failures.js';
import { within, TookTooLong } from '../deadline.js';
import type { EdgeLog } from '../log.js';
import { ANY, TEXT, UNMAPPED } from './targeted.js';

/** What Teams knows of a channel beside its id. */
export interface ChannelFacts {
  readonly name?: string;
  /** Entra group of the team. */
  readonly teamGroup?: string;
}

export interface TeamFactsParts {
  readonly clientFor: (
    serviceUrl: string,
  ) => Promise<Pick<ConnectorClient, 'sendOperationRequest'>>;
  readonly log: EdgeLog;
}

/** Somebody waits for the answer, and it is only for a nicer sentence and a better link. */
const PATIENCE = 2_000;

const list = z.object({
  conversations: z.array(z.object({ id: z.string(), name: z.string().max(200).nullish() })),
});
const details = z.object({ name: z.string().max(200).nullish(), aadGroupId: z.guid().nullish() });

export type TeamFacts = (channel: {
  readonly id: string;
  readonly serviceUrl: string;
  readonly team?: string;
}) => Promise<ChannelFacts>;

/**
 * Asks Teams for a channel's name (`GET v3/teams/{team}/conversations`) and its team's group (`GET v3/teams/{team}`).
 * Never rejects: what isn't told in time isn't known.
 */
export function createTeamFacts({ clientFor, log }: TeamFactsParts): TeamFacts {
  return async ({ id, serviceUrl, team }) => {
    if (team === undefined) return {};
    try {
      return await within(PATIENCE, read(await clientFor(serviceUrl), id, team));
    } catch (error) {
      if (!(error instanceof ConnectorFailure) && !(error instanceof TookTooLong)) throw error;
      log.info({ failure: error.message }, 'a channel could not be looked up');
      return {};
    }
  };
}

type Client = Pick<ConnectorClient, 'sendOperationRequest'>;

async function read(client: Client, channel: string, team: string): Promise<ChannelFacts> {
  const [channels, about] = await Promise.all([
    get(client, team, '/conversations'),
    get(client, team, ''),
  ]);
  const told = details.safeParse(about).data;
  const found = list.safeParse(channels).data?.conversations.find(({ id }) => id === channel);
  // The first channel of a team has no name of its own, since each client translates it.
  const name = found && (found.name ?? told?.name);
  return {
    ...(name ? { name } : {}),
    ...(told?.aadGroupId ? { teamGroup: told.aadGroupId } : {}),
  };
}

function get(client: Client, team: string, what: '' | '/conversations'): Promise<unknown> {
  return client.sendOperationRequest(
    { team },
    {
      httpMethod: 'GET',
      path: `v3/teams/{team}${what}`,
      urlParameters: [
        { parameterPath: 'team', mapper: { serializedName: 'team', required: true, ...TEXT } },
      ],
      responses: { 200: { bodyMapper: ANY }, default: {} },
      serializer: UNMAPPED,
    },
  );
}
