/** What a request's card may need besides the request. */
export interface RequestExtras {
  /** The user's own session link, for their 1:1 card while it is active. Never on a channel card. */
  readonly link?: string;
  /** Whom a request can be assigned to; without it there is no Assign. */
  readonly operators?: readonly { readonly id: string; readonly name: string }[];
  /** Mentioned on the channel's card: policy.alert.mention. */
  readonly mention?: readonly { readonly id: string; readonly name: string }[];
}
