import type { AuditView, PageTurn } from '../../cards/audit.js';
import { remember } from '../../dialogs/questions.js';
import { MINUTE, type Millis, type PersonId } from '../../services/desk/ids.js';
import type { AuditQuery, NumberedEntry } from '../../services/desk/ports.js';
import type { AuditInput } from './audit-input.js';
import { aboutOf, filterWords, queryFor } from './audit-query.js';
import type { CommandContext } from './context.js';
import { questionsOf } from './questions-of.js';
import type { Reply } from './result.js';

const PAGE = 20;

/** A page of the trail, newest first. That somebody looked stands in it, too. */
export async function lookAtTrail(context: CommandContext, asked: AuditInput): Promise<Reply> {
  const { services, reader, locale } = context;
  const wanted = await queryFor(context, asked);
  if (wanted.kind === 'reply') return wanted.reply;
  const page = asked.page ?? 1;
  const { query } = wanted;
  const { entries, more } = await services.audit.log.search(query, page * PAGE);
  const shown = entries.slice((page - 1) * PAGE);
  const turns = await turnsFor(context, { asked, query, page, more, newest: entries[0]?.seq ?? 0 });
  const view: AuditView = {
    entries: shown,
    people: await services.people.many(peopleIn(shown)),
    filter: filterWords(context, asked, query),
    page,
    ...turns,
  };
  if (page === 1) {
    const about = { ...aboutOf(query), right: 'audit.read' };
    await context.witness('audit', undefined, about);
  }
  const summary = services.t(locale, 'audit:summary');
  return { kind: 'card', card: services.cards.audit(view, reader), summary, private: true };
}

export function peopleIn(entries: readonly NumberedEntry[]): PersonId[] {
  const all = entries.flatMap(({ entry: { actor, subject } }) => [
    ...(actor === 'desk' ? [] : [actor]),
    ...(subject ? [subject] : []),
  ]);
  return [...new Set(all)];
}

interface Turning {
  readonly asked: AuditInput;
  readonly query: AuditQuery;
  readonly page: number;
  readonly more: boolean;
  readonly newest: number;
}

/**
 * A button carries no more than a nonce: what was asked for is remembered, like a question with the other pages for
 * answers.
 */
async function turnsFor(
  context: CommandContext,
  { asked, query, page, more, newest }: Turning,
): Promise<{ readonly newer?: PageTurn; readonly older?: PageTurn }> {
  const { services, who, turn } = context;
  const pages = [...(page > 1 ? [page - 1] : []), ...(more ? [page + 1] : [])];
  if (pages.length === 0) return {};
  const inputs = {
    ...(asked.id ? { id: asked.id } : {}),
    ...(asked.whom === undefined ? {} : { whom: query.person ?? asked.whom }),
    ...(asked.since === undefined ? {} : { since: spanText(asked.since) }),
    ...(asked.denied ? { denied: true } : {}),
    upTo: asked.upTo ?? newest,
  };
  const choices = pages.map((to) => ({ verb: 'audit', inputs: { ...inputs, page: to } }));
  const what = JSON.stringify([turn.conversation.id, turn.activityId, choices]);
  const nonce = `${who.id}.${services.hash(what).slice(0, 32)}`;
  const question = { nonce, choices, confirms: true };
  const now = await services.requests.now();
  const questions = questionsOf(context);
  await remember(questions, question, now);
  await questions.save();
  return {
    ...(page > 1 ? { newer: { nonce, choice: 0 } } : {}),
    ...(more ? { older: { nonce, choice: pages.length - 1 } } : {}),
  };
}

/** As it would be typed. */
function spanText(span: Millis): string {
  const minutes = Math.max(1, Math.round(span / MINUTE));
  return `${Math.floor(minutes / 1_440)}d ${minutes % 1_440}m`;
}
