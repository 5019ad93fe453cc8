import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Company, Device } from '../company-types.js';
import { bearerOf } from '../http.js';
import type { Call, Handler, Reply } from '../http.js';
import type { Random } from '../random.js';
import { dispatch } from '../router.js';
import type { Route } from '../router.js';
import { GRAPH_AUDIENCE } from '../tokens.js';
import type { BearerCheck, Tokens } from '../tokens.js';
import { Apps, type AppsParts } from './app-catalogue.js';
import { appRoutes } from './apps.js';
import { runBatch } from './batch.js';
import { deviceRoutes } from './devices.js';
import { Directory, entraObjectId } from './directory.js';
import type { GraphRoute, Registration } from './graph-call.js';
import {
  GraphError,
  directoryForbidden,
  errorReply,
  intuneForbidden,
  teamsForbidden,
  unknownSegment,
} from './graph-error.js';
import type { RequestIds } from './graph-error.js';
import { groupRoutes } from './groups.js';
import type { EntraControls } from '../login.js';
import { Reboots } from './reboots.js';
import { registrationRoutes } from './registrations.js';
import type { Entity } from './odata.js';
import { userRoutes } from './users.js';

const ROUTES: readonly GraphRoute[] = [
  ...userRoutes,
  ...groupRoutes,
  ...deviceRoutes,
  ...appRoutes,
  ...registrationRoutes,
];
const VERSIONS = ['/v1.0', '/beta'];

export interface GraphParts {
  readonly company: Company;
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly random: Random;
  readonly entra: EntraControls;
  readonly apps: AppsParts;
}

function rolesOf(bearer: BearerCheck): readonly string[] {
  if (typeof bearer !== 'string') return bearer.roles;
  const text = {
    missing: 'Access token is empty.',
    invalid: 'CompactToken validation failed.',
    expired: 'Lifetime validation failed, the token is expired.',
  }[bearer];
  throw new GraphError(401, 'InvalidAuthenticationToken', text);
}

function idsOf(call: Call): RequestIds {
  const requestId = randomUUID();
  const sent = call.headers['client-request-id'];
  return { requestId, clientRequestId: typeof sent === 'string' ? sent : requestId };
}

/** The simulated Microsoft Graph: users, groups, managed devices. Change it through its methods. */
export class Graph {
  readonly handler: Handler;
  /** Objects per page when the caller sends no `$top`; the real one uses 100 and 1000. */
  pageSize = 100;
  /** The organisation's app catalogue. */
  readonly apps: Apps;
  readonly reboots: Reboots;
  private readonly directory: Directory;

  constructor(private readonly parts: GraphParts) {
    this.directory = new Directory(parts.company, parts.clock);
    this.apps = new Apps(parts.apps);
    this.reboots = new Reboots(parts.clock);
    this.handler = (call) => this.answer(call);
  }

  /** Replaces the direct members (people and groups, by object id) of a group. */
  setMembers(groupId: string, members: readonly string[]): void {
    this.directory.setMembers(groupId, members);
  }

  /** Replaces the members of a group by managed devices, by Intune's ids. */
  setDeviceMembers(groupId: string, managedDeviceIds: readonly string[]): void {
    this.directory.setMembers(groupId, managedDeviceIds.map(entraObjectId));
  }

  /** Entra roles (template ids) that a group is assigned. */
  setDirectoryRoles(groupId: string, roles: readonly string[]): void {
    this.directory.setRoles(groupId, roles);
  }

  setOwners(groupId: string, owners: readonly string[]): void {
    this.directory.setOwners(groupId, owners);
  }

  /** Overrides properties of a user, by object id. */
  setUser(id: string, properties: Entity): void {
    this.directory.patch(id, properties);
  }

  /** Overrides properties of a managed device, by id. */
  setDevice(id: string, properties: Entity): void {
    this.directory.patch(id, properties);
  }

  addDevice(device: Device): void {
    this.directory.addDevice(device);
  }

  reset(): void {
    this.directory.reset();
    this.apps.reset();
    this.reboots.reset();
    this.pageSize = 100;
  }

  private registrations(): Registration[] {
    const { company, entra } = this.parts;
    return [
      { appId: company.bot.appId, ...entra.secrets.bot },
      { appId: company.graphApp.clientId, ...entra.secrets.graph },
    ];
  }

  private async answer(call: Call): Promise<Reply> {
    const ids = idsOf(call);
    const headers = {
      'request-id': ids.requestId,
      'client-request-id': ids.clientRequestId,
      'x-ms-ags-diagnostic': '{"ServerInfo":{"DataCenter":"Loopback","Slice":"E","Ring":"5"}}',
    };
    try {
      return { ...(await this.route(call, ids)), headers };
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      return { ...errorReply(error, ids), headers };
    }
  }

  private async route(call: Call, ids: RequestIds): Promise<Reply> {
    const version = VERSIONS.find((prefix) => call.path.startsWith(`${prefix}/`));
    if (version === undefined) throw unknownSegment(call.path.split('/')[1] ?? '');
    const path = call.path.slice(version.length);
    const bearer = await this.parts.tokens.check(bearerOf(call.headers), GRAPH_AUDIENCE);
    const roles = rolesOf(bearer);
    if (call.method === 'POST' && decodeURIComponent(path) === '/$batch') {
      return runBatch(call, (part) => this.answer(part), this.parts.random);
    }
    const { directory, apps, reboots, pageSize } = this;
    const found = dispatch(
      ROUTES.map(({ method, pattern, ...route }): Route => ({
        method,
        pattern: `${version}${pattern}`,
        handle: (_call, param) => {
          this.authorise(route, roles, ids);
          const registrations = this.registrations();
          const parts = { directory, apps, reboots, registrations, pageSize };
          return route.handle({ call, param, ids, ...parts });
        },
      })),
      call,
    );
    if (!found) throw unknownSegment(path.split('/').at(-1) ?? '');
    return found;
  }

  private authorise(
    { needs, area }: Pick<GraphRoute, 'needs' | 'area'>,
    roles: readonly string[],
    ids: RequestIds,
  ): void {
    const missing = needs.find((any) => !any.some((role) => roles.includes(role)));
    if (!missing) return;
    if (area === 'teams') throw teamsForbidden(missing, roles);
    throw area === 'intune' ? intuneForbidden(missing, ids) : directoryForbidden();
  }
}
