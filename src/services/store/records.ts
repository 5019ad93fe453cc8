import { z } from 'zod';
import type { Change } from '../desk/changes/change.js';
import type { ChangeEvent } from '../desk/changes/event.js';
import { parseChangeId, parseRequestId, parseTaskId } from '../desk/ids.js';
import type { AuditEntry, Freeze, Kept, KeptEvent, KeptId } from '../desk/ports.js';
import type { AnyOutcome } from '../desk/refusal.js';
import type { RequestEvent } from '../desk/requests/event.js';
import type { Request } from '../desk/requests/request.js';
import type { TaskEvent } from '../desk/tasks/event.js';
import type { Task } from '../desk/tasks/task.js';
import { changeEventRecord, changeRecord } from './change-record.js';
import { eventRecord } from './event-record.js';
import { outcomeRecord } from './outcome-record.js';
import { countField, keptField, millisField, personField } from './record-fields.js';
import { checked, parsed, UnreadableRecord } from './record-parsing.js';
import { requestRecord } from './request-record.js';
import { taskEventRecord, taskRecord } from './task-record.js';

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

export function readChange(json: string): Change {
  return parsed('change', changeRecord, json);
}

export function readChangeEvent(json: string): ChangeEvent {
  return parsed('change event', changeEventRecord, json);
}

export function readTask(json: string): Task {
  return parsed('task', taskRecord, json);
}

export function readTaskEvent(json: string): TaskEvent {
  return parsed('task event', taskEventRecord, json);
}

/** What the record under this id is. @throws UnreadableRecord */
export function readKept(id: KeptId, json: string): Kept {
  if (parseChangeId(id) !== undefined) return { of: 'change', record: readChange(json) };
  if (parseTaskId(id) !== undefined) return { of: 'task', record: readTask(json) };
  if (parseRequestId(id) !== undefined) return { of: 'request', record: readRequest(json) };
  throw new UnreadableRecord('record', `nothing has an id like ${id}`);
}

export function writeKept(kept: Kept): string {
  switch (kept.of) {
    case 'request':
      return writeRequest(kept.record);
    case 'change':
      return JSON.stringify(checked('change', changeRecord, kept.record));
    case 'task':
      return JSON.stringify(checked('task', taskRecord, kept.record));
  }
}

const EVENT_RECORDS: Readonly<Record<Kept['of'], z.ZodType>> = {
  request: eventRecord,
  change: changeEventRecord,
  task: taskEventRecord,
};

export function writeKeptEvent(of: Kept['of'], event: KeptEvent): string {
  return JSON.stringify(checked('event', EVENT_RECORDS[of], event));
}

const freezeRecord = z.strictObject({
  by: personField,
  at: millisField,
  reason: z.string(),
}) satisfies z.ZodType<Freeze>;

export function readFreeze(json: string): Freeze {
  return parsed('freeze', freezeRecord, json);
}

export function readOutcome(json: string): AnyOutcome {
  return parsed('outcome', outcomeRecord, json);
}

export function writeOutcome(outcome: AnyOutcome): string {
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
  request: keptField.optional(),
  version: countField.optional(),
  outcome: z.enum(['done', 'refused']),
  code: z.string().optional(),
  opKey: z.string(),
  subject: personField.optional(),
  right: z.string().optional(),
}) satisfies z.ZodType<AuditEntry>;

export function readAudit(json: string): AuditEntry {
  return parsed('audit entry', auditRecord, json);
}
