import type { Device } from './company-types.js';

type Owner = 'anna' | 'luc' | 'sam' | 'eva' | 'tom' | 'olga' | 'priya';

const WINDOWS_PC = {
  operatingSystem: 'Windows',
  osVersion: '10.0.26100.2314',
  manufacturer: 'Dell Inc.',
  complianceState: 'compliant',
  managementAgent: 'mdm',
  deviceEnrollmentType: 'windowsAzureADJoin',
  lastSyncHoursAgo: 2,
} as const;

type Sketch = Pick<Device, 'deviceName' | 'model'> &
  Partial<Omit<Device, 'id' | 'userId'>> & { readonly owner: Owner | null };

const NOT_JOINED = '00000000-0000-0000-0000-000000000000';

const SKETCHES: readonly Sketch[] = [
  { deviceName: 'LT-ANNA-01', model: 'Latitude 7440', owner: 'anna', lastSyncHoursAgo: 1 },
  {
    deviceName: 'Anna’s iPhone',
    model: 'iPhone 15',
    owner: 'anna',
    operatingSystem: 'iOS',
    osVersion: '18.1',
    manufacturer: 'Apple',
    deviceEnrollmentType: 'userEnrollment',
  },
  { deviceName: 'PC-LUC-01', model: 'OptiPlex 7010', owner: 'luc', lastSyncHoursAgo: 3 },
  {
    deviceName: 'PC-LUC-02',
    model: 'OptiPlex 5090',
    owner: 'luc',
    lastSyncHoursAgo: 9 * 24,
    complianceState: 'noncompliant',
  },
  {
    deviceName: 'PC-TOM-WG',
    model: 'Precision 3660',
    owner: 'tom',
    deviceEnrollmentType: 'userEnrollment',
    azureADDeviceId: NOT_JOINED,
    managementAgent: 'intuneClient',
  },
  {
    deviceName: 'PC-TOM-DEM',
    model: 'OptiPlex 3000',
    owner: 'tom',
    deviceEnrollmentType: 'deviceEnrollmentManager',
  },
  { deviceName: 'LT-0042', model: 'Latitude 5440', owner: 'sam' },
  {
    deviceName: 'LT-0042',
    model: 'ThinkPad T14',
    owner: 'eva',
    manufacturer: 'LENOVO',
    complianceState: 'inGracePeriod',
  },
  { deviceName: 'LT-PRIYA-01', model: 'Latitude 7450', owner: 'priya' },
  { deviceName: 'LT-OLGA-01', model: 'Latitude 7420', owner: 'olga', lastSyncHoursAgo: 60 * 24 },
  {
    deviceName: 'HOLO-01',
    model: 'HoloLens 2',
    owner: 'tom',
    manufacturer: 'Microsoft Corporation',
    operatingSystem: 'Windows Holographic',
    osVersion: '10.0.22621.1409',
  },
  {
    deviceName: 'KIOSK-ANDROID-01',
    model: 'Galaxy Tab Active5',
    owner: null,
    manufacturer: 'samsung',
    operatingSystem: 'AndroidEnterprise',
    osVersion: '14.0',
    deviceEnrollmentType: 'androidEnterpriseDedicatedDevice',
    managementAgent: 'googleCloudDevicePolicyController',
  },
];

function numbered(prefix: string, index: number): string {
  const digit = String(index + 1).padStart(4, '0');
  return `${prefix}000${digit}-0000-4000-8000-00000000${digit}`;
}

/** The devices of Noordzee Logistics: offline, userless, phone, goggles and a shared name. */
export function noordzeeDevices(ids: Readonly<Record<Owner, string>>): Device[] {
  return SKETCHES.map(({ owner, ...sketch }, index) => ({
    ...WINDOWS_PC,
    azureADDeviceId: numbered('f', index),
    serialNumber: `NZL${String(1000 + index)}`,
    ...sketch,
    id: numbered('e', index),
    userId: owner === null ? null : ids[owner],
  }));
}
