import { strFromU8, unzipSync } from 'fflate';
import { z } from 'zod';
import { ingredients } from '../../scripts/package.js';
import { assemble, type Assembled, type Ingredients } from '../../scripts/package/assemble.js';
import { inWords } from '../../scripts/package/problem.js';
import { readSettings } from '../../scripts/package/settings.js';
import { manifestSchema } from '../../scripts/package/template.js';

/** An organisation that has everything. */
export const CONTOSO = {
  TEAMS_APP_ID: '5f0f1a52-6b1d-4d3e-9b43-0d3a1c9a7e10',
  MicrosoftAppId: '11111111-2222-4333-8444-555555555555',
  PUBLIC_URL: 'https://desk.contoso.example',
  DEVELOPER_NAME: 'Contoso IT',
  WEBSITE_URL: 'https://contoso.example/help',
  PRIVACY_URL: 'https://contoso.example/privacy',
  TERMS_URL: 'https://contoso.example/terms',
} as const;

/** Contoso's package, with some of it other than it should be. */
export async function made(other: Partial<Ingredients> = {}): Promise<Assembled> {
  const { values } = readSettings(CONTOSO);
  return assemble({ ...ingredients(new Map([...values, ['VERSION', '1.2.3']])), ...other });
}

/** What is wrong with it, as people read it. */
export async function complaints(other: Partial<Ingredients>): Promise<string> {
  const { problems } = await made(other);
  return problems.map(inWords).join('\n');
}

export function template(): string {
  return ingredients(new Map()).template;
}

/** The files of a package as text and JSON. */
export function opened(bytes: Uint8Array) {
  const files = unzipSync(bytes);
  const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
  return {
    names: Object.keys(files),
    text,
    manifest: manifestSchema.parse(JSON.parse(text('manifest.json'))),
    strings: (name: string) => z.record(z.string(), z.string()).parse(JSON.parse(text(name))),
  };
}
