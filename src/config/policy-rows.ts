import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND } from '../services/desk/ids.js';
import { policySchema } from './policy-schema.js';

/** One key of the policy file. */
export interface PolicyRow {
  /** `expiry.limit` */
  readonly key: string;
  readonly meaning: string;
  /** As it would be written in the file. */
  readonly standard: string;
}

/** Every key of the policy file with its default, out of the schema itself. */
export function policyRows(): readonly PolicyRow[] {
  return rowsOf(policySchema, policySchema.parse({}), []);
}

function rowsOf(schema: z.core.$ZodType, value: unknown, path: readonly string[]): PolicyRow[] {
  const described = descriptionOf(schema);
  if (described !== undefined) {
    return [{ key: path.join('.'), meaning: described, standard: written(path, value) }];
  }
  const inner = unwrapped(schema);
  if (!(inner instanceof z.ZodObject) || typeof value !== 'object' || value === null) {
    throw new Error(`the policy's ${path.join('.')} has no description`);
  }
  const values = new Map(Object.entries(value));
  const shape: z.core.$ZodShape = inner.shape;
  return Object.entries(shape).flatMap(([name, field]) =>
    rowsOf(field, values.get(name), [...path, name]),
  );
}

/** A default keeps the description of what it is the default of, and the other way round. */
function descriptionOf(schema: z.core.$ZodType): string | undefined {
  return z.globalRegistry.get(schema)?.description;
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrapped(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) return unwrapped(schema.in);
  return schema;
}

/** Numbers that are no counts are spans of time. */
const COUNTS = /(?:Times|\.text|openPerPerson|quorum|PerMinute|PerHour|notToday|\.size|stopAbove)$/;

function written(path: readonly string[], value: unknown): string {
  if (typeof value === 'number') {
    return COUNTS.test(path.join('.')) ? String(value) : span(value);
  }
  if (Array.isArray(value)) {
    const items = value.map((item) =>
      typeof item === 'object' ? JSON.stringify(item) : String(item),
    );
    return items.length === 0 ? '[]' : items.join(', ');
  }
  if (typeof value === 'object' && value !== null && 'kind' in value) return String(value.kind);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The largest unit that leaves no rest; `30m` of 1 800 000. */
function span(value: number): string {
  const units = [
    ['d', DAY],
    ['h', HOUR],
    ['m', MINUTE],
    ['s', SECOND],
  ] as const;
  // A single day reads better in hours.
  const fits = units.find(([, size]) => value % size === 0 && (size !== DAY || value > DAY));
  return fits ? `${value / fits[1]}${fits[0]}` : `${value}ms`;
}
