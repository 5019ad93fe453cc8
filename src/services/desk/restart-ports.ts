import type { DeviceId, Instant, PersonId } from './ids.js';

/** Which system manages a PC: a name that picks the adapter, and nothing more. */
export type DeviceSource = string;

/** Restarts PCs of one source. Throws ConnectorFailure. */
export interface RemoteRestarts {
  /** Resolves when it was accepted, which says nothing of whether the PC restarts. */
  restart(device: DeviceId): Promise<void>;
  /** The latest restart that the far end knows of each; a PC that it doesn't know is missing. */
  look(devices: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, RestartSight>>;
}

export interface RestartSight {
  readonly state: 'none' | 'pending' | 'active' | 'done' | 'failed' | 'not-supported' | 'cancelled';
  /** By the far end's own clock; another restart has another one. */
  readonly startedAt?: Instant;
}

/** A PC as the directory of its source knows it. */
export interface FoundPc {
  readonly device: DeviceId;
  readonly source: DeviceSource;
  readonly name: string;
  readonly model?: string;
  /** As the source says it: `Windows`, `iOS`. */
  readonly operatingSystem: string;
  readonly owner?: PersonId;
  /** Its source can act on it; false for one that is only registered. */
  readonly managed: boolean;
  readonly lastSync?: Instant;
}

/** Finds PCs by what people call them. Throws ConnectorFailure. */
export interface PcFinder {
  /** PCs of exactly this name, whatever its case. More than one is somebody's to choose from. */
  named(name: string): Promise<readonly FoundPc[]>;
  known(devices: readonly DeviceId[]): Promise<readonly FoundPc[]>;
  ofPerson(person: PersonId): Promise<readonly FoundPc[]>;
  /** Names and languages of these people, as the directory has them; unknown ones are left out. */
  people(ids: readonly PersonId[]): Promise<readonly PcUser[]>;
  /** Undefined: there is no such group, or more than one. Nested groups count. */
  ofGroup(name: string): Promise<GroupOfPcs | undefined>;
}

export interface PcUser {
  readonly id: PersonId;
  readonly name: string;
  /** BCP 47, as they or their organisation set it. */
  readonly language?: string;
}

export interface GroupOfPcs {
  readonly pcs: readonly FoundPc[];
  /** Names of devices in it that no source manages. */
  readonly unmanaged: readonly string[];
}
