import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Hub } from '../hub.js';
import { digits, letters } from '../random.js';
import type { Random } from '../random.js';
import { viewOfSession } from './session.js';
import type { Connection, Session, SessionView } from './session.js';

const DAY_MS = 86_400_000;

export interface Group {
  readonly id: string;
  readonly name: string;
}

type Wish = Partial<
  Pick<
    Session,
    | 'waitingMessage'
    | 'description'
    | 'endCustomer'
    | 'assignedUserId'
    | 'customApi'
    | 'supportSessionType'
    | 'validUntil'
  >
>;

export class NoSuchSession extends Error {}
/** A person's move that TeamViewer's own programs would not offer. */
export class ImpossibleMove extends Error {}

/** Sessions, groups and connections of the one simulated TeamViewer account. */
export class SessionBook {
  private readonly sessions = new Map<string, Session>();
  private readonly connections: Connection[] = [];
  private readonly groups: Group[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly hub: Hub,
    private readonly random: Random,
  ) {}

  reset(): void {
    this.sessions.clear();
    this.connections.length = 0;
    this.groups.length = 0;
  }

  /** Newest first. */
  all(): Session[] {
    this.settle();
    return [...this.sessions.values()].reverse();
  }

  /** Newest end first, as the report lists them. */
  report(): Connection[] {
    this.settle();
    return [...this.connections].sort((left, right) => right.end - left.end);
  }

  find(code: string): Session | undefined {
    this.settle();
    return this.sessions.get(code);
  }

  get(code: string): Session {
    const session = this.find(code);
    if (!session) throw new NoSuchSession(`no session ${code}`);
    return session;
  }

  create(groupId: string, wish: Wish): Session {
    const now = this.clock.now();
    const session: Session = {
      code: this.newCode(),
      secret: letters(this.random, 12),
      createdAt: now,
      validUntil: now + DAY_MS,
      groupId,
      waitingMessage: '',
      description: '',
      endCustomer: {},
      assignedUserId: null,
      assignedAt: null,
      customApi: '',
      supportSessionType: 0,
      closedAt: null,
      online: false,
      connectedAt: null,
      helperIn: false,
      ...wish,
    };
    if (session.assignedUserId !== null) session.assignedAt = now;
    this.sessions.set(session.code, session);
    this.announce(session);
    return session;
  }

  change(session: Session, change: Partial<Session>): void {
    Object.assign(session, change);
    if (change.assignedUserId !== undefined) {
      session.assignedAt = change.assignedUserId === null ? null : this.clock.now();
    }
    this.announce(session);
  }

  /** Closes a session; a connection under way ends with it. Closing twice changes nothing. */
  close(session: Session, at = this.clock.now()): void {
    if (session.closedAt !== null) return;
    this.disconnect(session, at);
    session.closedAt = at;
    session.online = false;
    session.helperIn = false;
    this.announce(session);
  }

  delete(session: Session): void {
    this.close(session);
    this.sessions.delete(session.code);
  }

  customerJoins(code: string): void {
    this.change(this.open(code), { online: true });
    this.connectIfBoth(this.open(code));
  }

  customerLeaves(code: string): void {
    const session = this.open(code);
    this.disconnect(session, this.clock.now());
    this.change(session, { online: false, helperIn: false });
  }

  helperConnects(code: string): void {
    this.change(this.open(code), { helperIn: true });
    this.connectIfBoth(this.open(code));
  }

  helperLeaves(code: string): void {
    const session = this.open(code);
    this.disconnect(session, this.clock.now());
    this.change(session, { helperIn: false });
  }

  groupById(id: string): Group | undefined {
    return this.groups.find((group) => group.id === id);
  }

  groupNamed(name: string): Group {
    const existing = this.groups.find((group) => group.name === name);
    if (existing) return existing;
    const made = { id: `g${digits(this.random, 9)}`, name };
    this.groups.push(made);
    return made;
  }

  allGroups(): readonly Group[] {
    return this.groups;
  }

  views(): SessionView[] {
    return this.all().map(viewOfSession);
  }

  /** Sessions whose validity is over are closed as of that moment. */
  settle(): void {
    const now = this.clock.now();
    for (const session of this.sessions.values()) {
      if (session.closedAt === null && session.validUntil <= now) {
        this.close(session, session.validUntil);
      }
    }
  }

  private open(code: string): Session {
    const session = this.get(code);
    if (session.closedAt !== null) throw new ImpossibleMove(`session ${code} is closed`);
    return session;
  }

  private connectIfBoth(session: Session): void {
    if (!session.online || !session.helperIn || session.connectedAt !== null) return;
    this.change(session, { connectedAt: this.clock.now() });
  }

  private disconnect(session: Session, at: number): void {
    if (session.connectedAt === null) return;
    const start = session.connectedAt;
    session.connectedAt = null;
    this.connections.push({ id: randomUUID(), session, start, end: Math.max(start, at) });
  }

  private newCode(): string {
    const code = `s${digits(this.random, 2)}-${digits(this.random, 3)}-${digits(this.random, 3)}`;
    return this.sessions.has(code) ? this.newCode() : code;
  }

  private announce(session: Session): void {
    this.hub.publish({ type: 'session', session: viewOfSession(session) });
  }
}
