import type { Locale } from '../services/desk/people/person.js';
import type { Conversation, Places } from '../services/desk/ports.js';

/**
 * Places with a help-desk channel from the configuration, until `/setup here` stored one: what is stored wins. The
 * configuration knows no service URL; it starts with the cloud's and is stored with the real one on the first
 * activity from there.
 */
export function withConfiguredChannel(
  places: Places,
  configured: (Conversation & { readonly locale: Locale }) | undefined,
): Places {
  if (!configured) return places;
  return {
    ...places,
    helpDesk: async () => (await places.helpDesk()) ?? configured,
    // Only a channel that is stored can be found dead, and come back to life.
    async markDead(conversationId) {
      if (conversationId === configured.id && (await places.helpDesk()) === undefined)
        await places.setHelpDesk(configured, configured.locale);
      await places.markDead(conversationId);
    },
  };
}
