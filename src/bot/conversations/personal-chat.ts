import { ConnectorFailure } from '../../services/desk/failures.js';
import type { PersonId } from '../../services/desk/ids.js';
import type { Conversation, People, Places } from '../../services/desk/ports.js';
import type { Services } from '../commands/context.js';
import type { Connector } from '../connector/connector.js';

export interface PersonalChatParts {
  readonly places: Pick<Places, 'personal' | 'setPersonal' | 'helpDesk'>;
  readonly people: Pick<People, 'get'>;
  readonly connector: Pick<Connector, 'send' | 'createPersonal'>;
}

/** Writes to somebody's 1:1 chat; begins one when there is none yet and the app is installed for them. */
export function createPersonalChat(parts: PersonalChatParts): Services['chat'] {
  return async (person, message) => {
    try {
      const found = await conversationWith(parts, person);
      if (!found) return undefined;
      const { id, serviceUrl, tenantId } = found;
      const conversation = { id, serviceUrl, tenantId };
      const activityId = await parts.connector.send(conversation, message);
      return { conversation, ...(activityId === undefined ? {} : { activityId }) };
    } catch (error) {
      if (error instanceof ConnectorFailure) return undefined;
      throw error;
    }
  };
}

async function conversationWith(
  { places, people, connector }: PersonalChatParts,
  id: PersonId,
): Promise<Conversation | undefined> {
  const known = await places.personal(id);
  if (known) return known.dead ? undefined : known;
  const channel = await places.helpDesk();
  if (!channel) return undefined;
  const { serviceUrl, tenantId } = channel;
  const person = (await people.get(id)) ?? { id };
  const made = { id: await connector.createPersonal(person, channel), serviceUrl, tenantId };
  await places.setPersonal(id, made);
  return made;
}
