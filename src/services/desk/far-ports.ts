import type { DeviceId, Instant, Millis, PersonId, RequestId, SessionCode } from './ids.js';

/** Session links, encrypted with AES-256-GCM beside the request, with a time to live. */
export interface SessionLinks {
  put(id: RequestId, code: SessionCode, links: Links, ttl: Millis): Promise<void>;
  get(id: RequestId, code: SessionCode): Promise<Links | undefined>;
  drop(id: RequestId, code: SessionCode): Promise<void>;
}

export interface Links {
  /** For the user alone. */
  readonly customer: string;
  /** For the helper alone. */
  readonly supporter: string;
}

/** A remote-assistance backend. Throws ConnectorFailure. */
export interface RemoteSessions {
  /** The session made for this op, if there is one: read before each call after a doubt. */
  find(op: string): Promise<MadeSession | undefined>;
  make(wish: SessionWish): Promise<MadeSession>;
  look(code: SessionCode): Promise<{ readonly open: boolean; readonly online: boolean }>;
  /** Closing a closed session is no error. */
  close(code: SessionCode): Promise<void>;
  /** The connection report, once the connection ended; undefined before that. */
  report(
    code: SessionCode,
    since: Instant,
  ): Promise<{ readonly from: Instant; readonly to: Instant } | undefined>;
}

export interface SessionWish {
  readonly op: string;
  readonly description: string;
  readonly customerName: string;
  readonly waitingMessage: string;
  readonly validUntil: Instant;
}

export interface MadeSession {
  readonly code: SessionCode;
  readonly open: boolean;
  readonly validUntil: Instant;
  readonly links: Links;
}

export interface Device {
  readonly id: DeviceId;
  readonly name: string;
  readonly model?: string;
  readonly operatingSystem: string;
  readonly compliant?: boolean;
  readonly lastSync?: Instant;
}

/** People, groups and devices of the organisation. Throws ConnectorFailure. */
export interface Directory {
  devicesOf(person: PersonId): Promise<readonly Device[]>;
  /** By object id or user principal name, else by the start of the display name; at most `most`. */
  find(text: string, most: number): Promise<readonly DirectoryPerson[]>;
  /** By object id or the whole display name, which several groups may share. */
  groups(text: string): Promise<readonly DirectoryGroup[]>;
  /** Everyone in these groups, nested ones included. */
  membersOf(groups: readonly string[]): Promise<readonly PersonId[]>;
  guests(): Promise<readonly PersonId[]>;
  /** Intune's managed devices among the devices in these groups, nested ones included. */
  devicesIn(groups: readonly string[]): Promise<readonly DeviceId[]>;
  /** Template ids of the Entra roles that a group is assigned; undefined when that may not be read. */
  directoryRolesOf(group: string): Promise<readonly string[] | undefined>;
  /** Of the team behind this group. */
  teamOf(group: string): Promise<{
    readonly members: readonly PersonId[];
    readonly owners: readonly PersonId[];
  }>;
}

export interface DirectoryGroup {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
}

export interface DirectoryPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly upn: string;
  /** BCP 47, as they or their organisation set it. */
  readonly language?: string;
  readonly guest: boolean;
  readonly enabled: boolean;
}
