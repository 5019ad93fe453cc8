import type { z } from 'zod';

/** A record of ours that can't be read: from a newer version, or damaged. Names the record, never its content. */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';
  constructor(what: string, problem: string) {
    super(`${what} can't be read: ${problem}`);
  }
}

/** @throws UnreadableRecord */
export function parsed<Schema extends z.ZodType>(
  what: string,
  schema: Schema,
  json: string,
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new UnreadableRecord(what, 'not JSON');
  }
  return checked(what, schema, value);
}

/** @throws UnreadableRecord */
export function checked<Schema extends z.ZodType>(
  what: string,
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const where = result.error.issues.map(
    (issue) => `${issue.path.join('.') || '(whole)'} ${issue.code}`,
  );
  throw new UnreadableRecord(what, where.slice(0, 5).join(', '));
}
