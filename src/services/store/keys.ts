import { agendaMember } from '../desk/agenda.js';
import type { ChangeId, PersonId, RequestId, SessionCode } from '../desk/ids.js';
import type { CardAddress, Kept, KeptId } from '../desk/ports.js';

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
    /** string: the last number that was given out. */
    number: (of: Kept['of']) => key(of === 'request' ? 'number' : `${of}s:number`),
    /** string: all before this number are gone. */
    lowest: (of: Kept['of']) => key(of === 'request' ? 'number:lowest' : `${of}s:lowest`),
    /** string: JSON of who stopped every effect, when and why; there only while it is so. */
    freeze: key('freeze'),
    /** string, 7 days: first outcome of an op, by the hash of its key. */
    op: (hash: string) => key(`op:${hash}`),
    /** hash: v(ersion), s(tate), j(son). */
    record: (id: KeptId) => key(`r:${id}`),
    /** list: events as JSON, version 1 first. */
    events: (id: KeptId) => key(`r:${id}:events`),
    /** hash: name -> JSON of who said it and the text. */
    words: (id: KeptId) => key(`r:${id}:words`),
    /** set: places of a change's cards. */
    changePlaces: (id: ChangeId) => key(`r:${id}:places`),
    /** zset: open requests by the moment they were opened. */
    open: key('requests:open'),
    /** hash: state -> how many requests are in it. */
    counts: key('requests:counts'),
    /** zset: changes that something is still to come of, by the moment they were asked for. */
    openChanges: key('changes:open'),
    /** hash: state -> how many changes are in it. */
    changeCounts: key('changes:counts'),
    /** zset: all changes that a person asked for, by number. */
    changesOf: (person: PersonId) => key(`person:${person}:changes`),
    /** zset: those of them that something is still to come of. */
    openChangesOf: (person: PersonId) => key(`person:${person}:changes:open`),
    /** zset: tasks that something is still to come of, by the moment they were asked for. */
    openTasks: key('tasks:open'),
    /** hash: state -> how many tasks are in it. */
    taskCounts: key('tasks:counts'),
    /** zset: all tasks that a person asked for, by number. */
    tasksOf: (person: PersonId) => key(`person:${person}:tasks`),
    /** zset: those of them that something is still to come of. */
    openTasksOf: (person: PersonId) => key(`person:${person}:tasks:open`),
    /** hash: PC -> JSON of who is restarting it, or restarted it last. */
    pcs: key('pcs'),
    /** hash: name -> JSON of a maintenance window or blackout. */
    windows: key('windows'),
    /** zset: all requests of a person, by number. */
    requestsOf: (person: PersonId) => key(`person:${person}:requests`),
    /** zset: open requests of a person, by the moment they were opened. */
    openOf: (person: PersonId) => key(`person:${person}:open`),
    /** stream: audit entries; the id is the sequence number. */
    audit: key('audit'),
    /** string: the last sequence number. */
    auditSeq: key('audit:seq'),
    /** hash: seq, mac and key of the last sealed entry. */
    auditHead: key('audit:head'),
    /** stream: seals; the id is the number of the entry. */
    auditSeals: key('audit:seals'),
    /** string: JSON of the point up to which old entries were removed, signed. */
    auditTrimmed: key('audit:trimmed'),
    /** hash: n = how often the end of the trail was lost, seq = the last number that was lost then. */
    auditLoss: key('audit:loss'),
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
    /** hash: role and who has it -> JSON of a role that was given in Teams. */
    roleGrants: key('roles:grants'),
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
    /** hash that expires: what a person, or all together, did lately. */
    limit: (what: string, whose: string) => key(`limit:${what}:${whose}`),
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
