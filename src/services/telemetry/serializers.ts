import { GONE, isHidden, scrub, scrubText } from './scrub.js';

const MOST_CAUSES = 4;

/**
 * Fields of an error that may be logged beside its type, message and stack. `details` is that of a
 * ConnectorFailure, which by contract holds no secret, link or body.
 */
const ERROR_FIELDS = ['code', 'status', 'kind', 'sent', 'retryAfterMs', 'details'] as const;

/** Fields of an activity that may be logged: ids and kinds; not its text, value, names or attachments. */
const ACTIVITY_FIELDS = [
  'id',
  'type',
  'name',
  'channelId',
  'replyToId',
  'timestamp',
  'locale',
] as const;

/** Fields of a request that may be logged. */
const REQUEST_FIELDS = ['id', 'state', 'version', 'round'] as const;

/** What is written of an error, its causes included. */
export function errorFields(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return scrub(error);
  const { cause } = error;
  return {
    type: error.name,
    message: scrubText(error.message),
    stack: scrubText(error.stack ?? ''),
    ...allowed(error, ERROR_FIELDS),
    ...(cause === undefined || depth >= MOST_CAUSES
      ? {}
      : { cause: errorFields(cause, depth + 1) }),
  };
}

function activityFields(activity: unknown): unknown {
  if (activity === null || typeof activity !== 'object') return undefined;
  const conversation = 'conversation' in activity ? activity.conversation : undefined;
  const from = 'from' in activity ? activity.from : undefined;
  return {
    ...allowed(activity, ACTIVITY_FIELDS),
    ...(isObject(conversation)
      ? { conversation: allowed(conversation, ['id', 'conversationType']) }
      : {}),
    ...(isObject(from) ? { from: allowed(from, ['aadObjectId']) } : {}),
  };
}

function requestFields(request: unknown): unknown {
  return isObject(request) ? allowed(request, REQUEST_FIELDS) : request;
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === 'object';
}

function allowed(source: object, names: readonly string[]): Record<string, unknown> {
  const fields = new Map<string, unknown>(Object.entries(source));
  const kept = names.filter((name) => fields.get(name) !== undefined);
  return Object.fromEntries(kept.map((name) => [name, scrub(fields.get(name))]));
}

/** pino's serializers: fields with a shape of their own, of which only what is listed above gets through. */
export const SERIALIZERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  err: errorFields,
  error: errorFields,
  activity: activityFields,
  request: requestFields,
};

/** What is handed to the log, without hidden fields; those with a serializer are left to it. */
export function loggable(fields: Record<string, unknown>): Record<string, unknown> {
  const shown = Object.entries(fields).map(([name, value]): [string, unknown] => {
    if (isHidden(name)) return [name, GONE];
    if (name in SERIALIZERS) return [name, value];
    return [name, value instanceof Error ? errorFields(value) : scrub(value)];
  });
  return Object.fromEntries(shown);
}
