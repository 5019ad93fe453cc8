/** Branded ids and units. Made only by the parsers below and by the edges that verified them. */
declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** `REQ-12`. */
export type RequestId = Branded<string, 'RequestId'>;
/** `CHG-3`: a change that needs a second person. */
export type ChangeId = Branded<string, 'ChangeId'>;
/** `TASK-12`: a restart of one or many PCs. */
export type TaskId = Branded<string, 'TaskId'>;
/** Entra object id of a person (lower-case GUID): `from.aadObjectId` of a verified activity. */
export type PersonId = Branded<string, 'PersonId'>;
/** Intune managed device id (GUID). */
export type DeviceId = Branded<string, 'DeviceId'>;
/** TeamViewer session code such as `s06-301-144`. Not a secret; the links are. */
export type SessionCode = Branded<string, 'SessionCode'>;
/** Milliseconds since 1970-01-01T00:00Z in desk time (Redis TIME plus the demo's offset). */
export type Instant = number;
/** A span in milliseconds. */
export type Millis = number;
/** Where a person's words lie beside the events: `v` + version of the event they came with. */
export type WordsRef = string;

export const SECOND: Millis = 1_000;
export const MINUTE: Millis = 60 * SECOND;
export const HOUR: Millis = 60 * MINUTE;
export const DAY: Millis = 24 * HOUR;

const GUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** Parses an Entra object id; undefined when it isn't a GUID. */
export function parsePersonId(text: string): PersonId | undefined {
  const lower = text.toLowerCase();
  return GUID.test(lower) ? (lower as PersonId) : undefined;
}

/** Parses `REQ-12`, `req-12`, `#12` or `12`; undefined when it is none of these. */
export function parseRequestId(text: string): RequestId | undefined {
  const match = /^#?(?:req-)?(\d{1,9})$/i.exec(text.trim());
  return match ? requestId(Number(match[1])) : undefined;
}

export function requestId(number: number): RequestId {
  return `REQ-${number}` as RequestId;
}

/** Parses `CHG-3` or `chg-3`; undefined when it is none of these. A bare number means a request. */
export function parseChangeId(text: string): ChangeId | undefined {
  const match = /^chg-(\d{1,9})$/i.exec(text.trim());
  return match ? changeId(Number(match[1])) : undefined;
}

export function changeId(number: number): ChangeId {
  return `CHG-${number}` as ChangeId;
}

/** Parses `TASK-12` or `task-12`; undefined when it is none of these. A bare number means a request. */
export function parseTaskId(text: string): TaskId | undefined {
  const match = /^task-(\d{1,9})$/i.exec(text.trim());
  return match ? taskId(Number(match[1])) : undefined;
}

export function taskId(number: number): TaskId {
  return `TASK-${number}` as TaskId;
}

export function deviceId(text: string): DeviceId {
  return text as DeviceId;
}

export function sessionCode(text: string): SessionCode {
  return text as SessionCode;
}
