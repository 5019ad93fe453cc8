import { CATALOGUE_APP, CAST, ROLE_GROUPS } from '../../simulator/index.js';
import type { Locale } from '../../src/services/desk/people/person.js';
import type { Check, FindingCode } from '../../src/services/desk/self-test.js';
import { openRedis } from '../../src/services/store/redis.js';
import type { World } from '../support/world.js';
import { DAY } from './session-steps.js';

/** One thing that somebody gets wrong or that breaks, and what the doctor has to say of it. */
export interface Case {
  readonly name: string;
  readonly check: Check;
  readonly code: FindingCode;
  readonly breaks: (world: World) => unknown;
  readonly mends: (world: World) => unknown;
  /** Part of the advice in each language. */
  readonly fix: Readonly<Record<Locale, RegExp>>;
}

const WRONG_CHANNEL = '19:SomebodyElsesTeam@thread.tacv2';

/** The world's help desk, as `/setup here` or an installer's mistake leaves it. */
function desk(change: { readonly id?: string; readonly team?: string }) {
  return async ({ app, simulator: { company, teams } }: World) => {
    const { tenantId, channel, team } = company;
    const known = await app.inside.store.places.helpDesk();
    const serviceUrl = known?.serviceUrl ?? '';
    const place = { id: channel.id, team: team.id, name: channel.name, serviceUrl, tenantId };
    await app.inside.store.places.setHelpDesk({ ...place, ...change }, 'nl');
    teams.setBotInChannel(true);
  };
}

const wholeDesk = desk({});

function without(permission: string) {
  return ({ simulator }: World) => {
    const { roles } = simulator.company.graphApp;
    simulator.entra.graphRoles = roles.filter((role) => role !== permission);
  };
}

function granted({ simulator }: World): void {
  simulator.entra.graphRoles = [...simulator.company.graphApp.roles];
}

function secret(app: 'bot' | 'graph', change: { value?: string; ends?: number }) {
  return ({ simulator: { entra } }: World) => {
    Object.assign(entra.secrets[app], change);
  };
}

function soundSecrets({ simulator: { entra, company } }: World): void {
  const ends = Date.now() + 365 * DAY;
  Object.assign(entra.secrets.bot, { value: company.bot.password, ends });
  Object.assign(entra.secrets.graph, { value: company.graphApp.secret, ends });
}

function entraSays(status: number, code: number) {
  return ({ simulator: { faults } }: World) =>
    faults.add({
      system: 'entra',
      method: 'POST',
      status,
      body: { error: 'invalid_request', error_codes: [code] },
    });
}

const noFaults = ({ simulator }: World) => simulator.faults.clear();

function redisSays(name: string, value: string) {
  return async ({ redis: { url } }: World) => {
    const client = openRedis('web', { mode: 'single', urls: [url] });
    await client.call('CONFIG', 'SET', name, value);
    client.disconnect();
  };
}

function members(group: string, people: readonly string[]) {
  return ({ simulator }: World) => simulator.graph.setMembers(group, people);
}

const wholeAdmins = members(ROLE_GROUPS.admins, [CAST.eva]);
const wholeOperators = members(ROLE_GROUPS.operators, [CAST.sam, CAST.gus, ROLE_GROUPS.secondLine]);

/** Of the environment that the journey runs with. */
export const DOCTOR_ENV = { TEAMS_APP_ID: CATALOGUE_APP.externalId };

