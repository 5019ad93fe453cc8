import type { Memory } from '../turn.js';
import type { CommandContext } from './context.js';

/** Of the person, not of the conversation: a whispered question may end up in their 1:1 chat. */
export function questionsOf({
  services,
  who,
}: Pick<CommandContext, 'services' | 'who'>): Memory & { save(): Promise<void> } {
  return services.memoryOf('questions', who.id);
}
