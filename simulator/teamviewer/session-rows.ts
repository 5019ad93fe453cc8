import { customerLink, supporterLink, tvDate } from './session.js';
import type { Connection, Session } from './session.js';

type Row = Readonly<Record<string, unknown>>;

/** Drops what TeamViewer leaves out: absent and empty fields. */
function filled(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([, value]) => value !== undefined && value !== null && value !== '',
    ),
  );
}

function date(ms: number | null): string | undefined {
  return ms === null ? undefined : tvDate(ms);
}

const TYPE_NAMES = ['Default', 'Pilot'];

/** The fields of a list row that isn't full: enough to pick one. */
export function shortRow(session: Session): Row {
  return filled({
    code: session.code,
    state: session.closedAt === null ? 'Open' : 'Closed',
    groupid: session.groupId,
    description: session.description,
    end_customer: filled(session.endCustomer),
    assigned_userid: session.assignedUserId,
  });
}

/** The whole object, as GET by code and `full_list=true` give it. */
export function fullRow(session: Session): Row {
  const link = supporterLink(session);
  return {
    ...shortRow(session),
    ...filled({
      waiting_message: session.waitingMessage,
      custom_api: session.customApi,
      assigned_at: date(session.assignedAt),
      end_customer_link: customerLink(session),
      supporter_link: link,
      webclient_supporter_link: link.replace('get.teamviewer.com', 'webclient.teamviewer.com'),
      created_at: tvDate(session.createdAt),
      valid_until: tvDate(session.validUntil),
      closed_at: date(session.closedAt),
      support_session_type: TYPE_NAMES[session.supportSessionType] ?? 'Default',
    }),
    online: session.online,
  };
}

/**
 * The answer to a create: without `online` and `closed_at`. Its Swagger types `state` and
 * `support_session_type` as integers there, while captures show strings: `integers` plays that.
 */
export function createdRow(session: Session, integers: boolean): Row {
  const { online: _online, closed_at: _closedAt, ...row } = fullRow(session);
  if (!integers) return row;
  return { ...row, state: 0, support_session_type: session.supportSessionType };
}

/** One line of the connection report. */
export function reportRow(connection: Connection, account: { userId: string; name: string }): Row {
  const { session, start, end, id } = connection;
  return filled({
    id,
    userid: session.assignedUserId ?? account.userId,
    username: account.name,
    devicename: session.endCustomer.name,
    groupid: session.groupId,
    support_session_type: 2,
    start_date: tvDate(start),
    end_date: tvDate(end),
    session_code: session.code,
    session_created_at: tvDate(session.createdAt),
    valid_until: tvDate(session.validUntil),
    assigned_userid: session.assignedUserId,
    assigned_at: date(session.assignedAt),
    custom_api: session.customApi,
    end_customer: filled(session.endCustomer),
    fee: 0,
    billing_state: 'Bill',
    currency: 'EUR',
  });
}
