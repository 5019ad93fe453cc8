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
  return { ...places, helpDesk: async () => (await places.helpDesk()) ?? configured };
}
