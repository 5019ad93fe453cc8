import type { Cards } from '../../cards/cards.js';
import type { Notice } from '../../cards/said.js';
import type { Alert } from '../../services/desk/alerts.js';
import type { ChangeEvent } from '../../services/desk/changes/event.js';
import type { PersonId } from '../../services/desk/ids.js';
import type { Locale } from '../../services/desk/people/person.js';
import type { Policy } from '../../services/desk/policy.js';
import type {
  Agenda,
  Calendar,
  Changes,
  DeviceLists,
  Freezes,
  People,
  Places,
  Reaches,
  Requests,
  Roles,
  SendBudget,
  SessionLinks,
  Tasks,
} from '../../services/desk/ports.js';
import type { RequestEvent } from '../../services/desk/requests/event.js';
import type { Audience } from '../../services/desk/requests/notices.js';
import type { TaskEvent } from '../../services/desk/tasks/event.js';
import type { ChangeView, IntakeView, RequestView, TaskView } from '../../services/desk/views.js';
import type { Connector } from '../connector/connector.js';
import type { EdgeLog } from '../log.js';
import type { MovedWords } from './moved-words.js';
import type { ReachWords } from './reach-words.js';

/** A form that lies in somebody's chat and waits for facts. */
export interface IntakeDraft {
  readonly view: IntakeView;
  readonly conversation: {
    readonly id: string;
    readonly serviceUrl: string;
    readonly tenantId: string;
  };
  readonly activityId: string;
  /** Grows with each change of the draft. */
  readonly version: number;
}

export interface IntakeDrafts {
  /** Undefined when the person has no form open. */
  get(person: PersonId): Promise<IntakeDraft | undefined>;
}

/** The words of a notice for an audience; undefined when the event needs none. */
export type NoticeText = (about: {
  readonly locale: Locale;
  readonly event: RequestEvent;
  readonly view: RequestView;
  readonly audience: Audience;
}) => Notice | undefined;

/** The words of a notice for one person; undefined when the event needs none. */
export type ChangeWords = (about: {
  readonly locale: Locale;
  readonly event: ChangeEvent;
  readonly view: ChangeView;
  readonly to: PersonId;
}) => Notice | undefined;

/** What became of a task, in words; undefined when the event needs none. */
export type TaskWords = (locale: Locale, event: TaskEvent, view: TaskView) => Notice | undefined;

/** The words of an alert in a language. */
export type AlertWords = (locale: Locale, alert: Alert) => Notice;

/** Everything outbound is made of. */
export interface OutboundParts {
  readonly connector: Connector;
  readonly cards: Cards;
  readonly noticeText: NoticeText;
  readonly alertWords: AlertWords;
  readonly reachWords: ReachWords;
  readonly movedWords: MovedWords;
  readonly reaches: Pick<Reaches, 'get'>;
  /** The app can be installed for people who never had it. */
  readonly mayInstall: boolean;
  readonly requests: Requests;
  readonly changes: Changes;
  readonly changeWords: ChangeWords;
  readonly tasks: Tasks;
  readonly taskWords: TaskWords;
  readonly freezes: Freezes;
  /** Stopped by the settings of the server. */
  readonly frozen: boolean;
  readonly people: Pick<People, 'get' | 'many'>;
  readonly places: Places;
  readonly budget: SendBudget;
  readonly roles: Pick<Roles, 'current'>;
  readonly links: Pick<SessionLinks, 'get'>;
  readonly deviceLists: Pick<DeviceLists, 'get'>;
  readonly agenda: Pick<Agenda, 'add'>;
  readonly calendar: Pick<Calendar, 'opens'>;
  readonly policy: Policy;
  readonly intakeDrafts: IntakeDrafts;
  /** For people who were never met and have no channel either. */
  readonly defaultLocale: Locale;
  readonly log: EdgeLog;
}
