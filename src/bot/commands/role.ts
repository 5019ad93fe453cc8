import { z } from 'zod';
import { ConnectorFailure } from '../../services/desk/failures.js';
import type { Grantee } from '../../services/desk/changes/subject.js';
import { INTUNE_ADMINISTRATOR } from '../../services/desk/people/too-powerful.js';
import { defineCommand } from './command.js';
import { errorVoice, type CommandContext } from './context.js';
import { optionalWords, REASON } from './inputs.js';
import { refusalOf } from './may.js';
import { findPerson } from './people-search.js';
import { ALONE, JUSTIFICATION, propose } from './propose.js';
import type { Reply } from './result.js';
import { roleList } from './role-list.js';
import { grantableRoles, roleAndWhom, roleLine } from './role-words.js';

const input = z.object({
  what: z.string().max(400).default(''),
  /** Chosen from a pick list. */
  whom: z.string().max(200).optional(),
  reason: optionalWords,
  justification: optionalWords,
  alone: z.boolean().optional(),
});
type Input = z.infer<typeof input>;

/** Who has which role, and giving and taking them: that takes two people. */
export const role = defineCommand({
  verb: 'role',
  aliases: { en: ['role', 'roles'], nl: ['rol', 'rollen'], fr: ['rôle', 'rôles'] },
  help: 'role',
  group: 'manage',
  rights: ['role'],
  everyday: true,
  cardVerbs: [],
  rest: 'what',
  flags: [REASON, ALONE, JUSTIFICATION],
  input,
  run,
});

async function run(context: CommandContext, asked: Input): Promise<Reply> {
  const refusal = refusalOf('role', context.standing);
  if (refusal) return { kind: 'refused', refusal };
  const wanted = roleLine(asked.what);
  if (!wanted) return { kind: 'problem', field: 'what', missing: false };
  if (wanted.action === 'list') return roleList(context);
  const { services } = context;
  const meant = roleAndWhom(services.t, services.policy, wanted.rest);
  if (!meant) return unknownRole(context, wanted.rest);
  const whom = asked.whom ?? meant.whom;
  if (whom === '') return { kind: 'problem', field: 'whom', missing: true };
  const found = await granteeMeant(context, whom);
  if (found.kind === 'reply') return found.reply;
  const change = { role: meant.role, to: found.to };
  return wanted.action === 'grant' ? grant(context, change, asked) : revoke(context, change, asked);
}

interface RoleChange {
  readonly role: string;
  readonly to: Grantee;
}

async function grant(context: CommandContext, change: RoleChange, asked: Input): Promise<Reply> {
  if (await hasGrant(context, change)) return advice(context, 'has');
  if (change.to.kind === 'group' && (await isTooPowerful(context, change.to.id)))
    return { kind: 'refused', refusal: { code: 'HD-201', reason: 'too-powerful' } };
  return propose(context, { kind: 'grant-role', ...change }, asked);
}

async function revoke(context: CommandContext, change: RoleChange, asked: Input): Promise<Reply> {
  if (!(await hasGrant(context, change))) return advice(context, 'hasNot');
  if (change.role === 'admin' && isLastAdmin(context, change.to))
    return { kind: 'refused', refusal: { code: 'HD-201', reason: 'last-admin' } };
  return propose(context, { kind: 'revoke-role', ...change }, asked);
}

async function hasGrant({ services }: CommandContext, { role: name, to }: RoleChange) {
  const grants = await services.roleGrants.list();
  return grants.some((known) => known.role === name && known.to.id === to.id);
}

/** Whoever is left must still be able to change roles. */
function isLastAdmin({ standing }: CommandContext, to: Grantee): boolean {
  const admins = standing.roles?.admins;
  return to.kind === 'person' && admins?.size === 1 && admins.has(to.id);
}

/** What can't be read now is looked at again before the role is given. */
async function isTooPowerful({ services }: CommandContext, group: string): Promise<boolean> {
  try {
    const roles = await services.directory.directoryRolesOf(group);
    return roles?.includes(INTUNE_ADMINISTRATOR) ?? false;
  } catch (error) {
    if (error instanceof ConnectorFailure) return false;
    throw error;
  }
}

type Found =
  | { readonly kind: 'found'; readonly to: Grantee }
  | { readonly kind: 'reply'; readonly reply: Reply };

const GROUP = /^(?:group|groep|groupe):\s*([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/iu;

async function granteeMeant(context: CommandContext, text: string): Promise<Found> {
  const group = GROUP.exec(text.trim())?.[1];
  if (group !== undefined) return { kind: 'found', to: { kind: 'group', id: group.toLowerCase() } };
  const search = await findPerson(context, { text, field: 'whom', prefer: () => false });
  if (search.kind === 'reply') return search;
  return { kind: 'found', to: { kind: 'person', id: search.person.id } };
}

function unknownRole(context: CommandContext, text: string): Reply {
  const { say, locale } = errorVoice(context);
  const roles = grantableRoles(context.services.policy);
  const list = new Intl.ListFormat(locale, { type: 'disjunction' }).format(roles);
  const sentence = say('role.unknown', { text: text.slice(0, 60) });
  return { kind: 'advice', sentence, next: say('role.known', { roles: list }), code: 'HD-102' };
}

function advice(context: CommandContext, why: 'has' | 'hasNot'): Reply {
  const { say } = errorVoice(context);
  const next = say(`role.${why}Next`);
  return { kind: 'advice', sentence: say(`role.${why}`), next, code: 'HD-302' };
}
