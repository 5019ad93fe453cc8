import type { Clock } from '../clock.js';
import type { Company } from '../company-types.js';
import { bearerOf, parseJson, reply } from '../http.js';
import type { Call, Handler, Reply } from '../http.js';
import type { Hub } from '../hub.js';
import type { Random } from '../random.js';
import { dispatch } from '../router.js';
import type { Route } from '../router.js';
import { reportRoutes } from './report-routes.js';
import { SessionBook } from './session-book.js';
import { sessionRoutes } from './session-routes.js';
import { customerLink, supporterLink } from './session.js';
import type { MadeView, SessionView } from './session.js';
import { badRequest, badToken, notFound } from './tv-error.js';
import { groupSchema } from './wire.js';

const BASE = '/api/v1';
const PAGE = 1000;

export interface TeamViewerParts {
  readonly company: Company;
  readonly clock: Clock;
  readonly hub: Hub;
  readonly random: Random;
}

function groupRoutes(book: SessionBook): Route[] {
  const list = ({ query }: Call): Reply => {
    const name = query.get('name')?.toLowerCase() ?? '';
    const exact = query.get('shouldMatchFullName') === 'true';
    const groups = book.allGroups().filter((group) => {
      const own = group.name.toLowerCase();
      return exact ? own === name : own.startsWith(name);
    });
    return reply(200, { groups });
  };
  const create = (call: Call): Reply => {
    const body = groupSchema.safeParse(parseJson(call.text));
    return body.success ? reply(200, book.groupNamed(body.data.name)) : badRequest('name is wrong');
  };
  return [
    { method: 'GET', pattern: '/groups', handle: list },
    { method: 'POST', pattern: '/groups', handle: create },
  ];
}

/** The simulated TeamViewer: its Web API, and what customers and helpers do in its programs. */
export class TeamViewer {
  readonly handler: Handler;
  /** Rows per list and report answer. */
  pageSize = PAGE;
  /** On: the answer to a create has integers for `state` and `support_session_type`. */
  integerStates = false;
  /** On: the script token was deleted or replaced in TeamViewer. */
  tokenRevoked = false;
  private readonly book: SessionBook;
  private readonly routes: readonly Route[];

  constructor(private readonly parts: TeamViewerParts) {
    const { company, clock, hub, random } = parts;
    this.book = new SessionBook(clock, hub, random);
    clock.onChange(() => {
      this.book.settle();
    });
    const { token: _token, ...account } = company.teamviewer;
    const [book, pageSize] = [this.book, () => this.pageSize];
    this.routes = [
      {
        method: 'GET',
        pattern: '/account',
        handle: () =>
          reply(200, {
            userid: account.userId,
            name: account.name,
            email: account.email,
            company_name: company.name,
          }),
      },
      ...sessionRoutes({ book, clock, pageSize, integers: () => this.integerStates }),
      ...reportRoutes({ book, account, pageSize }),
      ...groupRoutes(book),
    ];
    this.handler = (call) => this.answer(call);
  }

  /** The customer opens their link. Throws when the session is closed or unknown. */
  customerJoins(code: string): void {
    this.book.customerJoins(code);
  }

  customerLeaves(code: string): void {
    this.book.customerLeaves(code);
  }

  /** The helper opens theirs; with the customer online, the connection starts. */
  helperConnects(code: string): void {
    this.book.helperConnects(code);
  }

  helperLeaves(code: string): void {
    this.book.helperLeaves(code);
  }

  /** Somebody closes the session in TeamViewer itself. */
  closeFromTeamViewer(code: string): void {
    this.book.close(this.book.get(code));
  }

  /** Every session that was made through the API and not deleted, newest first. */
  made(): MadeView[] {
    return this.book.all().map((session) => ({
      code: session.code,
      open: session.closedAt === null,
      customApi: session.customApi,
      customerLink: customerLink(session),
      supporterLink: supporterLink(session),
    }));
  }

  /** Newest first. */
  sessions(): SessionView[] {
    return this.book.views();
  }

  reset(): void {
    this.book.reset();
    this.pageSize = PAGE;
    this.integerStates = false;
    this.tokenRevoked = false;
  }

  private answer(call: Call): Reply | Promise<Reply> {
    if (!call.path.startsWith(`${BASE}/`)) return notFound('No such operation.');
    const inner = { ...call, path: call.path.slice(BASE.length) };
    const valid =
      !this.tokenRevoked && bearerOf(call.headers) === this.parts.company.teamviewer.token;
    // Ping says whether a token is good instead of refusing a bad one.
    if (call.method === 'GET' && inner.path === '/ping') return reply(200, { token_valid: valid });
    if (!valid) return badToken();
    return dispatch(this.routes, inner) ?? notFound('No such operation.');
  }
}
