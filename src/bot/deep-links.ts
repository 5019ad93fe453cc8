/** A channel as links name it. */
export interface LinkedChannel {
  readonly id: string;
  readonly tenantId: string;
  readonly teamGroup?: string;
  readonly name?: string;
}

/**
 * Links into Teams (learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application and
 * deep-link-teams). Made of ids that Teams gave us, never of anything a person wrote.
 */
export interface DeepLinks {
  /**
   * Where somebody adds the app. `id`: the catalogue's own; without it the manifest's, which Teams takes for an app
   * that was uploaded for testing. Undefined when neither is known.
   */
  app(id?: string): string | undefined;
  /** One's own chat with the app. */
  chat(): string | undefined;
  channel(channel: LinkedChannel): string;
  /** A message that begins a thread. */
  thread(channel: LinkedChannel, root: string): string;
}

export interface DeepLinkParts {
  readonly tenantId: string;
  /** Of the manifest. */
  readonly teamsAppId?: string | undefined;
  /** Such as `https://botframework.azure.us`, in a government cloud. */
  readonly channelService?: string | undefined;
}

export function createDeepLinks({
  tenantId,
  teamsAppId,
  channelService,
}: DeepLinkParts): DeepLinks {
  const base = `https://${hostOf(channelService)}/l`;
  const tenant: Pair = ['tenantId', tenantId];
  return {
    app: (id = teamsAppId) =>
      id === undefined ? undefined : withQuery(`${base}/app/${encodeURIComponent(id)}`, [tenant]),
    chat: () =>
      teamsAppId === undefined
        ? undefined
        : withQuery(`${base}/entity/${encodeURIComponent(teamsAppId)}/conversations`, [tenant]),
    channel: (channel) =>
      withQuery(
        // The last part is only for people to read, but it has to be there.
        `${base}/channel/${encodeURIComponent(channel.id)}/${encodeURIComponent(channel.name ?? 'help')}`,
        whereIn(channel),
      ),
    thread: (channel, root) =>
      withQuery(`${base}/message/${encodeURIComponent(channel.id)}/${encodeURIComponent(root)}`, [
        ...whereIn(channel),
        ['parentMessageId', root],
      ]),
  };
}

type Pair = [name: string, value: string];

function whereIn({ tenantId, teamGroup }: LinkedChannel): Pair[] {
  const group: Pair[] = teamGroup === undefined ? [] : [['groupId', teamGroup]];
  return [...group, ['tenantId', tenantId]];
}

function withQuery(address: string, pairs: Pair[]): string {
  return `${address}?${new URLSearchParams(pairs).toString()}`;
}

/** The US government clouds have a Teams of their own (GCC High). */
function hostOf(channelService: string | undefined): string {
  return channelService?.endsWith('.azure.us') ? 'gov.teams.microsoft.us' : 'teams.microsoft.com';
}