const TEAMS_CASES: readonly Case[] = [
  {
    name: 'a channel id that is no channel’s',
    check: 'channel',
    code: 'channel.unknown',
    breaks: desk({ id: WRONG_CHANNEL }),
    mends: wholeDesk,
    fix: { en: /setup here in the right channel/, nl: /het juiste kanaal/, fr: /le bon canal/ },
  },
  {
    name: 'a team id that is no team’s',
    check: 'team',
    code: 'team.wrong',
    breaks: desk({ team: WRONG_CHANNEL }),
    mends: wholeDesk,
    fix: { en: /another team/, nl: /ander team/, fr: /autre équipe/ },
  },
  {
    name: 'a bot that was removed from the team',
    check: 'roster',
    code: 'roster.out',
    breaks: ({ simulator }) => simulator.teams.setBotInChannel(false),
    mends: wholeDesk,
    fix: { en: /Manage team, Apps/, nl: /Team beheren, Apps/, fr: /Gérer l'équipe/ },
  },
];

const ENTRA_CASES: readonly Case[] = [
  {
    name: 'a secret that isn’t the bot’s',
    check: 'bot',
    code: 'sign-in.wrong-secret',
    breaks: secret('bot', { value: 'replaced in Entra' }),
    mends: soundSecrets,
    fix: {
      en: /secret's value, not its id.*MicrosoftAppPassword/,
      nl: /waarde van het geheim.*MicrosoftAppPassword/,
      fr: /valeur du secret.*MicrosoftAppPassword/,
    },
  },
  {
    name: 'a secret of Graph that is past its end',
    check: 'graph',
    code: 'sign-in.expired-secret',
    breaks: secret('graph', { ends: Date.now() - DAY }),
    mends: soundSecrets,
    fix: { en: /Make a new secret/, nl: /nieuw geheim/, fr: /nouveau secret/ },
  },
  {
    name: 'an app that the tenant doesn’t have',
    check: 'bot',
    code: 'sign-in.unknown-app',
    breaks: entraSays(400, 700016),
    mends: noFaults,
    fix: { en: /overview page of the app/, nl: /app-registratie/, fr: /inscription d'application/ },
  },
  {
    name: 'a tenant that doesn’t exist',
    check: 'graph',
    code: 'sign-in.unknown-tenant',
    breaks: entraSays(400, 90002),
    mends: noFaults,
    fix: { en: /tenant id/, nl: /tenant-id/, fr: /identifiant du locataire/ },
  },
  {
    name: 'an Entra that doesn’t answer',
    check: 'bot',
    code: 'sign-in.no-answer',
    breaks: ({ simulator }) => simulator.faults.add({ system: 'entra', drop: 'before' }),
    mends: noFaults,
    fix: { en: /firewall/, nl: /firewall/, fr: /pare-feu/ },
  },
  {
    name: 'a clock that is a minute and a half off',
    check: 'clock',
    code: 'clock.far',
    breaks: ({ simulator }) => (simulator.entra.clockSkewMs = 90_000),
    mends: ({ simulator }) => (simulator.entra.clockSkewMs = 0),
    fix: { en: /NTP/, nl: /NTP/, fr: /NTP/ },
  },
  {
    name: 'a secret that ends in a week, as Graph tells where it may',
    check: 'bot-secret',
    code: 'expiry.soon',
    breaks: ({ simulator: { entra } }) => {
      entra.graphRoles.push('Application.Read.All');
      entra.secrets.bot.ends = Date.now() + 6.5 * DAY;
    },
    mends: (world) => {
      granted(world);
      soundSecrets(world);
    },
    fix: { en: /APP_SECRET_EXPIRES/, nl: /APP_SECRET_EXPIRES/, fr: /APP_SECRET_EXPIRES/ },
  },
];

const GRAPH_CASES: readonly Case[] = [
  ...['User.Read.All', 'GroupMember.Read.All', 'DeviceManagementManagedDevices.Read.All'].map(
    (permission): Case => ({
      name: `the permission ${permission} that was never granted`,
      check: 'permission',
      code: 'permission.missing',
      breaks: without(permission),
      mends: granted,
      fix: {
        en: new RegExp(`permission ${permission}.*grant admin consent`),
        nl: new RegExp(`${permission}.*toestemming als beheerder`),
        fr: new RegExp(`${permission}.*consentement administrateur`),
      },
    }),
  ),
  {
    name: 'a group of operators with nobody in it',
    check: 'operators',
    code: 'group.empty',
    breaks: members(ROLE_GROUPS.operators, []),
    mends: wholeOperators,
    fix: { en: /Add people/, nl: /Voeg mensen toe/, fr: /Ajoutez des personnes/ },
  },
  {
    name: 'a group of operators with guests alone',
    check: 'operators',
    code: 'group.guests',
    breaks: members(ROLE_GROUPS.operators, [CAST.gus, CAST.olga]),
    mends: wholeOperators,
    fix: { en: /colleagues of your own/, nl: /je eigen organisatie/, fr: /propre organisation/ },
  },
  {
    name: 'one administrator alone',
    check: 'admins',
    code: 'group.one',
    breaks: wholeAdmins,
    mends: wholeAdmins,
    fix: { en: /second person/, nl: /tweede persoon/, fr: /deuxième personne/ },
  },
  {
    name: 'another version of the app in Teams',
    check: 'package',
    code: 'package.uploaded-old',
    breaks: ({ simulator }) => {
      simulator.entra.graphRoles.push('AppCatalog.Read.All');
      simulator.graph.apps.upload('9.0.0');
    },
    mends: (world) => {
      granted(world);
      world.simulator.graph.apps.reset();
    },
    fix: { en: /npm run package/, nl: /npm run package/, fr: /npm run package/ },
  },
];

const OTHER_CASES: readonly Case[] = [
  {
    name: 'a TeamViewer token that was replaced',
    check: 'teamviewer',
    code: 'teamviewer.refused',
    breaks: ({ simulator }) => (simulator.teamviewer.tokenRevoked = true),
    mends: ({ simulator }) => (simulator.teamviewer.tokenRevoked = false),
    fix: { en: /new script token/, nl: /nieuw scripttoken/, fr: /nouveau jeton de script/ },
  },
  {
    name: 'a TeamViewer that is down',
    check: 'teamviewer',
    code: 'teamviewer.no-answer',
    breaks: ({ simulator }) => simulator.faults.add({ system: 'teamviewer', status: 503 }),
    mends: noFaults,
    fix: { en: /Wait a few minutes/, nl: /Wacht een paar minuten/, fr: /Attendez quelques/ },
  },
  {
    name: 'a Redis that throws away when it is full',
    check: 'eviction',
    code: 'eviction.wrong',
    breaks: redisSays('maxmemory-policy', 'allkeys-lru'),
    mends: redisSays('maxmemory-policy', 'noeviction'),
    fix: { en: /to noeviction/, nl: /op noeviction/, fr: /à noeviction/ },
  },
  {
    name: 'a Redis that writes to disk once a second',
    check: 'persistence',
    code: 'persistence.everysec',
    breaks: redisSays('appendonly', 'yes'),
    mends: redisSays('appendonly', 'no'),
    fix: { en: /appendfsync to always/, nl: /appendfsync op always/, fr: /appendfsync à always/ },
  },
];

export const CASES: readonly Case[] = [
  ...TEAMS_CASES,
  ...ENTRA_CASES,
  ...GRAPH_CASES,
  ...OTHER_CASES,
];
