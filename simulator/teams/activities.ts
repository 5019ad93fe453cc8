import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import type { Company, Person } from '../company-types.js';
import type { Json } from './messages.js';
import { threadId } from './messages.js';

/** Where and when an activity happens. */
export interface Scene {
  readonly company: Company;
  readonly serviceUrl: string;
  /** Milliseconds since 1970, by the simulator's clock. */
  readonly now: number;
  readonly person: Person;
  readonly place:
    | { readonly kind: 'personal'; readonly id: string }
    | {
        readonly kind: 'channel';
        readonly id: string;
        /** '' for none. */
        readonly root: string;
      };
  /** The client's language, when it isn't the person's usual one. */
  readonly locale?: string;
}

export interface Mention {
  readonly type: 'mention';
  readonly text: string;
  readonly mentioned: { readonly id: string; readonly name: string };
}

function channelData({ company, place }: Scene): Json {
  const tenant = { id: company.tenantId };
  if (place.kind === 'personal') return { tenant };
  return {
    teamsChannelId: place.id,
    teamsTeamId: company.team.id,
    channel: { id: place.id },
    team: { id: company.team.id, name: company.team.name, aadGroupId: company.team.aadGroupId },
    tenant,
  };
}

function conversation({ company, place }: Scene): Json {
  const isGroup = place.kind === 'channel';
  return {
    // What happens to a channel itself is in no thread of it.
    ...(isGroup
      ? { isGroup, id: place.root === '' ? place.id : threadId(place.id, place.root) }
      : { id: place.id }),
    conversationType: place.kind,
    tenantId: company.tenantId,
  };
}

function clientInfo({ person, locale = person.locale }: Scene): Json {
  const { country, timeZone } = person;
  return { type: 'clientInfo', locale, country, platform: 'Windows', timezone: timeZone };
}

/** The fields that every activity from Teams carries. */
export function envelope(scene: Scene, id: string): Json {
  const { company, person, now } = scene;
  const locale = scene.locale ?? person.locale;
  return {
    id,
    timestamp: new Date(now).toISOString(),
    localTimestamp: DateTime.fromMillis(now, { zone: person.timeZone }).toISO(),
    localTimezone: person.timeZone,
    serviceUrl: scene.serviceUrl,
    channelId: 'msteams',
    from: { id: person.teamsId, name: person.name, aadObjectId: person.id },
    conversation: conversation(scene),
    recipient: { id: `28:${company.bot.appId}`, name: company.bot.name },
    channelData: channelData(scene),
    locale,
    entities: [clientInfo(scene)],
  };
}

function encodeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text as Teams sends it: entities encoded, but the mention tags left as tags. */
export function wireText(text: string, mentions: readonly Mention[]): string {
  return mentions.reduce(
    (sent, { text: tag }) => sent.replaceAll(encodeHtml(tag), tag),
    encodeHtml(text),
  );
}

function htmlOf(text: string, mentions: readonly Mention[]): string {
  const html = mentions.reduce((sent, { text: tag, mentioned }, index) => {
    const span = `<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="${String(index)}">${encodeHtml(mentioned.name)}</span>`;
    return sent.replaceAll(encodeHtml(tag), span);
  }, encodeHtml(text));
  return `<p>${html}</p>`;
}

export function messageActivity(
  scene: Scene,
  said: {
    readonly id: string;
    readonly text: string;
    readonly mentions: readonly Mention[];
    readonly edited: boolean;
    /** For the bot alone: a slash command in a channel. */
    readonly targeted: boolean;
  },
): Json {
  const edit = { channelData: { ...channelData(scene), eventType: 'editMessage' } };
  const whole = envelope(scene, said.id);
  const { bot } = scene.company;
  const account = { id: `28:${bot.appId}`, name: bot.name, isTargeted: true };
  return {
    ...whole,
    ...(said.targeted ? { recipient: account } : {}),
    type: said.edited ? 'messageUpdate' : 'message',
    textFormat: 'plain',
    text: wireText(said.text, said.mentions),
    // Teams repeats the text as HTML beside it.
    attachments: [{ contentType: 'text/html', content: htmlOf(said.text, said.mentions) }],
    entities: [...said.mentions, clientInfo(scene)],
    ...(said.edited ? edit : {}),
  };
}

export function clickActivity(
  scene: Scene,
  click: {
    readonly id: string;
    readonly messageId: string;
    readonly verb: string;
    readonly data: unknown;
    readonly trigger: 'manual' | 'automatic';
  },
): Json {
  const { id, messageId, verb, data, trigger } = click;
  return {
    ...envelope(scene, id),
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: messageId,
    value: { action: { type: 'Action.Execute', id: '', verb, data }, trigger },
  };
}

export type InstallAction = 'add' | 'add-upgrade' | 'remove';
/** The answer to a file that the bot offers (learn.microsoft.com, Teams "Send and receive files"). */
export function fileActivity(
  scene: Scene,
  answer: {
    readonly messageId: string;
    readonly action: 'accept' | 'decline';
    readonly context: unknown;
    readonly upload?: object;
  },
): Json {
  const { messageId, action, context, upload } = answer;
  return {
    ...envelope(scene, `f:${randomUUID()}`),
    type: 'invoke',
    name: 'fileConsent/invoke',
    replyToId: messageId,
    value: {
      type: 'fileUpload',
      action,
      context,
      ...(upload ? { uploadInfo: upload } : {}),
    },
  };
}

/** What Teams sends when the app is added or removed: the roster change, then the installation. */
export function installActivities(scene: Scene, action: InstallAction): Json[] {
  const bot = { id: `28:${scene.company.bot.appId}` };
  const added = action !== 'remove';
  const eventType = added ? 'teamMemberAdded' : 'teamMemberRemoved';
  const inChannel = scene.place.kind === 'channel';
  const roster = {
    ...envelope(scene, randomUUID()),
    type: 'conversationUpdate',
    ...(added ? { membersAdded: [bot] } : { membersRemoved: [bot] }),
    ...(inChannel ? { channelData: { ...channelData(scene), eventType } } : {}),
  };
  const installation = {
    ...envelope(scene, randomUUID()),
    type: 'installationUpdate',
    action,
    ...(inChannel
      ? {
          channelData: {
            ...channelData(scene),
            settings: { selectedChannel: { id: scene.place.id } },
          },
        }
      : {}),
  };
  // A newer version changes no roster.
  if (action === 'add-upgrade') return [installation];
  return added || inChannel ? [roster, installation] : [installation];
}
