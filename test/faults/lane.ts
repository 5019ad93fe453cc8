import { setTimeout as sleep } from 'node:timers/promises';
import { Human, textOf } from '../../simulator/human.js';
import { CAST, type Simulator } from '../../simulator/index.js';
import type { Requests } from '../../src/services/desk/ports.js';
import { parseRequestId } from '../../src/services/desk/ids.js';
import type { Request, RequestState } from '../../src/services/desk/requests/request.js';

const PATIENCE = 120_000;

export interface LaneParts {
  readonly simulator: Simulator;
  readonly requests: Requests;
  /** Root message in the channel of each request, as Teams has it. */
  readonly roots: ReadonlyMap<string, string>;
  readonly accepted: { id: string; text: string }[];
  readonly random: () => number;
}

/** One person who asks for help again and again, and the operators who race for each request. */
export async function lane(parts: LaneParts, person: string, times: number): Promise<void> {
  const human = new Human(parts.simulator, person);
  for (let time = 1; time <= times; time += 1) {
    const id = await slowly('ask', () => ask(parts, human, `Trouble ${time} of ${human.name}`));
    await slowly(`${id} race`, () => race(parts, id));
    const state = await until(parts, id, (request) => request.state !== 'pending');
    if (state.state !== 'approved') continue;
    await slowly(`${id} accept`, () =>
      press(parts, human, { id, verb: 'accept', leaves: ['approved'] }),
    );
    await slowly(`${id} session`, () =>
      until(parts, id, ({ state: now }) => now === 'active' || now === 'failed' || now === 'ended'),
    );
    await slowly(`${id} end`, () => end(parts, human, id));
    await slowly(`${id} close`, () => close(parts, id));
  }
}

/** Says which step kept somebody waiting, for whoever tunes this. */
async function slowly<T>(step: string, act: () => Promise<T>): Promise<T> {
  const began = Date.now();
  const result = await act();
  const seconds = Math.round((Date.now() - began) / 1_000);
  if (seconds > 30) console.log(`      ${step} took ${seconds} s`);
  return result;
}

/** Asks until the answer names a number, as a person would who reads "please try again". */
async function ask(parts: LaneParts, human: Human, text: string): Promise<string> {
  const inputs = { text, device: 'unlisted', category: 'other', urgency: 'normal' };
  for (const stop = Date.now() + PATIENCE; Date.now() < stop;) {
    await human.say(`/new "${text}"`);
    const form = await seen(() => human.find(text, 'intake-send'), 3_000);
    for (let tries = 0; form && tries < 12; tries += 1) {
      const { status, body } = await parts.simulator.teams
        .press({ person: human.id, messageId: form.id, verb: 'intake-send', inputs })
        .catch(() => ({ status: 0, body: undefined }));
      const id = status === 200 ? /REQ-\d+/.exec(textOf(body))?.[0] : undefined;
      if (id) {
        parts.accepted.push({ id, text });
        return id;
      }
      await sleep(250);
    }
  }
  throw new Error(`${human.name} could not ask`);
}

/** Two operators decide at the same moment, each click delivered as Teams may: once or twice. */
async function race(parts: LaneParts, id: string): Promise<void> {
  const { simulator, roots, random } = parts;
  const root = await seen(() => roots.get(id), PATIENCE);
  if (!root) throw new Error(`${id} never came to the channel`);
  const deny = random() < 0.15;
  for (const stop = Date.now() + PATIENCE; Date.now() < stop;) {
    const click = (person: string, verb: string, inputs: Record<string, string>) =>
      simulator.teams
        .press({ person, messageId: root, verb, inputs, deliveries: 2 })
        .catch(() => undefined);
    await Promise.all([
      click(CAST.sam, 'approve', {}),
      click(CAST.priya, deny ? 'deny' : 'approve', deny ? { reason: 'Please call 1234' } : {}),
    ]);
    const request = await look(parts, id);
    if (request && request.state !== 'pending') return;
    await sleep(200);
  }
}

async function end(parts: LaneParts, human: Human, id: string): Promise<void> {
  const request = await look(parts, id);
  if (request?.state !== 'active') return;
  if (parts.random() < 0.5) {
    try {
      parts.simulator.teamviewer.closeFromTeamViewer(request.session);
    } catch {
      // Closed already.
    }
  } else await press(parts, human, { id, verb: 'end-session', leaves: ['active'] });
  await until(parts, id, ({ state }) => state !== 'active');
}

async function close(parts: LaneParts, id: string): Promise<void> {
  const root = parts.roots.get(id) ?? '';
  for (const stop = Date.now() + PATIENCE; Date.now() < stop;) {
    const request = await look(parts, id);
    if (request && request.state !== 'ended') return;
    await parts.simulator.teams
      .press({ person: CAST.sam, messageId: root, verb: 'close', inputs: { resolution: 'fixed' } })
      // An orphan that still shows the first state: whoever presses what it offers gets the card as it is now.
      .catch(() =>
        parts.simulator.teams.press({ person: CAST.sam, messageId: root, verb: 'approve' }),
      )
      .catch(() => undefined);
    await sleep(150);
  }
}

/** Presses a button in one's own chat until the request has left a state. */
async function press(
  parts: LaneParts,
  human: Human,
  wish: { readonly id: string; readonly verb: string; readonly leaves: readonly RequestState[] },
): Promise<void> {
  for (const stop = Date.now() + PATIENCE; Date.now() < stop;) {
    const request = await look(parts, wish.id);
    if (request && !wish.leaves.includes(request.state)) return;
    const message = human.find(new RegExp(`${wish.id}\\b`), wish.verb);
    if (message) await human.pressOn(message, wish.verb).catch(() => undefined);
    await sleep(100);
  }
  throw new Error(`${human.name} could not ${wish.verb} ${wish.id}`);
}

async function look({ requests }: LaneParts, id: string): Promise<Request | undefined> {
  const parsed = parseRequestId(id);
  // Redis may be down just now.
  return parsed && (await requests.get(parsed).catch(() => undefined));
}

async function until(
  parts: LaneParts,
  id: string,
  fits: (request: Request) => boolean,
): Promise<Request> {
  for (const stop = Date.now() + PATIENCE; Date.now() < stop; await sleep(60)) {
    const request = await look(parts, id);
    if (request && fits(request)) return request;
  }
  throw new Error(`${id} stays ${(await look(parts, id))?.state ?? 'away'}`);
}

async function seen<T>(find: () => T | undefined, within: number): Promise<T | undefined> {
  for (const stop = Date.now() + within; Date.now() < stop; await sleep(30)) {
    const found = find();
    if (found !== undefined) return found;
  }
  return undefined;
}
