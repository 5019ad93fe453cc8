import { z } from 'zod';
import { readerLocale, ROLES } from '../../services/desk/people/person.js';
import { defineCommand } from './command.js';
import { believedRoles, mayUse, refusalOf } from './may.js';

/** Roles, language, and what one may say here. */
export const whoami = defineCommand({
  verb: 'whoami',
  aliases: { en: ['whoami', 'who am i'], nl: ['wie ben ik'], fr: ['qui suis-je'] },
  help: 'whoami',
  group: 'manage',
  rights: ['whoami'],
  cardVerbs: [],
  flags: [],
  input: z.object({}),
  async run({ standing, services, who, say, catalogue, locale }) {
    const refusal = refusalOf('whoami', standing);
    if (refusal) return { kind: 'refused', refusal };
    const believed = believedRoles(standing);
    const roles = ROLES.filter((role) => believed.has(role));
    const list = new Intl.ListFormat(locale, { type: 'conjunction' });
    const names = list.format(roles.map((role) => services.t(locale, `common:role.${role}`)));
    const language = services.t(locale, `common:language.${readerLocale(who)}`);
    const verbs = catalogue
      .filter((command) => mayUse(command, standing))
      .map(({ verb, aliases }) => aliases[locale][0] ?? verb);
    return {
      kind: 'said',
      text: say('whoami.sentence', { name: who.name, roles: names, language }),
      detail: say('whoami.commands', { commands: verbs.join(', ') }),
    };
  },
});
