import { z } from 'zod';

const inputSchema = z.object({
  type: z.string().startsWith('Input.'),
  id: z.string(),
  label: z.string().optional(),
  title: z.string().optional(),
  value: z.string().catch(''),
  choices: z.array(z.object({ title: z.string(), value: z.string() })).default([]),
});

/** A question that a card asks, with what is filled in or chosen already. */
export type CardInput = z.infer<typeof inputSchema>;

/** All questions of a card by id, those in forms behind a button included. */
export function inputsOf(card: unknown): ReadonlyMap<string, CardInput> {
  return new Map([...inputs(card)].map((input) => [input.id, input]));
}

function* inputs(node: unknown): Generator<CardInput> {
  if (typeof node !== 'object' || node === null) return;
  const input = inputSchema.safeParse(node);
  if (input.success) yield input.data;
  else for (const child of Object.values(node)) yield* inputs(child);
}

/** A question with `value` as its answer, in the words of the card; without a value what there is to choose from. */
export function inputLine({ label, title, choices }: CardInput, value: string): string {
  const question = label ?? title ?? '';
  const chosen = choices.find((choice) => choice.value === value)?.title;
  const offered = choices.map((choice) => choice.title).join(' / ');
  const shown = chosen ?? (offered || value);
  return shown === '' ? question : `${question} ${shown}`;
}
