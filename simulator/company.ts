import { noordzeeDevices } from './company-devices.js';
import { noordzeePeople } from './company-people.js';
import type { Company, Group } from './company-types.js';

/** Fixed object ids of the cast, by first name. */
export const CAST = {
  anna: 'a0000001-0000-4000-8000-000000000001',
  luc: 'a0000002-0000-4000-8000-000000000002',
  sam: 'a0000003-0000-4000-8000-000000000003',
  priya: 'a0000004-0000-4000-8000-000000000004',
  eva: 'a0000005-0000-4000-8000-000000000005',
  tom: 'a0000006-0000-4000-8000-000000000006',
  marie: 'a0000007-0000-4000-8000-000000000007',
  gus: 'a0000008-0000-4000-8000-000000000008',
  olga: 'a0000009-0000-4000-8000-000000000009',
} as const;

export const ROLE_GROUPS = {
  operators: 'b0000001-0000-4000-8000-000000000001',
  admins: 'b0000002-0000-4000-8000-000000000002',
  auditors: 'b0000003-0000-4000-8000-000000000003',
  secondLine: 'b0000004-0000-4000-8000-000000000004',
  /** No role or scope until a policy names them. */
  branch: 'b0000005-0000-4000-8000-000000000005',
  antwerp: 'b0000006-0000-4000-8000-000000000006',
  kiosks: 'b0000007-0000-4000-8000-000000000007',
  board: 'b0000008-0000-4000-8000-000000000008',
  /** A hundred PCs in the demo. */
  warehouse: 'b000000a-0000-4000-8000-00000000000a',
} as const;

const TEAM_GROUP = 'b0000009-0000-4000-8000-000000000009';
const TENANT = 'c0000001-0000-4000-8000-000000000001';

/** Two groups of one name, as Entra lets them be. */
const RECEPTIONS: readonly Group[] = [
  {
    id: 'b000000b-0000-4000-8000-00000000000b',
    displayName: 'Reception',
    description: 'Front desk in Antwerp',
    members: [CAST.luc],
  },
  {
    id: 'b000000c-0000-4000-8000-00000000000c',
    displayName: 'Reception',
    description: 'Front desk in Rotterdam',
    members: [CAST.anna],
  },
];

function noordzeeGroups(): Group[] {
  const { operators, admins, auditors, secondLine, branch, antwerp, kiosks, board } = ROLE_GROUPS;
  const { warehouse } = ROLE_GROUPS;
  return [
    {
      id: operators,
      displayName: 'Helpdesk Operators',
      members: [CAST.sam, CAST.gus, secondLine],
    },
    { id: secondLine, displayName: 'Helpdesk Second Line', members: [CAST.priya] },
    { id: admins, displayName: 'Helpdesk Admins', members: [CAST.eva] },
    { id: auditors, displayName: 'Auditors', members: [] },
    { id: branch, displayName: 'Antwerp Branch Helpers', members: [] },
    { id: antwerp, displayName: 'Antwerp People', members: [] },
    { id: kiosks, displayName: 'Kiosks and Servers', members: [] },
    { id: board, displayName: 'Board', members: [] },
    { id: warehouse, displayName: 'Warehouse', members: [] },
    ...RECEPTIONS,
    { id: TEAM_GROUP, displayName: 'Help desk', members: [CAST.sam, CAST.priya, CAST.eva] },
  ];
}

/** Noordzee Logistics: a small company with awkward cases in it. Made fresh on each call. */
export function noordzee(): Company {
  const { operators, admins, auditors } = ROLE_GROUPS;
  return {
    name: 'Noordzee Logistics',
    tenantId: TENANT,
    bot: {
      appId: 'd0000001-0000-4000-8000-000000000001',
      name: 'Deskside',
      password: 'simulated-bot-password',
    },
    graphApp: {
      clientId: 'd0000002-0000-4000-8000-000000000002',
      secret: 'simulated-graph-secret',
      roles: [
        'User.Read.All',
        'GroupMember.Read.All',
        'DeviceManagementManagedDevices.Read.All',
        'DeviceManagementManagedDevices.PrivilegedOperations.All',
        'RoleManagement.Read.Directory',
      ],
    },
    teamviewer: {
      token: '12345678-SimulatedTeamViewerToken',
      userId: 'u120083597',
      name: 'Noordzee Helpdesk',
      email: 'helpdesk@noordzee.example',
    },
    team: {
      id: '19:NoordzeeHelpDeskGeneral@thread.tacv2',
      name: 'Help desk',
      aadGroupId: TEAM_GROUP,
    },
    channel: {
      id: '19:NoordzeeHelpDesk0001@thread.tacv2',
      name: 'Help desk',
      members: [CAST.sam, CAST.priya, CAST.eva, CAST.tom, CAST.gus],
    },
    people: noordzeePeople(CAST),
    groups: noordzeeGroups(),
    devices: noordzeeDevices(CAST),
    roleGroups: { operators, admins, auditors },
  };
}
