import { parseChangeId, parsePersonId, DAY } from '../../services/desk/ids.js';
import type { AuditQuery } from '../../services/desk/ports.js';
import type { AuditInput } from './audit-input.js';
import type { CommandContext } from './context.js';
import { findPerson } from './people-search.js';
import type { Reply } from './result.js';

export type Wanted =
  | { readonly kind: 'query'; readonly query: AuditQuery }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** What somebody wants to see. A name that is no PC's of the trail is taken for a person's. */
export async function queryFor(context: CommandContext, asked: AuditInput): Promise<Wanted> {
  const { services } = context;
  const plain = { ...(asked.id ? { about: asked.id } : {}), ...(await limits(context, asked)) };
  const { whom } = asked;
  if (whom === undefined) return { kind: 'query', query: plain };
  const change = parseChangeId(whom);
  if (change) return { kind: 'query', query: { ...plain, about: change } };
  if (!isPerson(context, whom)) {
    const query = { ...plain, device: whom };
    const { entries } = await services.audit.log.search({ device: whom }, 1);
    if (entries.length > 0) return { kind: 'query', query };
  }
  const search = await findPerson(context, { text: whom, field: 'whom', prefer: () => false });
  if (search.kind === 'reply') return search;
  return { kind: 'query', query: { ...plain, person: search.person.id } };
}

async function limits({ services }: CommandContext, asked: AuditInput): Promise<AuditQuery> {
  const since =
    asked.since === undefined ? undefined : (await services.requests.now()) - asked.since;
  return {
    ...(since === undefined ? {} : { since }),
    ...(asked.denied ? { denied: true } : {}),
    ...(asked.upTo === undefined ? {} : { upTo: asked.upTo }),
  };
}

function isPerson({ turn }: CommandContext, whom: string): boolean {
  return whom.includes('@') || turn.mentions.length > 0 || parsePersonId(whom) !== undefined;
}

/** The filter in the reader's words. Names stay out: it stands beside times, where names can't. */
export function filterWords(
  { services, locale }: CommandContext,
  asked: AuditInput,
  query: AuditQuery,
) {
  const { t } = services;
  const parts = [
    ...(query.about ? [t(locale, 'audit:filter.about', { id: query.about })] : []),
    ...(query.person ? [t(locale, 'audit:filter.person')] : []),
    ...(query.device === undefined ? [] : [t(locale, 'audit:filter.device')]),
    ...(asked.since === undefined
      ? []
      : [t(locale, 'audit:filter.since', { count: Math.max(1, Math.ceil(asked.since / DAY)) })]),
    ...(query.denied ? [t(locale, 'audit:filter.denied')] : []),
  ];
  return parts.length === 0 ? t(locale, 'audit:filter.all') : parts.join(', ');
}

/** The same as it stands in a file: codes, ids and moments. */
export function filterInFile({ about, person, device, since, denied }: AuditQuery) {
  return {
    ...(about === undefined ? {} : { about }),
    ...(person === undefined ? {} : { person }),
    ...(device === undefined ? {} : { device }),
    ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
    ...(denied ? { denied: 'yes' } : {}),
  };
}

/** Whom and what a look at the trail is about, for the trail. */
export function aboutOf({ about, person }: AuditQuery) {
  return {
    ...(about === undefined ? {} : { request: about }),
    ...(person === undefined ? {} : { subject: person }),
  };
}
