import { z } from 'zod';

const account = z.looseObject({
  id: z.string().min(1).max(500),
  name: z.string().nullish(),
  aadObjectId: z.string().nullish(),
  /** The tenant somebody comes from, where Teams says so. */
  tenantId: z.string().max(100).nullish(),
  role: z.string().nullish(),
});

/**
 * An activity as Teams sends it (learn.microsoft.com, msteams "activity" pages): what the edge reads of it, with
 * extras let through. Teams writes null for much that isn't there.
 */
export const inboundActivity = z.looseObject({
  type: z.string().min(1).max(100),
  id: z.string().max(500).nullish(),
  channelId: z.string(),
  serviceUrl: z.string().min(1).max(2_000),
  from: account,
  /** `isTargeted`: only the sender and the bot see the message, such as a slash command in a channel. */
  recipient: account.extend({ isTargeted: z.boolean().nullish() }),
  conversation: z.looseObject({
    id: z.string().min(1).max(1_000),
    conversationType: z.string().nullish(),
    tenantId: z.string().nullish(),
  }),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string() }).nullish(),
      /** `19:...@thread.tacv2`; the Entra group is there in events about the team, not in every message. */
      team: z
        .looseObject({
          id: z.string().max(500).nullish(),
          aadGroupId: z.string().max(100).nullish(),
        })
        .nullish(),
      channel: z
        .looseObject({ id: z.string().max(500).nullish(), name: z.string().max(200).nullish() })
        .nullish(),
      /** Of a conversationUpdate: `channelRenamed`, `channelDeleted`, `teamDeleted`, ... */
      eventType: z.string().max(100).nullish(),
    })
    .nullish(),
  text: z.string().nullish(),
  locale: z.string().max(100).nullish(),
  localTimezone: z.string().max(100).nullish(),
  replyToId: z.string().max(500).nullish(),
  /** Of an invoke: which one. */
  name: z.string().nullish(),
  /** Of an installationUpdate: `add`, `add-upgrade`, `remove`, `remove-upgrade`. */
  action: z.string().nullish(),
  value: z.unknown().optional(),
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  attachments: z
    .array(z.looseObject({ contentType: z.string().nullish(), content: z.unknown().optional() }))
    .nullish(),
  entities: z.array(z.looseObject({ type: z.string().nullish() })).nullish(),
});

export type InboundActivity = z.infer<typeof inboundActivity>;

/** `19:...@thread.tacv2;messageid=1700000000000` names a thread: the channel and the root message in it. */
export function splitThread(conversationId: string): {
  readonly base: string;
  readonly root?: string;
} {
  const [base = '', root] = conversationId.split(';messageid=', 2);
  return root === undefined || root === '' ? { base } : { base, root };
}

export function threadOf(conversationId: string, root: string | undefined): string {
  return root === undefined ? conversationId : `${conversationId};messageid=${root}`;
}
