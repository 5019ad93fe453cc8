import { z } from 'zod';
import { parseJson, reply } from '../http.js';
import type { Call, Reply } from '../http.js';
import type { Random } from '../random.js';
import { GraphError } from './graph-error.js';

const LIMIT = 20;

const batchSchema = z.object({
  requests: z.array(
    z.object({
      id: z.string(),
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
      dependsOn: z.array(z.string()).optional(),
    }),
  ),
});

type Part = z.infer<typeof batchSchema>['requests'][number];

interface PartAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function partCall(outer: Call, part: Part): Call {
  const url = new URL(part.url.startsWith('/') ? part.url : `/${part.url}`, 'http://graph');
  const version = outer.path.split('/')[1] ?? 'v1.0';
  const text = part.body === undefined ? '' : JSON.stringify(part.body);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(part.headers ?? {})) {
    headers[name.toLowerCase()] = value;
  }
  return {
    method: part.method.toUpperCase(),
    path: `/${version}${url.pathname}`,
    query: url.searchParams,
    headers: { ...headers, authorization: outer.headers.authorization },
    text,
    bytes: Buffer.from(text),
    origin: outer.origin,
  };
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((left, right) => left.order - right.order)
    .map(({ item }) => item);
}

function read(call: Call): readonly Part[] {
  const body = batchSchema.safeParse(parseJson(call.text));
  if (!body.success) throw new GraphError(400, 'BadRequest', 'Invalid batch payload format.');
  const { requests } = body.data;
  if (requests.length > LIMIT) {
    const text = `Number of batch request steps exceeds the maximum value of ${String(LIMIT)}.`;
    throw new GraphError(400, 'MaximumValueExceeded', text);
  }
  if (new Set(requests.map(({ id }) => id.toLowerCase())).size < requests.length) {
    throw new GraphError(400, 'BadRequest', 'Batch request ids must be unique.');
  }
  return requests;
}

/** Runs a `$batch`: every part on its own, dependants of a failed one 424, answers in any order. */
export async function runBatch(
  call: Call,
  run: (part: Call) => Promise<Reply>,
  random: Random,
): Promise<Reply> {
  const answers = new Map<string, PartAnswer>();
  for (const part of read(call)) {
    const { id, dependsOn = [] } = part;
    const failed = dependsOn.some((other) => (answers.get(other)?.status ?? 424) >= 400);
    const answer = failed
      ? reply(424, { error: { code: 'FailedDependency', message: 'A dependency failed.' } })
      : await run(partCall(call, part));
    const headers = { 'Content-Type': 'application/json', ...answer.headers };
    answers.set(id, { id, status: answer.status, headers, body: answer.body });
  }
  return reply(200, { responses: shuffled([...answers.values()], random) });
}
