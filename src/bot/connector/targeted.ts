import type { ConnectorClient } from 'botframework-connector';
import { z } from 'zod';

/**
 * Targeted messages: seen by one member of a conversation, gone from clients after 24 h
 * (learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages). The SDK's mappers drop
 * `recipient.isTargeted`, so these go through its client, with its credentials and our wire, but not through them.
 */
export interface TargetedCall {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly conversation: string;
  /** For changes of a message that is there. */
  readonly activityId?: string;
  /** The activity as it goes over the wire. */
  readonly activity?: object;
}

type OperationSpec = Parameters<ConnectorClient['sendOperationRequest']>[1];

/** Bodies pass as they are. */
export const UNMAPPED: OperationSpec['serializer'] = {
  modelMappers: {},
  isXML: false,
  validateConstraints() {},
  serialize: (_mapper: unknown, body: unknown) => body,
  deserialize: (_mapper: unknown, body: unknown) => body,
};

export const ANY = { type: { name: 'any' } } as const;
export const TEXT = { type: { name: 'String' } } as const;

const resource = z
  .looseObject({ id: z.string().min(1).optional() })
  .nullish()
  .catch(undefined);

/** Gives the id of the message, where there is one in the answer. */
export async function callTargeted(
  client: Pick<ConnectorClient, 'sendOperationRequest'>,
  { method, conversation, activityId = '', activity }: TargetedCall,
): Promise<string | undefined> {
  const answer: unknown = await client.sendOperationRequest(
    { conversation, activityId, activity },
    specOf(method, activityId !== ''),
  );
  return resource.parse(answer)?.id;
}

function specOf(method: TargetedCall['method'], ofOne: boolean): OperationSpec {
  const path = `v3/conversations/{conversation}/activities${ofOne ? '/{activityId}' : ''}`;
  return {
    httpMethod: method,
    path: `${path}?isTargetedActivity=true`,
    urlParameters: ['conversation', ...(ofOne ? ['activityId'] : [])].map((name) => ({
      parameterPath: name,
      mapper: { serializedName: name, required: true, ...TEXT },
    })),
    ...(method === 'DELETE'
      ? {}
      : { requestBody: { parameterPath: 'activity', mapper: { required: true, ...ANY } } }),
    responses: { 200: { bodyMapper: ANY }, 201: { bodyMapper: ANY }, default: {} },
    serializer: UNMAPPED,
  };
}
