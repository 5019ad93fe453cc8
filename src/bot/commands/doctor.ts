import { z } from 'zod';
import { SECOND, type Millis } from '../../services/desk/ids.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { refusalOf } from './may.js';
import type { Reply } from './result.js';

/** Teams shows a spinner until a click is answered, and nothing after a slash: shorter than the far ends may take. */
const SHORT: Millis = 4 * SECOND;
/** In one's own chat a card says that the answer is coming. */
const LONG: Millis = 8 * SECOND;

/** How the installation is doing, for admins alone: everything that can be broken, with what to do about it. */
export const doctor = defineCommand({
  verb: 'doctor',
  aliases: {
    en: ['doctor', 'self-test'],
    nl: ['dokter', 'zelftest'],
    fr: ['diagnostic', 'docteur'],
  },
  help: 'doctor',
  group: 'manage',
  rights: ['doctor'],
  cardVerbs: ['doctor'],
  helpVerb: 'doctor',
  flags: [],
  input: z.object({}),
  run,
});

async function run(context: CommandContext): Promise<Reply> {
  const { services, turn, via } = context;
  const refusal = refusalOf('doctor', context.standing);
  if (refusal) return { kind: 'refused', refusal };
  await context.witness('doctor');
  // Whoever else reads in the place: this is between the two of us, and in their language.
  const { reader, say } = context.aside;
  const { cards, selfTests } = services;
  const summary = say('doctor.summary');
  const patient = via === 'typed' && turn.place === 'personal';
  const waiting = patient
    ? await turn.send({ card: cards.doctor('checking', reader), summary })
    : undefined;
  const findings = await selfTests.run('all', waiting === undefined ? SHORT : LONG);
  const card = cards.doctor(findings, reader);
  if (waiting === undefined) return { kind: 'card', card, summary, private: true };
  await turn.update(waiting, { card, summary });
  return { kind: 'nothing' };
}
