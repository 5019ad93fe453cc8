import { setTimeout as sleep } from 'node:timers/promises';
import type { Human } from '../../simulator/human.js';
import { isJson, type Message } from '../../simulator/teams/messages.js';
import type { Request } from '../../src/services/desk/requests/request.js';
import { parseRequestId } from '../../src/services/desk/ids.js';
import type { World } from '../support/world.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A pattern for a request's number and no longer one. */
export function about(id: string): RegExp {
  return new RegExp(`${id}\\b`);
}

/** The root of the request's thread in the channel, as it is now. */
export function rootOf(world: World, id: string): Promise<Message> {
  return world.sam.inChannel().sees(new RegExp(`^${id} · `));
}

/** Somebody asks, and Sam approves it on the channel's card. */
export async function approved(world: World, who: Human, text: string): Promise<string> {
  const id = await world.ask(who, text);
  const root = await rootOf(world, id);
  await world.sam.inChannel().pressOn(root, 'approve', { 'approve.mode': 'control' });
  await who.sees(about(id), 'later');
  return id;
}

/** A request of theirs with an open session; Sam is the helper. */
export async function inSession(
  world: World,
  who: Human,
  text: string,
): Promise<{ readonly id: string; readonly code: string }> {
  const id = await approved(world, who, text);
  await who.press(about(id), 'accept');
  await world.sam.sees(about(id), 'connect');
  const request = await recordOf(world, id);
  if (request.state !== 'active') throw new Error(`${id} is ${request.state}`);
  return { id, code: request.session };
}

/** The record, for what cards don't say. */
export async function recordOf(world: World, id: string): Promise<Request> {
  const known = parseRequestId(id);
  const request = known && (await world.app.inside.store.requests.get(known));
  if (!request) throw new Error(`there is no ${id}`);
  return request;
}

/** Titles of the buttons on a message, by verb. */
export function buttonsOf(who: Human, message: Message): Record<string, string> {
  const now = who.messages().find(({ id }) => id === message.id) ?? message;
  return Object.fromEntries(who.buttons(now).map(({ verb, title }) => [verb, title]));
}

/** A message's card as somebody sees it now. */
export function cardNow(who: Human, message: Message): unknown {
  const now = who.messages().find(({ id }) => id === message.id);
  return now && who.cardOf(now);
}

/** What a message says to somebody now. */
export function readingNow(who: Human, message: Message): string {
  const now = who.messages().find(({ id }) => id === message.id);
  return now ? who.reading(now) : '';
}

/** The addresses behind the buttons of a card that open something. */
export function linksOf(card: unknown): string[] {
  if (Array.isArray(card)) return card.flatMap(linksOf);
  if (!isJson(card)) return [];
  const own = card['type'] === 'Action.OpenUrl' ? [String(card['url'])] : [];
  return [...own, ...Object.values(card).flatMap(linksOf)];
}

/** TeamViewer's address for the user of a session; the helper's is longer. */
export function customerLink(code: string): string {
  return `https://get.teamviewer.com/${code.replaceAll('-', '')}`;
}

/** What TeamViewer says of a session: Open or Closed; undefined when it knows none. */
export function stateIn(world: World, code: string): string | undefined {
  return world.simulator.teamviewer.sessions().find((session) => session.code === code)?.state;
}

/** Waits for something that nobody sees on a screen. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries > 400) throw new Error(`never true: ${holds.toString()}`);
    await sleep(25);
  }
}

/** A user's own card of a request, with this button. */
export function ownCard(who: Human, id: string, verb: string): Promise<Message> {
  return who.sees(new RegExp(`^${id} · `), verb);
}
