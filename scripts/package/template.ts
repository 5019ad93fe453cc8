import { z } from 'zod';
import type { Problem } from './problem.js';
import type { Values } from './settings.js';

/** `${{NAME}}`, as the Agents Toolkit writes it. */
const PLACEHOLDER = /\$\{\{\s*(\w+)\s*\}\}/g;

const command = z.object({ title: z.string(), description: z.string() });

/** The app manifest, as far as it is looked into here; the bundled schema checks the whole. */
export const manifestSchema = z.looseObject({
  $schema: z.string(),
  manifestVersion: z.string(),
  version: z.string(),
  localizationInfo: z.object({
    defaultLanguageTag: z.string(),
    additionalLanguages: z.array(z.object({ languageTag: z.string(), file: z.string() })),
  }),
  name: z.object({ short: z.string(), full: z.string() }),
  description: z.object({ short: z.string(), full: z.string() }),
  icons: z.object({ color: z.string(), outline: z.string(), color32x32: z.string() }),
  bots: z.tuple([
    z.looseObject({
      scopes: z.array(z.string()),
      commandLists: z
        .array(
          z.object({
            scopes: z.array(z.string()),
            triggers: z.array(z.string()),
            commands: z.array(command),
          }),
        )
        .optional(),
    }),
  ]),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The template with its values in place. Values are put into strings, so none can break the JSON around it. */
export function fillTemplate(
  template: string,
  values: Values,
): { manifest: Manifest; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const fill = (text: string): string =>
    text.replace(PLACEHOLDER, (whole, name: string) => {
      const value = values.get(name);
      if (value === undefined) problems.push(unknownPlaceholder(whole));
      return value ?? '';
    });
  const filled: unknown = JSON.parse(template, (_key, value: unknown) =>
    typeof value === 'string' ? fill(value) : value,
  );
  manifestSchema.parse(filled);
  // What was parsed, not what the schema made of it: the keys stay in the order of the template.
  return { manifest: z.custom<Manifest>().parse(filled), problems };
}

/** Whatever still looks like a placeholder once everything is in its place. */
export function leftOvers(file: string, text: string): readonly Problem[] {
  return [...new Set(text.match(/\$\{[^}"]{0,40}\}{0,2}/g))].map((whole) => ({
    name: file,
    wrong: `still has ${whole} in it`,
    remedy: 'Correct the value it came from',
  }));
}

function unknownPlaceholder(whole: string): Problem {
  return {
    name: 'manifest.json',
    wrong: `has a placeholder that nothing fills: ${whole}`,
    remedy: 'Correct its name, or add it to scripts/package/settings.ts',
  };
}
