import { agendaMember } from '../desk/agenda.js';
import type { PersonId, RequestId, SessionCode } from '../desk/ids.js';
import type { CardAddress } from '../desk/ports.js';

/** Every key that Deskside writes, with its type. */
export type Keys = ReturnType<typeof createKeys>;

/**
 * One hash tag per tenant: all keys lie in one slot of a Cluster, so that one script may touch any of them.
 * BullMQ's keys carry the same tag.
 */
export function tenantPrefix(tenant: string): string {
  return `{hd:${tenant}}:`;
}

export function createKeys(tenant: string) {
  const key = (name: string) => `${tenantPrefix(tenant)}${name}`;
  return {
    /** string: milliseconds that desk time is ahead of Redis TIME; set by the demo alone. */
    clockOffset: key('clock:offset'),
    /** string: the last request number that was given out. */
    number: key('number'),
    /** string, 7 days: first outcome of an op, by the hash of its key. */
    op: (hash: string) => key(`op:${hash}`),
    /** hash: v(ersion), s(tate), j(son). */
    request: (id: RequestId) => key(`r:${id}`),
    /** list: events as JSON, version 1 first. */
    events: (id: RequestId) => key(`r:${id}:events`),
    /** hash: name -> JSON of who said it and the text. */
    words: (id: RequestId) => key(`r:${id}:words`),
    /** zset: open requests by the moment they were opened. */
    open: key('requests:open'),
    /** hash: state -> how many requests are in it. */
    counts: key('requests:counts'),
    /** zset: all requests of a person, by number. */
    requestsOf: (person: PersonId) => key(`person:${person}:requests`),
    /** zset: open requests of a person, by the moment they were opened. */
    openOf: (person: PersonId) => key(`person:${person}:open`),
    /** stream: audit entries; the id is the sequence number. */
    audit: key('audit'),
    /** string: the last sequence number. */
    auditSeq: key('audit:seq'),
    /** zset: timers by desk time. */
    timers: key('agenda:timers'),
    /** zset: work by plain Redis time. */
    work: key('agenda:work'),
    /** hash: generation, tries and lease of each agenda member; fields in lua/prelude.lua. */
    agendaEntries: key('agenda:entries'),
    /** string: the last generation. One counter for all members: a generation never comes twice. */
    agendaSeq: key('agenda:seq'),
    /** hash: met (JSON), chosen (language). */
    person: (id: PersonId) => key(`person:${id}`),
    /** hash: snapshot (JSON), at (plain time). */
    roles: key('roles'),
    /** string: JSON of what the help desk was told of its systems and secrets. */
    alertsTold: key('alerts:told'),
    /** hash: letter -> JSON of an alert that wasn't sent yet. */
    alertsWaiting: key('alerts:waiting'),
    /** string: JSON of the help desk's conversation and language. */
    helpDesk: key('place:help-desk'),
    /** string: JSON of a person's 1:1 conversation. */
    personal: (id: PersonId) => key(`place:personal:${id}`),
    /** set: conversations that nothing can be written to. */
    deadPlaces: key('places:dead'),
    /** hash: conversation, version, digest, root. */
    card: (address: CardAddress) => key(agendaMember({ kind: 'card', address })),
    /** zset: activity ids of a card, oldest first. */
    cardActivities: (address: CardAddress) =>
      key(`${agendaMember({ kind: 'card', address })}:activities`),
    /** string: request whose root message this is. */
    thread: (rootActivityId: string) => key(`thread:${rootActivityId}`),
    /** hash that expires: when each limit of a conversation is full again, and a pause. */
    budget: (conversation: string) => key(`budget:${conversation}`),
    /** string that expires: encrypted links of a session. */
    links: (id: RequestId, code: SessionCode) => key(`links:${id}:${code}`),
    /** string, 1 day: JSON of a person's PCs. */
    devices: (id: PersonId) => key(`person:${id}:devices`),
    /** string that expires: JSON of how far reaching a person came. */
    reach: (id: PersonId) => key(`person:${id}:reach`),
    /** hash, 30 days: e(Tag), j(son) of the bot's conversation state. */
    conversation: (name: string) => key(`conversation:${name}`),
  };
}
