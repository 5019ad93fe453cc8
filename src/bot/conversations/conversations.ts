import type { CommandContext, Services } from '../commands/context.js';
import type { Conversations, Turn } from '../turn.js';
import { clicked } from './clicked.js';
import { messageKey } from './op-keys.js';
import { presentMessage } from './present-message.js';
import { welcome } from './prose.js';
import { contextFor } from './speaker.js';
import { typed } from './typed.js';

/** What answers verified activities. Errors of Redis or of our own go through to the edge, which words them. */
export function createConversations(services: Services): Conversations {
  return {
    message: (turn) => typed(services, turn),
    click: (turn, click) => clicked(services, turn, click),
    installed: (turn) => installed(services, turn),
  };
}

async function installed(services: Services, turn: Turn): Promise<void> {
  const opKey = messageKey(services.hash, turn);
  const context = await contextFor(services, turn, { via: 'typed', opKey });
  if (turn.place === 'personal') return welcome(context);
  return channelWelcome(context);
}

/** A channel that isn't the help desk's yet is told how it becomes so. */
async function channelWelcome(context: CommandContext): Promise<void> {
  if (context.turn.place === 'help-desk') return welcome(context);
  return presentMessage(context, undefined, { kind: 'said', text: context.say('setup.hint') });
}
