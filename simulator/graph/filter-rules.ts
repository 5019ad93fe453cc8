import { comparisons } from './filter.js';
import type { Filter } from './filter.js';

/** What each property can be filtered by; properties not named can't be filtered at all. */
export type FilterRules = Readonly<Record<string, readonly string[]>>;

/** managedDevice, per the entity description in Graph's schema: `or` only within one property. */
export const DEVICE_FILTERS: FilterRules = {
  deviceName: ['eq', 'contains'],
  userPrincipalName: ['eq', 'ne'],
  serialNumber: ['eq', 'or'],
  imei: ['eq', 'or'],
  model: ['eq', 'contains'],
  lastSyncDateTime: ['lt', 'gt'],
  enrolledDateTime: ['lt', 'gt'],
  complianceGracePeriodExpirationDateTime: ['lt', 'gt'],
  azureADDeviceId: ['eq'],
  complianceState: ['eq', 'or'],
  managementState: ['eq', 'or'],
  managementAgent: ['eq', 'or'],
  operatingSystem: ['eq', 'or'],
  manufacturer: ['eq', 'or'],
  jailBroken: ['eq', 'or'],
  osVersion: ['contains'],
  emailAddress: ['contains'],
  phoneNumber: ['contains'],
};

export const USER_FILTERS: FilterRules = {
  id: ['eq', 'or'],
  userPrincipalName: ['eq', 'startswith', 'or'],
  displayName: ['eq', 'startswith', 'or'],
  givenName: ['eq', 'startswith', 'or'],
  surname: ['eq', 'startswith', 'or'],
  mail: ['eq', 'startswith', 'or'],
  userType: ['eq', 'or'],
  accountEnabled: ['eq', 'or'],
};

/**
 * The first property that a filter uses in a way the entity doesn't support; null when all is well.
 * `mixedOr` says whether `or` may join different properties (users: yes, devices: no).
 */
export function unsupportedIn(filter: Filter, rules: FilterRules, mixedOr: boolean): string | null {
  if (filter.kind === 'compare') {
    return rules[filter.property]?.includes(filter.operator) === true ? null : filter.property;
  }
  if (filter.kind === 'or') {
    const properties = new Set(comparisons(filter).map(({ property }) => property));
    const [first = ''] = properties;
    const allowed = [...properties].every((name) => rules[name]?.includes('or') === true);
    if (!allowed || (!mixedOr && properties.size > 1)) return first;
  }
  for (const part of filter.parts) {
    const problem = unsupportedIn(part, rules, mixedOr);
    if (problem !== null) return problem;
  }
  return null;
}
