import { createEnvReader } from '../../src/config/env-reader.js';
import type { Env } from '../../src/config/env-reader.js';
import { isHttps, isLoopback } from '../../src/config/fields.js';
import type { Problem } from './problem.js';

/** What a placeholder of the template becomes, by its name. */
export type Values = ReadonlyMap<string, string>;

type Needed =
  | 'TEAMS_APP_ID'
  | 'MicrosoftAppId'
  | 'PUBLIC_URL'
  | 'DEVELOPER_NAME'
  | 'WEBSITE_URL'
  | 'PRIVACY_URL'
  | 'TERMS_URL';

interface Rule {
  readonly name: Needed;
  /** Valid, and nobody's: stands in for a missing value, so that the rest can be checked all the same. */
  readonly standIn: string;
  readonly remedy: string;
  /** What the package asks beyond what the bot asks of the same variable. */
  readonly wrong?: (value: string) => string | undefined;
}

const NOBODY = '00000000-0000-4000-8000-000000000000';
const SOMEWHERE = 'https://desk.example.com';

const RULES: readonly Rule[] = [
  {
    name: 'TEAMS_APP_ID',
    standIn: NOBODY,
    remedy: 'Make a GUID once (uuidgen or New-Guid) and keep it: it stands for the app in Teams',
  },
  {
    name: 'MicrosoftAppId',
    standIn: NOBODY,
    remedy: 'Set it to the application (client) id of the bot registration',
  },
  {
    name: 'PUBLIC_URL',
    standIn: SOMEWHERE,
    remedy: 'Set it to the https address at which Teams reaches the bot',
    wrong: wrongHost,
  },
  {
    name: 'DEVELOPER_NAME',
    standIn: 'Example',
    remedy: 'Set it to the name of your organisation, in 32 characters or fewer',
    wrong: (name) => (name.length > 32 ? 'is longer than 32 characters' : undefined),
  },
  { name: 'WEBSITE_URL', standIn: SOMEWHERE, remedy: 'Set it to a page of your help desk', wrong },
  { name: 'PRIVACY_URL', standIn: SOMEWHERE, remedy: 'Set it to your privacy statement', wrong },
  { name: 'TERMS_URL', standIn: SOMEWHERE, remedy: 'Set it to your terms of use', wrong },
];

/** Variables that the package needs. */
export const NEEDED: readonly string[] = RULES.map(({ name }) => name);

/**
 * The organisation's values, read from the environment as the bot reads them, and everything that is wrong with
 * them. A value that is missing or wrong is stood in for.
 */
export function readSettings(env: Env): { values: Values; problems: readonly Problem[] } {
  const reader = createEnvReader(env);
  const values = new Map<string, string>();
  for (const { name, standIn, remedy, wrong: check } of RULES) {
    if (!reader.isSet(name)) reader.report(name, 'is missing', remedy);
    const value = reader.read(name);
    const complaint = value === undefined ? undefined : check?.(value);
    if (complaint !== undefined) reader.report(name, complaint, remedy);
    values.set(name, value === undefined || complaint !== undefined ? standIn : value);
  }
  values.set('PUBLIC_HOST', new URL(values.get('PUBLIC_URL') ?? SOMEWHERE).hostname);
  return { values, problems: reader.problems };
}

function wrong(url: string): string | undefined {
  if (!isHttps(url)) return 'must be an https address';
  return url.length > 2048 ? 'is longer than 2048 characters' : undefined;
}

/** Teams' cloud calls it: no loopback, no bare name, no address, no name of a network of one's own. */
function wrongHost(url: string): string | undefined {
  const host = new URL(url).hostname;
  const isAddress = /^[\d.]+$/.test(host) || host.startsWith('[');
  const isPrivate = /\.(?:local|localhost|internal|lan|home|test|invalid)$/.test(host);
  if (isLoopback(host) || !host.includes('.') || isAddress || isPrivate) {
    return 'names a host that Teams can’t reach from the internet';
  }
  return wrong(url);
}
