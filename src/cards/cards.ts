import type {
  ChangeView,
  IntakeView,
  QueueView,
  RequestView,
  TaskView,
} from '../services/desk/views.js';
import type { Finding } from '../services/desk/self-test.js';
import type { AuditView } from './audit.js';
import type { HelpView } from './help.js';
import type { Reader } from './reader.js';
import type { CardJson } from './render.js';
import type { RequestExtras } from './request-extras.js';
import type { ErrorWords, Notice, Question } from './said.js';
import type { PcUserView } from './pc-user.js';
import type { PlanFormView, RestartFormView } from './restart-form.js';
import type { TaskListView } from './task-list.js';
import type { Introduction, Welcomed } from './welcome.js';

export type { RequestExtras } from './request-extras.js';

/**
 * Every card of the product. A card is a pure function of its view and reader; its buttons are those that the
 * state allows. Buttons carry `{id, version, nonce}` with nonce = `<place>.<version>` (`queue.<version>` in the
 * queue, `list.<version>` in a list of requests, the intake's own nonce on an intake): a nonce is unique only
 * together with the id beside it. Inputs of a form arrive as `<verb>.<field>`; `inputsOf` in verbs.ts reads them:
 * text (add-details, note, reply, complaint), reason (deny, withdraw), mode (approve), to (assign), by (extend,
 * such as `2h`), resolution and text (close).
 */
export interface Cards {
  /** The request's own card: the user's in their chat, or the root of its thread in the channel. */
  request(
    view: RequestView,
    place: 'user' | 'channel',
    reader: Reader,
    extras?: RequestExtras,
  ): CardJson;
  /** The nth time the user is asked for consent; 1..request.asks. */
  consent(view: RequestView, n: number, reader: Reader): CardJson;
  /** The helper's card of the session with that `n`. `link` is the supporter's. */
  session(view: RequestView, n: number, reader: Reader, link?: string): CardJson;
  /** Asks the helper how session `n` was solved. */
  resolution(view: RequestView, n: number, reader: Reader): CardJson;
  /** Tells the user who helped, when and how long in session `n`. */
  receipt(view: RequestView, n: number, reader: Reader): CardJson;
  queue(view: QueueView, reader: Reader): CardJson;
  /** The form of a call for help. Inputs: text, device, deviceName, category, urgency. */
  intake(view: IntakeView, reader: Reader): CardJson;
  help(view: HelpView, reader: Reader): CardJson;
  /** `introduction`: the first time, when the app was added. */
  welcome(reader: Reader, role: Welcomed, introduction?: Introduction): CardJson;
  /** What the self-tests found; `checking`: they are still at it. */
  doctor(findings: readonly Finding[] | 'checking', reader: Reader): CardJson;
  error(words: ErrorWords, reader: Reader): CardJson;
  ask(question: Question, reader: Reader): CardJson;
  notice(notice: Notice, reader: Reader): CardJson;
  /** A page of the trail, for whoever may read it. */
  audit(view: AuditView, reader: Reader): CardJson;
  /** What takes a second person; for the channel, or for one of those who may agree. */
  change(view: ChangeView, reader: Reader): CardJson;
  /** A restart, from its check to its end; PCs in pages. */
  task(view: TaskView, reader: Reader, page?: number): CardJson;
  /** For the user of one of its PCs: when it may restart, and what became of it. */
  pcUser(view: PcUserView, reader: Reader): CardJson;
  /** Inputs: targets, reason, at, how. */
  restartForm(view: RestartFormView, reader: Reader): CardJson;
  /** Inputs: targets, reason, at, every. */
  planForm(view: PlanFormView, reader: Reader): CardJson;
  /** Tasks with their state, or what each of them means for one PC. */
  taskList(view: TaskListView, reader: Reader): CardJson;
  /** A person's own requests, newest first. */
  requests(views: readonly RequestView[], reader: Reader): CardJson;
}
