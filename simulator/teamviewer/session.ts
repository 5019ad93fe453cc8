/** A session as the demo page may show it: never a link. */
export interface SessionView {
  readonly code: string;
  readonly state: 'Open' | 'Closed';
  /** The customer has joined and waits or is connected. */
  readonly online: boolean;
  readonly helperConnected: boolean;
}

/** A session as the API made it, for tests: with its links, unlike what the page may show. */
export interface MadeView {
  readonly code: string;
  readonly open: boolean;
  readonly customApi: string;
  readonly customerLink: string;
  readonly supporterLink: string;
}

/** A session code and everything known of it. Times are milliseconds since 1970. */
export interface Session {
  readonly code: string;
  readonly secret: string;
  readonly createdAt: number;
  readonly validUntil: number;
  groupId: string;
  waitingMessage: string;
  description: string;
  endCustomer: { readonly name?: string | undefined; readonly email?: string | undefined };
  assignedUserId: string | null;
  assignedAt: number | null;
  customApi: string;
  supportSessionType: number;
  closedAt: number | null;
  online: boolean;
  /** Start of the connection that is under way, when helper and customer are both in. */
  connectedAt: number | null;
  helperIn: boolean;
}

/** A connection that took place: what the connection report tells. */
export interface Connection {
  readonly id: string;
  readonly session: Session;
  readonly start: number;
  readonly end: number;
}

/** ISO 8601, UTC, whole seconds: how TeamViewer writes every date. */
export function tvDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

export function viewOfSession(session: Session): SessionView {
  return {
    code: session.code,
    state: session.closedAt === null ? 'Open' : 'Closed',
    online: session.online,
    helperConnected: session.connectedAt !== null || session.helperIn,
  };
}

/** `s06-301-144` -> the end customer's link. */
export function customerLink(session: Session): string {
  return `https://get.teamviewer.com/${session.code.replaceAll('-', '')}`;
}

/** The helper's link: whoever has it can connect. */
export function supporterLink(session: Session): string {
  return `${customerLink(session)}-${session.secret}`;
}
