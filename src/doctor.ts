import { parseArgs } from 'node:util';
import { examine } from './app/doctor.js';
import { ConfigError, loadServerConfig } from './config.js';
import { parseLocale } from './services/desk/people/person.js';

const USAGE = `npm run doctor -- [--language en|nl|fr] [--json]

Looks at everything an installation needs and says what to mend. Ends with 1 when something is broken.
`;

async function main(): Promise<number> {
  const wish = readArguments();
  if (wish === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const config = loadServerConfig();
  const locale = wish.language ?? config.defaultLocale;
  const { text, broken } = await examine(config, { locale, json: wish.json });
  process.stdout.write(text);
  return broken ? 1 : 0;
}

/** Undefined when they aren't understood. */
function readArguments() {
  const options = { language: { type: 'string' }, json: { type: 'boolean' } } as const;
  try {
    const { values } = parseArgs({ options });
    const language = parseLocale(values.language);
    const known = values.language === undefined || values.language === language;
    return known ? { json: values.json === true, language } : undefined;
  } catch {
    return undefined;
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const words =
      error instanceof ConfigError
        ? error.message
        : String(error instanceof Error ? error.stack : error);
    process.stderr.write(`${words}\n`);
    process.exitCode = 1;
  },
);
