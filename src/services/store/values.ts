import { z } from 'zod';
import { LOCALES, type Person } from '../desk/people/person.js';
import type { Conversation, DeviceList, Links, Reach } from '../desk/ports.js';
import { deviceField, millisField, personField } from './record-fields.js';
import { checked, parsed } from './record-parsing.js';

const locale = z.enum(LOCALES);
const metRecord = z.strictObject({
  id: personField,
  name: z.string(),
  teamsId: z.string().optional(),
  locale,
  timeZone: z.string().optional(),
}) satisfies z.ZodType<Person>;

/** A person without the language they chose: that lies beside, so that neither write undoes the other. */
export function readMet(json: string): Omit<Person, 'chosenLocale'> {
  return parsed('person', metRecord, json);
}

export function readLocale(text: string): Person['locale'] {
  return checked('language', locale, text);
}

const conversationRecord = z.strictObject({
  id: z.string().min(1),
  serviceUrl: z.string(),
  tenantId: z.string(),
  team: z.string().optional(),
  teamGroup: z.string().optional(),
  name: z.string().optional(),
}) satisfies z.ZodType<Conversation>;
const helpDeskRecord = z.strictObject({ conversation: conversationRecord, locale });

export function readConversation(json: string): Conversation {
  return parsed('place', conversationRecord, json);
}

export function readHelpDesk(json: string): z.infer<typeof helpDeskRecord> {
  return parsed('help desk', helpDeskRecord, json);
}

const people = z.array(personField);
const devices = z.array(deviceField);
/** Parts that came later have a default: a snapshot of an older version stays readable for its few minutes. */
const rolesRecord = z.strictObject({
  operators: people,
  admins: people,
  auditors: people,
  guests: people,
  custom: z.record(z.string(), people).default({}),
  scopes: z.record(z.string(), z.strictObject({ people, devices })).default({}),
  protectedDevices: devices.default([]),
  vips: people.default([]),
});

export function readRoles(json: string): z.infer<typeof rolesRecord> {
  return parsed('roles', rolesRecord, json);
}

const deviceRecord = z.strictObject({
  id: deviceField,
  name: z.string(),
  model: z.string().optional(),
  operatingSystem: z.string(),
  compliant: z.boolean().optional(),
  lastSync: millisField.optional(),
});
const deviceListRecord = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('looking') }),
  z.strictObject({ kind: z.literal('known'), devices: z.array(deviceRecord), at: millisField }),
  z.strictObject({ kind: z.literal('failed'), retryAt: millisField }),
]) satisfies z.ZodType<DeviceList>;

export function readDeviceList(json: string): DeviceList {
  return parsed('device list', deviceListRecord, json);
}

const linksRecord = z.strictObject({
  customer: z.string(),
  supporter: z.string(),
}) satisfies z.ZodType<Links>;

export function readLinks(json: string): Links {
  return parsed('links', linksRecord, json);
}

const reachRecord = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('installing') }),
  z.strictObject({ kind: z.literal('installed'), app: z.string(), until: millisField }),
  z.strictObject({
    kind: z.literal('failed'),
    why: z.enum(['not-permitted', 'not-in-catalogue', 'no-such-person', 'refused', 'gave-up']),
    app: z.string().optional(),
  }),
]) satisfies z.ZodType<Reach>;

export function readReach(json: string): Reach {
  return parsed('reach', reachRecord, json);
}
