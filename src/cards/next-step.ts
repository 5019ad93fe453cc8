import { currentSession, type Request } from '../services/desk/requests/request.js';
import type { RequestView } from '../services/desk/views.js';
import { momentsOf, type Drawing } from './drawing.js';

type Of<S extends Request['state']> = Extract<Request, { state: S }>;

/** What happens next, for the person who asked: the sentence that stops people from asking twice. */
export function nextForUser(drawing: Drawing, view: RequestView, hasLink: boolean): string {
  const { request, now } = view;
  const { say } = drawing;
  const moments = momentsOf(drawing, now);
  switch (request.state) {
    case 'pending':
      return pendingForUser(drawing, view, request);
    case 'approved':
      return request.askAt === undefined
        ? say('cards:next.user.approved', { before: moments.before(request.consentDue) })
        : say('cards:next.user.later', { at: moments.at(request.askAt) });
    case 'connecting':
      return say('cards:next.user.connecting');
    case 'active':
      return activeForUser(drawing, view, hasLink);
    case 'ended':
      return say(request.solved ? 'cards:next.user.endedSolved' : 'cards:next.user.ended', {
        at: moments.at(request.closeAt),
      });
    case 'closed':
      return now > request.reopenUntil
        ? say('cards:next.user.closedFinal')
        : say('cards:next.user.closed', { until: moments.until(request.reopenUntil) });
    case 'declined':
      return say(request.by === 'operator' ? 'cards:next.user.denied' : 'cards:next.user.refused');
    case 'withdrawn':
      return say('cards:next.user.withdrawn');
    case 'expired':
      return now > request.reviveUntil
        ? say('cards:next.user.expiredFinal')
        : say('cards:next.user.expired', { until: moments.until(request.reviveUntil) });
    case 'failed':
      return say(`cards:next.user.${view.unasked ? 'unasked' : request.reason}`);
  }
}

function pendingForUser(drawing: Drawing, view: RequestView, request: Of<'pending'>): string {
  const { say } = drawing;
  const moments = momentsOf(drawing, view.now);
  if (request.awaitingUser) return say('cards:next.user.awaiting');
  if (view.opens !== undefined) return say('cards:next.user.shut', { at: moments.at(view.opens) });
  const before = moments.before(request.limit.deadline);
  if (request.assignee !== undefined) return say('cards:next.user.taken', { before });
  if (view.ahead === undefined) return say('cards:next.user.pending', { before });
  if (view.ahead === 0) return say('cards:next.user.first', { before });
  return say('cards:next.user.ahead', { count: view.ahead, before });
}

function activeForUser(drawing: Drawing, view: RequestView, hasLink: boolean): string {
  const session = currentSession(view.request);
  if (session?.userOnline === true) return drawing.say('cards:next.user.online');
  if (session === undefined) return drawing.say('cards:next.user.connecting');
  const until = momentsOf(drawing, view.now).until(session.validUntil);
  return drawing.say(hasLink ? 'cards:next.user.join' : 'cards:next.user.noLink', { until });
}

/** What happens next, for the help desk. */
export function nextForChannel(drawing: Drawing, view: RequestView): string {
  const { request, now } = view;
  const { say } = drawing;
  const moments = momentsOf(drawing, now);
  switch (request.state) {
    case 'pending':
      return pendingForChannel(drawing, view, request);
    case 'approved':
      return approvedForChannel(drawing, view, request);
    case 'connecting':
      return say('cards:next.channel.connecting');
    case 'active':
      return activeForChannel(drawing, view);
    case 'ended':
      return say('cards:next.channel.ended', { at: moments.at(request.closeAt) });
    case 'closed':
      return say('cards:next.channel.closed', { until: moments.until(request.reopenUntil) });
    case 'declined':
      return say(
        request.by === 'operator' ? 'cards:next.channel.denied' : 'cards:next.channel.refused',
      );
    case 'withdrawn':
      return say('cards:next.channel.withdrawn');
    case 'expired':
      return say('cards:next.channel.expired', { until: moments.until(request.reviveUntil) });
    case 'failed':
      return say(`cards:next.channel.${view.unasked ? 'unasked' : request.reason}`);
  }
}

function pendingForChannel(drawing: Drawing, view: RequestView, request: Of<'pending'>): string {
  const { say } = drawing;
  const moments = momentsOf(drawing, view.now);
  const before = moments.before(request.limit.deadline);
  if (view.opens !== undefined)
    return say('cards:next.channel.shut', { at: moments.at(view.opens), before });
  return say(
    request.assignee === undefined ? 'cards:next.channel.pending' : 'cards:next.channel.taken',
    {
      before,
    },
  );
}

function approvedForChannel(
  drawing: Drawing,
  { now, unasked }: RequestView,
  { askAt, consentDue }: Of<'approved'>,
): string {
  const { say } = drawing;
  const moments = momentsOf(drawing, now);
  const until = moments.until(consentDue);
  if (unasked) return say('cards:next.channel.unaskedYet', { until });
  if (askAt === undefined) return say('cards:next.channel.approved', { until });
  return say('cards:next.channel.later', { at: moments.at(askAt) });
}

function activeForChannel(drawing: Drawing, view: RequestView): string {
  const { say } = drawing;
  const session = currentSession(view.request);
  if (session === undefined) return say('cards:next.channel.connecting');
  const helperIn = session.helperConnectedAt !== undefined;
  if (session.userOnline)
    return say(helperIn ? 'cards:next.channel.bothIn' : 'cards:next.channel.userIn');
  if (helperIn) return say('cards:next.channel.helperIn');
  return say('cards:next.channel.open', {
    until: momentsOf(drawing, view.now).until(session.validUntil),
  });
}
