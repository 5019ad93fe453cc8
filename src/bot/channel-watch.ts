import { agendaMember } from '../services/desk/agenda.js';
import type { Agenda, Places } from '../services/desk/ports.js';

/** Places that have the installation looked at when the help desk's own channel turns out to be closed. */
export function withChannelWatch(places: Places, agenda: Pick<Agenda, 'add'>): Places {
  return {
    ...places,
    async markDead(conversationId) {
      await places.markDead(conversationId);
      if ((await places.helpDesk())?.id === conversationId)
        await agenda.add(agendaMember({ kind: 'checkup' }), 0);
    },
  };
}
