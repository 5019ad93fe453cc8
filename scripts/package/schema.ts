import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { z } from 'zod';
import type { Strings } from './languages.js';
import type { Problem } from './problem.js';
import type { Manifest } from './template.js';

type Validate = typeof AppManifestUtils.validateAgainstSchema;
/** The validator's own types are those of every manifest there is; what it takes is JSON. */
const anyManifest = z.custom<Parameters<Validate>[0]>();
const anySchema = z.custom<NonNullable<Parameters<Validate>[1]>>();

const BUNDLED = join(
  dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest')),
  'json-schemas',
  'teams',
);

/** Versions of the app manifest whose schemas are on this machine, oldest first; previews left out. */
export function bundledVersions(): readonly string[] {
  return readdirSync(BUNDLED)
    .flatMap((folder) => /^v(\d+\.\d+)$/.exec(folder)?.[1] ?? [])
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** Against the schema that lies on this machine; never against one from the network. */
export async function manifestProblems(manifest: Manifest): Promise<Problem[]> {
  const { manifestVersion, $schema } = manifest;
  const known = bundledVersions().includes(manifestVersion);
  if (!known || !$schema.endsWith(`/v${manifestVersion}/MicrosoftTeams.schema.json`)) {
    const wrong = `names schema ${manifestVersion} (${$schema}), which @microsoft/app-manifest doesn't bring`;
    return [{ name: 'manifest.json', wrong, remedy: `Choose ${bundledVersions().at(-1)}` }];
  }
  const errors = await AppManifestUtils.validateAgainstSchema(
    anyManifest.parse(manifest),
    readSchema(manifestVersion, 'MicrosoftTeams.schema.json', ({ ...schema }) => schema),
  );
  return [...errors.map((error) => schemaProblem('manifest.json', error)), ...unwritten(manifest)];
}

export async function localizationProblems(
  version: string,
  file: string,
  strings: Strings,
): Promise<Problem[]> {
  // The manifest is already told about.
  if (!bundledVersions().includes(version)) return [];
  const schema = readSchema(version, 'MicrosoftTeams.Localization.schema.json', usable);
  const errors = await AppManifestUtils.validateAgainstSchema(anyManifest.parse(strings), schema);
  return errors.map((error) => schemaProblem(file, error));
}

/**
 * A rule of the upload that the schema doesn't know: from 1.25, an app for teams must say that it works in shared and
 * private channels, or it is refused.
 */
function unwritten(manifest: Manifest): Problem[] {
  if (
    !manifest.bots[0].scopes.includes('team') ||
    manifest['supportsChannelFeatures'] === 'tier1'
  ) {
    return [];
  }
  const wrong = 'has the scope team and no supportsChannelFeatures';
  return [
    { name: 'manifest.json', wrong, remedy: 'Set it to tier1, else Teams refuses the upload' },
  ];
}

const jsonObject = z.record(z.string(), z.unknown());

function readSchema(
  version: string,
  file: string,
  change: (schema: Record<string, unknown>) => object,
) {
  // The published schemas have `\a` and `\v` in their patterns, which no JavaScript pattern may.
  const text = readFileSync(join(BUNDLED, `v${version}`, file), 'utf8')
    .replaceAll(String.raw`\a`, String.raw`\u0007`)
    .replaceAll(String.raw`\v`, String.raw`\u000b`);
  return anySchema.parse(change(jsonObject.parse(JSON.parse(text))));
}

/** Without the patterns for features we haven't: some aren't valid with the flag `u`, and the validator sets it. */
function usable({ patternProperties, ...schema }: Record<string, unknown>): object {
  const ours = Object.entries(jsonObject.parse(patternProperties)).filter(([pattern]) =>
    pattern.startsWith(String.raw`^bots\[`),
  );
  return { ...schema, patternProperties: Object.fromEntries(ours) };
}

/** The validator says `/developer/name must NOT have ... Details: {...}`. */
function schemaProblem(file: string, error: string): Problem {
  const [path = '', details = ''] = error.split('. Details: ');
  const extra = /"additionalProperty":"([^"]+)"/.exec(details)?.[1];
  const wrong = `${path.trim()}${extra === undefined ? '' : ` (${extra})`}`;
  return { name: `${file}:`, wrong, remedy: 'Correct it; the schema says what it may be' };
}
