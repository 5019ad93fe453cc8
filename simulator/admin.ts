import { z } from 'zod';
import { refusedByGuard } from './admin-guard.js';
import { faultSchema, presetNameSchema } from './faults.js';
import type { Faults } from './faults.js';
import { parseJson, reply } from './http.js';
import type { Call, Handler, Reply } from './http.js';
import type { Hub } from './hub.js';
import type { Journal } from './journal.js';
import { dispatch } from './router.js';
import type { Param, Route } from './router.js';
import { SESSION_MOVES } from './session-moves.js';
import type { SessionMove } from './session-moves.js';
import { openStream } from './sse.js';
import type { StateView } from './state.js';
import type { Teams } from './teams/teams.js';

const spread = {
  deliveries: z.number().int().min(1).max(20).optional(),
  conversation: z.string().optional(),
  person: z.string(),
};

const saySchema = z.strictObject({
  ...spread,
  text: z.string(),
  thread: z.string().optional(),
  mentions: z.array(z.string()).optional(),
  mentionBot: z.boolean().optional(),
  targeted: z.boolean().optional(),
  edited: z.boolean().optional(),
  locale: z.string().optional(),
  id: z.string().optional(),
});

const clickSchema = z.strictObject({
  ...spread,
  messageId: z.string(),
  verb: z.string(),
  data: z.unknown().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  newIds: z.boolean().optional(),
  trigger: z.enum(['manual', 'automatic']).optional(),
});

const clockSchema = z.strictObject({ addMs: z.number().int().min(0) });
const newFaultSchema = z.union([z.strictObject({ preset: presetNameSchema }), faultSchema]);
const presenceSchema = z.strictObject({
  installed: z.boolean().optional(),
  blocked: z.boolean().optional(),
});
const moveSchema = z.strictObject({ action: z.enum(SESSION_MOVES) });

export interface AdminParts {
  readonly teams: Teams;
  readonly hub: Hub;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly state: () => StateView;
  readonly moveClock: (ms: number) => Promise<object>;
  /** Throws when there is no such session. */
  readonly moveSession: (code: string, move: SessionMove) => void;
  readonly reset: () => Promise<void>;
  /** Null when no action has that name. */
  readonly act: (name: string, input: unknown) => Promise<unknown>;
}

class BadRequest extends Error {}

function read<T>(schema: z.ZodType<T>, call: Call): T {
  const parsed = schema.safeParse(parseJson(call.text === '' ? '{}' : call.text));
  if (parsed.success) return parsed.data;
  throw new BadRequest(z.prettifyError(parsed.error));
}

async function addFault({ faults }: AdminParts, call: Call): Promise<Reply> {
  const wanted = read(newFaultSchema, call);
  const id = 'preset' in wanted ? faults.preset(wanted.preset) : faults.add(wanted);
  return reply(201, { id });
}

async function setPresence({ teams }: AdminParts, call: Call, param: Param): Promise<Reply> {
  const { installed, blocked } = read(presenceSchema, call);
  const person = param('id');
  const before = teams.world.roster.presenceOf(teams.world.roster.get(person)).installed;
  if (blocked !== undefined) teams.setPresence(person, { blocked });
  // Adding or removing the app tells the bot, as Teams does.
  if (installed === true && !before) await teams.install(person);
  if (installed === false && before) await teams.uninstall(person);
  return reply(204);
}

function readRoutes(parts: AdminParts): Route[] {
  const { hub, faults, journal, state } = parts;
  return [
    { method: 'GET', pattern: '/state', handle: () => reply(200, state()) },
    {
      method: 'GET',
      pattern: '/events',
      handle: () => ({ status: 200, stream: (response) => openStream(response, hub) }),
    },
    { method: 'GET', pattern: '/faults', handle: () => reply(200, { faults: faults.list() }) },
    {
      method: 'GET',
      pattern: '/journal',
      handle: ({ query }) => {
        const system = faultSchema.shape.system.safeParse(query.get('system')).data;
        const [method, path] = [query.get('method'), query.get('path')];
        const calls = journal.calls({
          ...(system ? { system } : {}),
          ...(method === null ? {} : { method }),
          ...(path === null ? {} : { path }),
        });
        return reply(200, { calls });
      },
    },
  ];
}

function writeRoutes(parts: AdminParts): Route[] {
  const { teams, faults } = parts;
  const post = (pattern: string, handle: Route['handle']): Route => ({
    method: 'POST',
    pattern,
    handle,
  });
  return [
    post('/say', async (call) => reply(200, await teams.say(read(saySchema, call)))),
    post('/click', async (call) => reply(200, await teams.click(read(clickSchema, call)))),
    post('/clock', async (call) =>
      reply(200, await parts.moveClock(read(clockSchema, call).addMs)),
    ),
    post('/faults', (call) => addFault(parts, call)),
    post('/people/:id', (call, param) => setPresence(parts, call, param)),
    post('/teamviewer/:code', (call, param) => {
      parts.moveSession(param('code'), read(moveSchema, call).action);
      return reply(204);
    }),
    post('/reset', async () => {
      await parts.reset();
      return reply(204);
    }),
    post('/actions/:name', async (call, param) => {
      const result = await parts.act(param('name'), parseJson(call.text));
      return result === null ? reply(404, { error: 'no such action' }) : reply(200, { result });
    }),
    {
      method: 'DELETE',
      pattern: '/faults',
      handle: () => {
        faults.clear();
        return reply(204);
      },
    },
    {
      method: 'DELETE',
      pattern: '/faults/:id',
      handle: (_call, param) =>
        faults.remove(param('id')) ? reply(204) : reply(404, { error: 'no such fault' }),
    },
  ];
}

/** The simulator's own API under `/_sim`: for the demo page, tests and the curious. */
export function adminHandler(parts: AdminParts): Handler {
  const routes = [...readRoutes(parts), ...writeRoutes(parts)];
  return async (call) => {
    const refusal = refusedByGuard(call);
    if (refusal) return refusal;
    try {
      return (await dispatch(routes, call)) ?? reply(404, { error: 'not found' });
    } catch (error) {
      const message = error instanceof Error ? error.message : 'failed';
      return reply(error instanceof BadRequest ? 400 : 409, { error: message });
    }
  };
}
