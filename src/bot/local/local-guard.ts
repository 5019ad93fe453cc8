import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Guard } from '../guard.js';
import { inboundActivity, type InboundActivity } from '../inbound-activity.js';
import type { ServiceUrlCheck } from '../service-urls.js';
import type { LocalPeople } from './people.js';

export interface LocalGuardSettings {
  /** What the Playground's tenant is replaced with: its own is no GUID. */
  readonly tenantId: string;
  readonly mayCall: ServiceUrlCheck;
  readonly personOf: LocalPeople;
}

/** What has to be there before the rest can be made up. */
const least = z.looseObject({
  from: z.looseObject({ id: z.string().min(1).max(500), aadObjectId: z.string().nullish() }),
  recipient: z.looseObject({ id: z.string().min(1).max(500) }),
  conversation: z.looseObject({}),
  channelData: z.looseObject({}).nullish(),
});
type Least = z.infer<typeof least>;

/**
 * The guard of ALLOW_UNAUTHENTICATED_LOCAL: everybody is believed, so nothing is refused for who it comes from; but
 * what the bot would answer to must be on this machine. Tenant and people are given ids that the desk can work with.
 * Shapes as Microsoft 365 Agents Playground 0.2.28 sends them with `-c msteams`.
 */
export function createLocalGuard(settings: LocalGuardSettings): Guard {
  return (body) => {
    const bare = least.safeParse(body);
    if (!bare.success) return malformed(bare.error);
    const shaped = reshape(bare.data, settings);
    const parsed = inboundActivity.safeParse(shaped);
    if (!parsed.success) return malformed(parsed.error);
    const reason = whyNot(parsed.data, settings);
    if (reason !== undefined) return { kind: 'refused', status: 403, reason };
    const activity = { ...shaped, deliveryMode: undefined } as unknown as Activity;
    return { kind: 'passed', inbound: parsed.data, activity };
  };
}

function reshape(body: Least, { tenantId, personOf }: LocalGuardSettings): Least {
  const { from, recipient, conversation, channelData } = body;
  const aadObjectId = from.id === recipient.id ? undefined : personOf(from);
  return {
    ...body,
    from: { ...from, aadObjectId },
    conversation: { ...conversation, tenantId },
    channelData: { ...channelData, tenant: { id: tenantId } },
  };
}

function whyNot(inbound: InboundActivity, { mayCall }: LocalGuardSettings): string | undefined {
  if (inbound.channelId !== 'msteams') return 'channel: start the Playground with -c msteams';
  if (!mayCall(inbound.serviceUrl)) return 'service url';
  const spoken = inbound.type === 'message' || inbound.type === 'invoke';
  return spoken && inbound.from.id === inbound.recipient.id ? 'sender' : undefined;
}

function malformed(error: z.ZodError): ReturnType<Guard> {
  const path = error.issues[0]?.path.join('.') ?? '';
  return { kind: 'refused', status: 400, reason: `schema: ${path}` };
}
