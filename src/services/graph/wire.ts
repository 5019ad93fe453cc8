import { z } from 'zod';

/** Answer of the token endpoint of Entra and of a managed identity, which sends numbers as strings. */
export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional(),
  /** Seconds since 1970; App Service sends this one alone. */
  expires_on: z.coerce.number().positive().optional(),
});

export const entraError = z.object({
  error: z.string().optional(),
  error_codes: z.array(z.number()).optional(),
});

export const graphError = z.object({
  error: z.object({ code: z.string().catch(''), message: z.string().catch('') }),
});

/** What Intune puts, as JSON in a string, where Graph has its message. */
export const intuneError = z.object({
  ErrorCode: z.string().optional(),
  Message: z.string().optional(),
});

/** One page of a collection; items are parsed by the caller's schema. Pages may be empty. */
export function page<T>(item: z.ZodType<T>) {
  return z.object({ value: z.array(item), '@odata.nextLink': z.string().min(1).optional() });
}

/** Graph gives null, and Intune an empty string, for what isn't known. */
const known = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === '' ? undefined : text));

export const managedDevice = z.object({
  id: z.string().min(1),
  deviceName: known,
  model: known,
  operatingSystem: known,
  complianceState: known,
  lastSyncDateTime: known,
});

/** With what a restart has to know of it. */
export const managedPc = z.object({
  id: z.string().min(1),
  deviceName: known,
  model: known,
  operatingSystem: known,
  managementAgent: known,
  lastSyncDateTime: known,
  userId: known,
  azureADDeviceId: known,
});

/** What became of actions on a device; filled only where it is asked for by id. */
export const actionResults = z.object({
  deviceActionResults: z
    .array(z.object({ actionName: z.string(), actionState: z.string(), startDateTime: known }))
    .nullish()
    .transform((results) => results ?? []),
});

/** Parts of a `$batch`, in any order. */
export const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z
        .record(z.string(), z.string())
        .nullish()
        .transform((headers) => headers ?? {}),
      body: z.unknown(),
    }),
  ),
});

/** For writing to somebody who never wrote to us. */
export const pcUser = z.object({ id: z.guid(), displayName: known, preferredLanguage: known });

export const namedGroup = z.object({ id: z.guid(), displayName: known, description: known });

export const directoryUser = z.object({
  id: z.guid(),
  displayName: known,
  userPrincipalName: z.string(),
  preferredLanguage: known,
  userType: known,
  accountEnabled: z.boolean().nullish(),
});

/** A device of a group: `deviceId` is what Intune calls azureADDeviceId. */
export const entraDevice = z.object({ deviceId: z.string().min(1), displayName: known });
export const managedDeviceKeys = z.object({ id: z.string().min(1), azureADDeviceId: known });

/** Of a built-in role `roleDefinitionId` is the id of its template. */
export const roleAssignment = z.object({ roleDefinitionId: z.string().min(1) });

export const onlyId = z.object({ id: z.guid() });

/** An app of the organisation's catalogue, with `$expand=appDefinitions`. */
export const catalogueApp = z.object({
  id: z.string().min(1),
  appDefinitions: z.array(z.object({ version: known, publishingState: known })).nullish(),
});

/** Secrets and certificates of an app registration: never the secrets themselves, which Graph doesn't keep. */
export const applicationKeys = z.object({
  passwordCredentials: z.array(z.object({ endDateTime: known, hint: known })).catch([]),
  keyCredentials: z.array(z.object({ endDateTime: known, customKeyIdentifier: known })).catch([]),
});
export type ApplicationKeys = z.output<typeof applicationKeys>;

/** A member of a role group, as far as it decides who counts. */
export const groupMember = z.object({
  id: z.guid(),
  userType: known,
  accountEnabled: z.boolean().nullish(),
});
