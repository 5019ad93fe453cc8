import { z } from 'zod';
import type { AuditEntry } from '../desk/ports.js';
import type { Outcome } from '../desk/refusal.js';
import type { RequestEvent } from '../desk/requests/event.js';
import type { Request } from '../desk/requests/request.js';
import { eventRecord } from './event-record.js';
import { outcomeRecord } from './outcome-record.js';
import { countField, millisField, personField, requestField } from './record-fields.js';
import { checked, parsed, UnreadableRecord } from './record-parsing.js';
import { requestRecord } from './request-record.js';

/** The shape that this version writes. */
const SCHEMA = 1;
/**
 * Steps from one shape of the record to the next: `UPGRADES[n]` turns schema n into n + 1. A record is upgraded
 * when it is read, and written in the new shape with its next change.
 */
const UPGRADES: Readonly<Record<number, (record: object) => object>> = {};

const versioned = z.looseObject({ schema: z.number().int().positive() });

export function readRequest(json: string): Request {
  const record = upgraded(parsed('request', versioned, json));
  return checked('request', requestRecord, record);
}

/** @throws UnreadableRecord before anything is written, when it couldn't be read back. */
export function writeRequest(request: Request): string {
  return JSON.stringify(checked('request', requestRecord, request));
}

function upgraded(record: z.infer<typeof versioned>): object {
  let current: object = record;
  for (let schema = record.schema; schema < SCHEMA; schema += 1) {
    const step = UPGRADES[schema];
    if (step === undefined) throw new UnreadableRecord('request', `no step from schema ${schema}`);
    current = step(current);
  }
  if (record.schema > SCHEMA)
    throw new UnreadableRecord('request', `schema ${record.schema} is newer than ${SCHEMA}`);
  return current;
}

export function readEvent(json: string): RequestEvent {
  return parsed('event', eventRecord, json);
}

export function writeEvent(event: RequestEvent): string {
  return JSON.stringify(checked('event', eventRecord, event));
}

export function readOutcome(json: string): Outcome {
  return parsed('outcome', outcomeRecord, json);
}

export function writeOutcome(outcome: Outcome): string {
  return JSON.stringify(checked('outcome', outcomeRecord, outcome));
}

const wordsRecord = z.strictObject({ by: personField, text: z.string() });

export function readWords(json: string): z.infer<typeof wordsRecord> {
  return parsed('words', wordsRecord, json);
}

const auditRecord = z.strictObject({
  at: millisField,
  actor: z.union([z.literal('desk'), personField]),
  command: z.string(),
  place: z.enum(['personal', 'help-desk', 'elsewhere', 'desk']),
  request: requestField.optional(),
  version: countField.optional(),
  outcome: z.enum(['done', 'refused']),
  code: z.string().optional(),
  opKey: z.string(),
}) satisfies z.ZodType<AuditEntry>;

export function readAudit(json: string): AuditEntry {
  return parsed('audit entry', auditRecord, json);
}
