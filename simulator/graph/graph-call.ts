import type { Call, Reply } from '../http.js';
import type { Param } from '../router.js';
import type { Apps } from './app-catalogue.js';
import type { Directory } from './directory.js';
import type { RequestIds } from './graph-error.js';
import type { Reboots } from './reboots.js';

/** An app registration with its secret; Graph tells the first three characters of it and when it ends. */
export interface Registration {
  readonly appId: string;
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly ends: number;
}

/** One Graph call on its way to its handler; the path still starts with the version. */
export interface GraphCall {
  readonly call: Call;
  readonly param: Param;
  readonly ids: RequestIds;
  readonly directory: Directory;
  readonly apps: Apps;
  readonly reboots: Reboots;
  readonly registrations: readonly Registration[];
  /** Objects on a page when the caller doesn't say. */
  readonly pageSize: number;
}

export interface GraphRoute {
  readonly method: string;
  /** Path behind the version. */
  readonly pattern: string;
  /** One of these application permissions must be in the token, for each inner list. */
  readonly needs: readonly (readonly string[])[];
  readonly area: 'directory' | 'intune' | 'teams';
  readonly handle: (graphCall: GraphCall) => Reply;
}

export const READ_USERS = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'] as const;
export const READ_GROUPS = [
  'GroupMember.Read.All',
  'Group.Read.All',
  'Directory.Read.All',
] as const;
export const READ_DIRECTORY_ROLES = [
  'RoleManagement.Read.Directory',
  'RoleManagement.ReadWrite.Directory',
  'Directory.Read.All',
] as const;
export const RESTART_DEVICES = ['DeviceManagementManagedDevices.PrivilegedOperations.All'] as const;
export const READ_DEVICES = [
  'DeviceManagementManagedDevices.Read.All',
  'DeviceManagementManagedDevices.ReadWrite.All',
] as const;
