import type { Activity } from 'botbuilder';
import { parsePersonId } from '../services/desk/ids.js';
import { inboundActivity, type InboundActivity } from './inbound-activity.js';
import type { ServiceUrlCheck } from './service-urls.js';

export interface GuardSettings {
  readonly appId: string;
  /** The deployment's one tenant. */
  readonly tenantId: string;
  readonly mayCall: ServiceUrlCheck;
}

export type Guarded =
  | {
      readonly kind: 'passed';
      readonly inbound: InboundActivity;
      /** The same, for the SDK. */ readonly activity: Activity;
    }
  /** `reason` is for our log alone; the caller gets a generic body. */
  | { readonly kind: 'refused'; readonly status: 400 | 403; readonly reason: string };

export type Guard = (body: Readonly<Record<string, unknown>>) => Guarded;

/**
 * Checks what the SDK doesn't, before it sees the activity: it runs a turn without a serviceUrl check when
 * serviceUrl is empty, knows no tenant, and answers 500 to shapes it can't read (botbuilder 4.23.3).
 */
export function createGuard(settings: GuardSettings): Guard {
  return (body) => {
    const parsed = inboundActivity.safeParse(body);
    if (!parsed.success) {
      const path = parsed.error.issues[0]?.path.join('.') ?? '';
      return { kind: 'refused', status: 400, reason: `schema: ${path}` };
    }
    const reason = whyNot(settings, parsed.data);
    if (reason !== undefined) return { kind: 'refused', status: 403, reason };
    // Replies collected in the response body would go round the connector and its budget.
    const activity = { ...body, deliveryMode: undefined } as unknown as Activity;
    return { kind: 'passed', inbound: parsed.data, activity };
  };
}

function whyNot(settings: GuardSettings, inbound: InboundActivity): string | undefined {
  if (inbound.channelId !== 'msteams') return 'channel';
  if (!settings.mayCall(inbound.serviceUrl)) return 'service url';
  if (!isOurTenant(settings.tenantId, inbound)) return 'tenant';
  if (inbound.recipient.id !== `28:${settings.appId}`) return 'recipient';
  return bringsAPerson(inbound) ? undefined : 'sender';
}

/**
 * Every tenant id that is there must be ours, and the activity itself must name one. The sender's own tells the people
 * of other organisations in a shared channel from ours.
 */
function isOurTenant(tenantId: string, { channelData, conversation, from }: InboundActivity) {
  const isOurs = (tenant: string) => tenant.toLowerCase() === tenantId.toLowerCase();
  const present = (tenant: unknown) => typeof tenant === 'string';
  const named = [channelData?.tenant?.id, conversation.tenantId].filter(present);
  return named.length > 0 && [...named, from.tenantId].filter(present).every(isOurs);
}

/** Words and clicks come from people of the directory alone. */
function bringsAPerson({ type, from }: InboundActivity): boolean {
  if (type !== 'message' && type !== 'invoke') return true;
  if (from.role === 'bot' || from.id.startsWith('28:')) return false;
  return parsePersonId(from.aadObjectId ?? '') !== undefined;
}
