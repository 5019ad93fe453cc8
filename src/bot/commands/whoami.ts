import { z } from 'zod';
import { believedRights, rolesTooOld } from '../../services/desk/authorise.js';
import { readerLocale, ROLES, type Role } from '../../services/desk/people/person.js';
import { roleNamesOf } from '../../services/desk/people/rights.js';
import { RIGHTS } from '../../services/desk/people/right-names.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { mayUse, refusalOf } from './may.js';
import type { Reply } from './result.js';

/** Roles, rights and how far they reach, language, and what one may say here. For the one who asks alone. */
export const whoami = defineCommand({
  verb: 'whoami',
  aliases: { en: ['whoami', 'who am i'], nl: ['wie ben ik'], fr: ['qui suis-je'] },
  help: 'whoami',
  group: 'manage',
  rights: ['whoami'],
  cardVerbs: [],
  flags: [],
  input: z.object({}),
  run,
});

async function run(context: CommandContext): Promise<Reply> {
  const { standing, services, who, catalogue } = context;
  const { say, locale } = context.aside;
  const refusal = refusalOf('whoami', standing);
  if (refusal) return { kind: 'refused', refusal };
  const language = services.t(locale, `common:language.${readerLocale(who)}`);
  const verbs = catalogue
    .filter((command) => mayUse(command, standing))
    .map(({ verb, aliases }) => aliases[locale][0] ?? verb);
  const lines = [...rightsLines(context), say('whoami.commands', { commands: verbs.join(', ') })];
  return {
    kind: 'said',
    text: say('whoami.sentence', { name: who.name, roles: roleWords(context), language }),
    detail: lines.join('\n'),
    private: true,
  };
}

/** Built-in roles in the reader's words, those of the policy file by their own name. */
function roleWords({ standing, services, aside }: CommandContext): string {
  const { locale } = aside;
  const names = rolesTooOld(standing) ? ['user'] : roleNamesOf(standing, standing.person);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return list.format(
    names.map((name) => (isBuiltIn(name) ? services.t(locale, `common:role.${name}`) : name)),
  );
}

function isBuiltIn(name: string): name is Role {
  return ROLES.some((role) => role === name);
}

/** Nothing for somebody who only asks for help. */
function rightsLines({ standing, aside }: CommandContext): string[] {
  const { say } = aside;
  if (rolesTooOld(standing)) return [say('whoami.tooOld')];
  const rights = believedRights(standing, standing.person);
  if (rights.size === 0) return [];
  const names = RIGHTS.filter((right) => rights.has(right)).join(', ');
  const reach = rights.get('session.start');
  return [say('whoami.rights', { rights: names }), ...(reach ? [reachLine(aside, reach)] : [])];
}

function reachLine({ say, locale }: CommandContext['aside'], reach: 'any' | readonly string[]) {
  if (reach === 'any') return say('whoami.reachesAll');
  if (reach.length === 0) return say('whoami.reachesNobody');
  const scopes = new Intl.ListFormat(locale, { type: 'conjunction' }).format(new Set(reach));
  return say('whoami.reaches', { scopes });
}
