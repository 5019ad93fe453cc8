import { verdictWords, type Told, type VerdictWords } from '../../cards/audit-verdict.js';
import { TRAIL_CHECK, trailCheck } from '../../dialogs/trail-check.js';
import { agendaMember } from '../../services/desk/agenda.js';
import { SECOND, type Millis } from '../../services/desk/ids.js';
import type { Locale } from '../../services/desk/people/person.js';
import type { AuditLog } from '../../services/desk/ports.js';
import { peopleIn } from './audit-look.js';
import type { CommandContext, Services } from './context.js';
import type { Reply } from './result.js';

/** Teams gives up on an answer after 15 s. */
const WITHIN: Millis = 10 * SECOND;

/** Whether the trail is what was written. A long one goes on in the agenda and is answered later. */
export async function verifyTrail(context: CommandContext): Promise<Reply> {
  const { services, locale, who } = context;
  await context.witness('audit-verify', undefined, { right: 'audit.read' });
  const verdict = await services.audit.log.verify({ within: WITHIN });
  if (verdict.kind !== 'unfinished')
    return {
      kind: 'said',
      ...(await wordsOn({ ...services, log: services.audit.log }, verdict, locale)),
      private: true,
    };
  const memory = services.memoryOf(TRAIL_CHECK, who.id);
  await trailCheck(memory).write({ resume: verdict.resume });
  await memory.save();
  await services.agenda.add(agendaMember({ kind: 'audit-verify', person: who.id }), 0);
  return { kind: 'said', text: services.t(locale, 'audit:verify.later'), private: true };
}

/** With what stands in the place of the first bad entry now, if something does. */
export async function wordsOn(
  {
    log,
    people,
    t,
  }: Pick<Services, 't'> & {
    readonly people: Pick<Services['people'], 'many'>;
  } & { readonly log: Pick<AuditLog, 'search'> },
  verdict: Told,
  locale: Locale,
): Promise<VerdictWords> {
  const found =
    verdict.kind === 'broken' ? await log.search({ upTo: verdict.broken.seq }, 1) : undefined;
  const [newest] = found?.entries ?? [];
  const entry =
    verdict.kind === 'broken' && newest?.seq === verdict.broken.seq ? newest : undefined;
  const known = await people.many(peopleIn(entry ? [entry] : []));
  return verdictWords((key, params) => t(locale, key, params), verdict, entry, known);
}
