import { z } from 'zod';
import { ConnectorFailure } from '../desk/failures.js';
import { finding, type Finding, type SelfTest } from '../desk/self-test.js';
import { createGraphClient, type GraphClient } from './client.js';
import { testGroups, type RoleGroups } from './group-test.js';
import { readKeys } from './secret-test.js';
import { impatient, signInAnew, type SignIn } from './sign-in-test.js';
import { catalogueApp } from './wire.js';

export interface GraphTestParts extends SignIn {
  readonly baseUrl: string;
  readonly roleGroups: RoleGroups;
  /** Whose registration is read, to see whether it may be. */
  readonly appId: string;
  /** Id in the app's manifest, where it is known. */
  readonly manifestId?: string | undefined;
}

/** Each permission is tried by a call that needs it: what a consent screen says isn't always what Graph does. */
export function createGraphTests(parts: GraphTestParts): readonly SelfTest[] {
  return [
    {
      check: 'graph',
      watched: true,
      run: () =>
        signedIn(parts, true, (client) =>
          Promise.all(NEEDED.map((permission) => tryOut(client, '', permission))),
        ),
    },
    {
      check: 'permission',
      watched: false,
      run: () =>
        signedIn(parts, false, (client, token) =>
          Promise.all(optional(parts).map((permission) => tryOut(client, token, permission))),
        ),
    },
    {
      check: 'operators',
      watched: false,
      run: () => signedIn(parts, false, (client) => testGroups(client, parts.roleGroups)),
    },
  ];
}

/** Without Graph nobody is found, has a role or a PC. */
export function graphMissing(): SelfTest {
  return { check: 'graph', watched: true, run: async () => [finding('graph', 'sign-in.none')] };
}

async function signedIn(
  parts: GraphTestParts,
  told: boolean,
  look: (client: GraphClient, token: string) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const { tokens, findings } = await signInAnew(parts);
  const before = told ? findings : [];
  if (!tokens) return before;
  const client = createGraphClient({
    baseUrl: parts.baseUrl,
    http: impatient(parts.http),
    tokens,
  });
  return [...before, ...(await look(client, await tokens.get()))];
}

interface Permission {
  readonly name: string;
  /** Names the text that says what it is for. */
  readonly for:
    | 'users'
    | 'groups'
    | 'devices'
    | 'applications'
    | 'catalogue'
    | 'install'
    | 'roles'
    | 'restarts';
  readonly needed: boolean;
  readonly call: (client: GraphClient, token: string) => Promise<unknown>;
}

const NEEDED: readonly Permission[] = [
  {
    name: 'User.Read.All',
    for: 'users',
    needed: true,
    call: (client) => first(client, '/v1.0/users?$select=id&$top=1'),
  },
  {
    name: 'GroupMember.Read.All',
    for: 'groups',
    needed: true,
    call: (client) => first(client, '/v1.0/groups?$select=id&$top=1'),
  },
  {
    name: 'DeviceManagementManagedDevices.Read.All',
    for: 'devices',
    needed: true,
    call: (client) => first(client, '/v1.0/deviceManagement/managedDevices?$select=id&$top=1'),
  },
];

/** Assignments are listed of somebody; of nobody there are none. */
const NOBODY = encodeURIComponent("principalId eq '00000000-0000-0000-0000-000000000000'");

function optional({ appId, manifestId }: GraphTestParts): readonly Permission[] {
  const filter = encodeURIComponent(`externalId eq '${manifestId ?? appId}'`);
  const catalogue = `/v1.0/appCatalogs/teamsApps?$filter=${filter}&$expand=appDefinitions`;
  return [
    {
      name: 'Application.Read.All',
      for: 'applications',
      needed: false,
      call: (client) => readKeys(client, appId),
    },
    {
      name: 'DeviceManagementManagedDevices.PrivilegedOperations.All',
      for: 'restarts',
      needed: false,
      // Trying it out would be a restart: what the token says of itself has to do.
      call: (_client, token) =>
        saysRole(token, 'DeviceManagementManagedDevices.PrivilegedOperations.All'),
    },
    {
      name: 'RoleManagement.Read.Directory',
      for: 'roles',
      needed: false,
      call: (client) =>
        first(
          client,
          `/v1.0/roleManagement/directory/roleAssignments?$filter=${NOBODY}&$select=id`,
        ),
    },
    {
      name: 'AppCatalog.Read.All',
      for: 'catalogue',
      needed: false,
      call: (client) =>
        one(client.items({ operation: 'self-test', path: catalogue, schema: catalogueApp })),
    },
    {
      name: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
      for: 'install',
      needed: false,
      call: installedApps,
    },
  ];
}

/** Lists the apps of whomever comes first: installing would be no test. */
async function installedApps(client: GraphClient): Promise<void> {
  const [somebody] = await first(client, '/v1.0/users?$select=id&$top=1');
  if (somebody) await first(client, `/v1.0/users/${somebody.id}/teamwork/installedApps?$select=id`);
}

async function tryOut(
  client: GraphClient,
  token: string,
  permission: Permission,
): Promise<Finding> {
  const { name, for: purpose, needed } = permission;
  const params = { permission: name, for: purpose };
  try {
    await permission.call(client, token);
    return finding('permission', 'permission.granted', params);
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    const { status, code } = error.details;
    // Somebody or something that isn't there was looked for, and that was allowed.
    if (status === 404) return finding('permission', 'permission.granted', params);
    const told = { ...params, code: code ?? String(status ?? '') };
    if (status === 401 || status === 403)
      return finding('permission', needed ? 'permission.missing' : 'permission.optional', told);
    return finding('permission', needed ? 'permission.no-answer' : 'permission.unclear', told);
  }
}

const tokenClaims = z.object({ roles: z.array(z.string()).catch([]) });
const FORBIDDEN = 403;

/** Application permissions stand in the token. Throws ConnectorFailure when this one doesn't. */
async function saysRole(token: string, role: string): Promise<void> {
  const [, claims = ''] = token.split('.');
  const { roles } = tokenClaims.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()));
  if (roles.includes(role)) return;
  throw new ConnectorFailure({
    system: 'graph',
    operation: 'self-test',
    retryable: false,
    applied: 'no',
    status: FORBIDDEN,
  });
}

const anything = z.object({ id: z.string() });

async function first(client: GraphClient, path: string): Promise<readonly { id: string }[]> {
  return one(client.items({ operation: 'self-test', path, schema: anything }));
}

async function one<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  for await (const item of items) return [item];
  return [];
}
