import { z } from 'zod';
import { agendaMember } from '../desk/agenda.js';
import type { Conversation, Places } from '../desk/ports.js';
import type { Keys } from './keys.js';
import { requestField } from './record-fields.js';
import type { RedisClient } from './redis.js';
import type { RunScript } from './scripts.js';
import { readConversation, readHelpDesk } from './values.js';

const cardRecord = z.object({
  conversation: z.string(),
  version: z.coerce.number().int(),
  digest: z.string(),
  root: z.string().optional(),
});

export interface PlacesParts {
  readonly redis: RedisClient;
  readonly run: RunScript;
  readonly keys: Keys;
}

export function createPlaces(parts: PlacesParts): Places {
  return { ...conversations(parts), ...cards(parts) };
}

type CardMethods = 'card' | 'setCard' | 'addCopy' | 'forgetCard' | 'requestOfThread';

function conversations({ redis, keys }: PlacesParts): Omit<Places, CardMethods> {
  const alive = async <Place extends Conversation>(place: Place): Promise<Place> => {
    const dead = await redis.sismember(keys.deadPlaces, place.id);
    return dead === 1 ? { ...place, dead: true } : place;
  };
  return {
    async helpDesk() {
      const json = await redis.get(keys.helpDesk);
      if (json === null) return undefined;
      const { conversation, locale } = readHelpDesk(json);
      return alive({ ...conversation, locale });
    },
    async setHelpDesk({ id, serviceUrl, tenantId, team, teamGroup, name }, locale) {
      const conversation = { id, serviceUrl, tenantId, team, teamGroup, name };
      await redis.set(keys.helpDesk, JSON.stringify({ conversation, locale }));
    },
    async personal(person) {
      const json = await redis.get(keys.personal(person));
      return json === null ? undefined : alive(readConversation(json));
    },
    async setPersonal(person, { id, serviceUrl, tenantId }) {
      await redis.set(keys.personal(person), JSON.stringify({ id, serviceUrl, tenantId }));
    },
    async markDead(conversationId) {
      await redis.sadd(keys.deadPlaces, conversationId);
    },
    async revive(conversationId) {
      await redis.srem(keys.deadPlaces, conversationId);
    },
  };
}

function cards({ redis, run, keys }: PlacesParts): Pick<Places, CardMethods> {
  return {
    async card(address) {
      const [found, activities] = await Promise.all([
        redis.hgetall(keys.card(address)),
        redis.zrange(keys.cardActivities(address), 0, '-1'),
      ]);
      return Object.keys(found).length === 0
        ? undefined
        : { ...cardRecord.parse(found), activities };
    },
    async setCard(address, { conversation, version, digest, root, activities }, over = '*') {
      const names = [keys.card(address), keys.cardActivities(address)];
      if (address.of === 'change') await redis.sadd(keys.changePlaces(address.id), address.place);
      const id = address.of === 'request' ? address.id : '';
      if (root !== undefined) names.push(keys.thread(root));
      const head = [conversation, version, digest, root ?? '', id, over];
      return (await run('hdSetCard', names, ...head, ...activities)) === 1;
    },
    async addCopy(address, conversation, activity) {
      const agenda = [keys.timers, keys.work, keys.agendaEntries, keys.agendaSeq];
      const names = [keys.card(address), keys.cardActivities(address), ...agenda];
      const member = agendaMember({ kind: 'card', address });
      await run('hdAddCopy', names, conversation, activity, member);
    },
    async forgetCard(address, activity) {
      if (activity === undefined) await redis.del(keys.card(address), keys.cardActivities(address));
      else await redis.zrem(keys.cardActivities(address), activity);
    },
    async requestOfThread(rootActivityId) {
      const id = await redis.get(keys.thread(rootActivityId));
      return id === null ? undefined : requestField.parse(id);
    },
  };
}
