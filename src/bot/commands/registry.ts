import type { Lexicon } from '../../services/desk/input/lexicon.js';
import { accept } from './accept.js';
import { agree } from './agree.js';
import { approve } from './approve.js';
import { askAgain } from './ask-again.js';
import { assign } from './assign.js';
import { audit } from './audit.js';
import { cancel } from './cancel.js';
import { choose } from './choose.js';
import { close } from './close.js';
import type { Command } from './command.js';
import type { Declared } from './declared.js';
import { decline } from './decline.js';
import { deny } from './deny.js';
import { doctor } from './doctor.js';
import { extend } from './extend.js';
import { forget } from './forget.js';
import { freeze } from './freeze.js';
import { help, wordsOf } from './help.js';
import { language } from './language.js';
import { later } from './later.js';
import { newRequest } from './new.js';
import { note } from './note.js';
import { queue } from './queue.js';
import { reject } from './reject.js';
import { release } from './release.js';
import { reopen } from './reopen.js';
import { reply } from './reply.js';
import { requests } from './requests.js';
import { restart } from './restart.js';
import { tasks } from './tasks.js';
import { TASK_MOVES } from './task-moves.js';
import { review } from './review.js';
import { role } from './role.js';
import { sessionConnect } from './session-connect.js';
import { sessionEnd } from './session-end.js';
import { sessionLink } from './session-link.js';
import { setup } from './setup.js';
import { solved } from './solved.js';
import { status } from './status.js';
import { takeBack } from './take-back.js';
import { take } from './take.js';
import { unfreeze } from './unfreeze.js';
import { update } from './update.js';
import { schedule } from './schedule.js';
import { window } from './window.js';
import { why } from './why.js';
import { whoami } from './whoami.js';

/** Everything people can say, in the order in which help shows it. */
export const COMMANDS: readonly Command[] = [
  newRequest,
  status,
  why,
  requests,
  update,
  cancel,
  accept,
  decline,
  later,
  choose,
  solved,
  reopen,
  queue,
  approve,
  take,
  assign,
  release,
  note,
  reply,
  extend,
  deny,
  askAgain,
  sessionConnect,
  sessionLink,
  sessionEnd,
  close,
  restart,
  tasks,
  ...TASK_MOVES,
  role,
  freeze,
  unfreeze,
  agree,
  reject,
  takeBack,
  review,
  forget,
  schedule,
  window,
  audit,
  help,
  whoami,
  language,
  setup,
  doctor,
];

/** The commands as the parser needs them. Short words count only in the thread of a request. */
export function lexiconOf(commands: readonly Declared[], inThread: boolean): Lexicon {
  return commands.map((command) => ({
    verb: command.verb,
    words: [...wordsOf(command), ...(inThread ? (command.inThread ?? []) : [])],
    flags: command.flags,
    takesId: command.about !== undefined || command.takesId === true,
  }));
}

export function commandOf(verb: string): Command | undefined {
  return COMMANDS.find((command) => command.verb === verb);
}

/** The command that a button comes to. */
export function commandOfButton(cardVerb: string): Command | undefined {
  return COMMANDS.find(({ cardVerbs }) => cardVerbs.some((verb) => verb === cardVerb));
}
