import { z } from 'zod';
import { parsePersonId, type Instant, type PersonId } from '../services/desk/ids.js';
import { fold } from '../services/desk/input/fold.js';
import type { DeviceList } from '../services/desk/ports.js';
import {
  CATEGORIES,
  URGENCIES,
  type Call,
  type DeviceChoice,
} from '../services/desk/requests/command.js';
import type { IntakeView } from '../services/desk/views.js';
import { slot, type Slot, type Slots } from './slot.js';

const personId = z.string().transform((text, context): PersonId => {
  const id = parsePersonId(text);
  if (id) return id;
  context.addIssue({ code: 'custom', message: 'not a person' });
  return z.NEVER;
});

/** What a person typed can be longer than what is kept of it (policy.limits.text); beyond this it isn't read. */
const words = z.string().max(10_000);

const schema = z.object({
  nonce: z.string(),
  /** Op key of the message or click that began it: delivered again, it begins no second one. */
  from: z.string().optional(),
  /** Grows with every change of this person's drafts; the card's version. */
  version: z.number(),
  text: words.optional(),
  /** The PC as its owner calls it, until it is found in the list. */
  deviceName: z.string().optional(),
  /** As chosen on the form: a device id, `unlisted` or `dead`. */
  device: z.string().optional(),
  category: z.enum(CATEGORIES).optional(),
  urgency: z.enum(URGENCIES).optional(),
  requester: z.object({ id: personId, name: z.string() }).optional(),
  conversation: z.object({ id: z.string(), serviceUrl: z.string(), tenantId: z.string() }),
  /** The form's message; unknown when the channel gave no id. */
  activityId: z.string().optional(),
  /** `asking`: a question stands in the form's place. */
  state: z.enum(['open', 'asking', 'sent', 'cancelled', 'replaced']),
});

/** A call for help in the making: one per person. */
export type Draft = z.infer<typeof schema>;

export function draftSlot(slots: Slots): Slot<Draft> {
  return slot(slots, 'intake', schema);
}

/** Whose PCs the form offers. */
export function beneficiary(draft: Draft, author: PersonId): PersonId {
  return draft.requester?.id ?? author;
}

/** Inputs of the form. What isn't one of ours is no choice at all. */
export const intakeInputs = z.object({
  text: words.optional(),
  device: z.string().max(200).optional(),
  deviceName: z.string().max(200).optional(),
  category: z.enum(CATEGORIES).optional(),
  urgency: z.enum(URGENCIES).optional(),
});
export type IntakeInputs = z.infer<typeof intakeInputs>;

/** The draft with what the form says now. */
export function filled(draft: Draft, inputs: IntakeInputs): Draft {
  const given = Object.entries(inputs).filter(([, value]) => value !== undefined);
  return { ...draft, ...Object.fromEntries(given) };
}

/** What is still wrong with the form: the field that the person should look at. */
export type Collected =
  | { readonly ok: true; readonly call: Call }
  | { readonly ok: false; readonly field: 'text' | 'device' | 'choose' };

/** The call the draft comes to. A device is believed only when it is in the person's own list. */
export function collect(draft: Draft, devices: DeviceList): Collected {
  const text = draft.text?.trim() ?? '';
  if (text === '') return { ok: false, field: 'text' };
  if (isUndecided(draft, devices)) return { ok: false, field: 'choose' };
  const device = deviceOf(draft, devices);
  if (device === undefined) return { ok: false, field: 'device' };
  return {
    ok: true,
    call: { text, device, category: draft.category ?? 'other', urgency: draft.urgency ?? 'normal' },
  };
}

/** There are PCs to choose from, and none was chosen. While there is no list, nobody can choose. */
function isUndecided({ device, deviceName }: Draft, devices: DeviceList): boolean {
  const chosen = (device ?? '') !== '' || (deviceName ?? '').trim() !== '';
  return !chosen && devices.kind === 'known' && devices.devices.length > 0;
}

function deviceOf(draft: Draft, devices: DeviceList): DeviceChoice | undefined {
  const name = draft.deviceName?.trim().slice(0, 100) ?? '';
  const named = name === '' ? {} : { name };
  if (draft.device === 'dead') return { kind: 'dead', ...named };
  if (draft.device === 'unlisted')
    return managedNamed(name, devices) ?? { kind: 'unlisted', ...named };
  if (draft.device === undefined || draft.device === '') {
    return managedNamed(name, devices) ?? { kind: 'unlisted', ...named };
  }
  const known = devices.kind === 'known' ? devices.devices : [];
  const chosen = known.find((device) => device.id === draft.device);
  return chosen && managed(chosen);
}

function managedNamed(name: string, devices: DeviceList): DeviceChoice | undefined {
  if (name === '' || devices.kind !== 'known') return undefined;
  const found = devices.devices.filter((device) => fold(device.name) === fold(name));
  const [only] = found;
  return found.length === 1 && only ? managed(only) : undefined;
}

type Known = Extract<DeviceList, { kind: 'known' }>['devices'][number];

function managed({ id, name, model }: Known): DeviceChoice {
  return { kind: 'managed', id, name, ...(model === undefined ? {} : { model }) };
}

/** The form as a card draws it. A PC is filled in when the person has just one, or named one. */
export function intakeView(
  draft: Draft,
  devices: DeviceList,
  opens: Instant | undefined,
): IntakeView {
  const device = knownChoice(draft, devices);
  return {
    nonce: draft.nonce,
    devices,
    call: {
      ...(draft.text === undefined ? {} : { text: draft.text }),
      ...(draft.category === undefined ? {} : { category: draft.category }),
      ...(draft.urgency === undefined ? {} : { urgency: draft.urgency }),
      ...(device === undefined ? {} : { device }),
    },
    ...(draft.requester === undefined ? {} : { requester: draft.requester }),
    ...(isOver(draft.state) ? { over: draft.state } : {}),
    ...(opens === undefined ? {} : { opens }),
  };
}

function knownChoice(draft: Draft, devices: DeviceList): DeviceChoice | undefined {
  const chosen = draft.device !== undefined && draft.device !== '';
  return chosen || draft.deviceName !== undefined ? deviceOf(draft, devices) : undefined;
}

function isOver(state: Draft['state']): state is 'sent' | 'cancelled' | 'replaced' {
  return state !== 'open' && state !== 'asking';
}
