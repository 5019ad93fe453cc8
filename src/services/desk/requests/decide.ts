import type { PersonId } from '../ids.js';
import type { DeskCommand, PersonCommand } from './command.js';
import {
  decideBegin,
  decideDelay,
  decideFailed,
  decideMade,
  decideMeasured,
  decideSeen,
  decideSessionClosed,
  decideTimer,
} from './decide-desk.js';
import {
  decideApprove,
  decideAskAgain,
  decideAssign,
  decideCancelApproval,
  decideClose,
  decideConnect,
  decideDeny,
  decideEnd,
  decideExtend,
  decideNewLink,
  decideRelease,
  decideTake,
  decideTryAgain,
  decideWords,
} from './decide-operator.js';
import {
  decideAccept,
  decideAddDetails,
  decideConfirmSolved,
  decideDecline,
  decideLater,
  decideReopen,
  decideWithdraw,
} from './decide-user.js';
import type { Decision, Facts } from './decision.js';
import type { Request } from './request.js';

/** Commands on a request that exists. */
export type MoveCommand = Exclude<PersonCommand, { type: 'open' | 'open-for' }>;

/**
 * What an authorised person's command does to a request in its present state. Pure. Whether they may is
 * decided before (authorise.ts); here the state and the clock speak.
 */
export function decide(
  request: Request,
  command: MoveCommand,
  actor: PersonId,
  facts: Facts,
): Decision {
  switch (command.type) {
    case 'add-details':
      return decideAddDetails(command, facts);
    case 'withdraw':
      return decideWithdraw(request, command, actor, facts);
    case 'reopen':
      return decideReopen(request, command, actor, facts);
    case 'confirm-solved':
      return decideConfirmSolved(request);
    case 'accept':
      return decideAccept(request, actor, facts);
    case 'decline':
      return decideDecline(request, actor);
    case 'later':
      return decideLater(request, facts);
    case 'take':
      return decideTake(request, actor);
    case 'release':
      return decideRelease(request);
    case 'assign':
      return decideAssign(request, command.to, facts);
    case 'note':
      return decideWords('noted', command.text, facts);
    case 'reply':
      return decideWords('replied', command.text, facts);
    case 'approve':
      return decideApprove(request, command, actor, facts);
    case 'cancel-approval':
      return decideCancelApproval(request, actor, facts);
    case 'ask-again':
      return decideAskAgain(request, facts);
    case 'try-again':
      return decideTryAgain(request, actor, facts);
    case 'deny':
      return decideDeny(request, command, actor, facts);
    case 'extend':
      return decideExtend(request, command, facts);
    case 'connect':
      return decideConnect(request);
    case 'new-link':
      return decideNewLink(request, facts);
    case 'end-session':
      return decideEnd(request, command, actor, facts);
    case 'close':
      return decideClose(request, command, actor, facts);
  }
}

/** The same for Deskside's own commands: timers, and what effects found. */
export function decideForDesk(request: Request, command: DeskCommand, facts: Facts): Decision {
  switch (command.type) {
    case 'warn':
    case 'expire':
    case 'give-up-consent':
    case 'remind-consent':
    case 'auto-close':
    case 'end-validity':
      return decideTimer(request, command.type, facts);
    case 'begin-effect':
      return decideBegin(request, command.n, facts);
    case 'delay-effect':
      return decideDelay(request, command);
    case 'session-made':
      return decideMade(request, command, facts);
    case 'effect-failed':
      return decideFailed(request, command);
    case 'session-closed':
      return decideSessionClosed(request, command.n);
    case 'session-seen':
      return decideSeen(request, command, facts);
    case 'session-measured':
      return decideMeasured(request, command);
  }
}
