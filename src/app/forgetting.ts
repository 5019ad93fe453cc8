import { MEMORIES, memoryKey } from '../bot/memory.js';
import type { Forgetting } from '../services/desk/ports.js';
import type { Store } from '../services/store/store.js';

type ForgettingStore = Pick<Store, 'forgetting' | 'places' | 'conversationStorage'>;

/** What the desk keeps of a person, and what the dialogs remember of them. */
export function createForgettingAll(store: ForgettingStore): Forgetting {
  return {
    async forget(person) {
      const [chat, desk] = await Promise.all([
        store.places.personal(person),
        store.places.helpDesk(),
      ]);
      const places = [chat, desk].flatMap((place) => (place ? [place.id] : []));
      const names = [...MEMORIES, ...places].map((scope) => memoryKey(scope, person));
      await store.conversationStorage.delete(names);
      await store.forgetting.forget(person);
    },
  };
}
