import { setTimeout as sleep } from 'node:timers/promises';
import type { SendBudget } from '../services/desk/ports.js';
import type { Activity, Storage } from 'botbuilder';
import type { Acquaintance } from './acquaintance.js';
import type { Connector } from './connector/connector.js';
import type { InboundActivity } from './inbound-activity.js';
import type { EdgeLog } from './log.js';
import { createMemory, type TurnMemory } from './memory.js';
import { mentionsOf, ownWords } from './own-words.js';
import type { Turn } from './turn.js';

export interface TurnParts {
  readonly connector: Connector;
  readonly budget: Pick<SendBudget, 'take'>;
  readonly storage: Storage;
  readonly log: EdgeLog;
}

/** A verified activity as a Turn. Its memory is saved by whoever runs it. */
export function createTurn(
  parts: TurnParts,
  activity: Activity,
  inbound: InboundActivity,
  met: Acquaintance,
): Turn & { readonly memory: TurnMemory } {
  const { connector, storage, log } = parts;
  const { conversation, who, place } = met;
  return {
    who,
    place,
    conversation,
    activityId: inbound.id ?? '',
    text: ownWords(activity, inbound),
    mentions: mentionsOf(inbound),
    send: async (message) => {
      await waitForBudget(parts.budget, conversation.id);
      return connector.send(conversation, message, conversation.root);
    },
    update: (activityId, message) => connector.update(conversation, activityId, message),
    typing: async () => {
      try {
        await connector.typing(conversation, conversation.root);
      } catch (error) {
        log.info({ err: error }, 'typing could not be shown');
      }
    },
    memberByTeamsId: (teamsId) => connector.member(conversation, teamsId),
    memory: createMemory(storage, conversation.id, who.id),
  };
}

/** An answer people wait for is held back this long at most; then Teams' own 429 decides. */
const PATIENCE = 2_000;

/** Answers count against the conversation's limit like everything else that is sent there. */
async function waitForBudget(
  budget: Pick<SendBudget, 'take'>,
  conversation: string,
): Promise<void> {
  for (let waited = 0; ;) {
    const taken = await budget.take(conversation);
    if (taken.ok || waited >= PATIENCE) return;
    const pause = Math.min(taken.after, PATIENCE - waited);
    waited += pause;
    await sleep(pause);
  }
}
