import { parseAgendaMember, type AgendaItem } from '../desk/agenda.js';
import { ConnectorFailure } from '../desk/failures.js';
import { MINUTE, SECOND, type Millis } from '../desk/ids.js';
import type { Claimed, Synced } from '../desk/ports.js';
import { correlationOf, withCorrelation } from '../telemetry/correlation.js';
import { backOff, Failures } from './back-off.js';
import { applyChange } from './apply-change.js';
import { ringChangeTimer, tellChange } from './changes.js';
import { checkUp, sendAlert } from './checkup.js';
import { lookUpDevices } from './directory-work.js';
import { runEffect } from './effects.js';
import { installFor } from './install-work.js';
import { again, DONE, HANDED_OVER, type Parts, type Verdict } from './parts.js';
import { checkPcs } from './preflight.js';
import { restartPc } from './restart-pc.js';
import { beginTurn, followTask, nobodyReached, ringTaskTimer } from './tasks.js';
import { retain } from './retention.js';
import { refreshRoles } from './roles-work.js';
import { Sealing } from './sealing.js';
import { ringTimer } from './timers.js';
import { watchSession } from './watch.js';

/** Outside systems that have a BullMQ queue. */
export const SYSTEMS = ['teamviewer', 'graph'] as const;
export type System = (typeof SYSTEMS)[number];

/** Until the result of a job is committed its entry comes due again, so that the queue may be wiped. */
export const RECHECK: Millis = MINUTE;

/** How an agenda entry is worked off, and settled whatever happens. */
export interface Work {
  /** Straight from the agenda: timers, cards and notices here, all else into a queue. */
  readonly fromAgenda: (claimed: Claimed) => Promise<void>;
  /** Out of a queue: calls to outside systems. */
  readonly fromQueue: (claimed: Claimed) => Promise<void>;
}

/** Puts a claim into the queue of a system. Urgent ones first. */
export type Enqueue = (system: System, claimed: Claimed, urgent: boolean) => Promise<void>;

export function createWork(parts: Parts, enqueue: Enqueue): Work {
  const failures = new Failures();
  const inside = { ...parts, sealing: new Sealing(parts) };
  return {
    fromAgenda: (claimed) =>
      correlated(claimed, () =>
        workOff(parts, failures, claimed, (item) => atOnce(inside, enqueue, item, claimed)),
      ),
    fromQueue: (claimed) =>
      correlated(claimed, () =>
        workOff(parts, failures, claimed, (item) => outside(parts, item, claimed)),
      ),
  };
}

/** Each try has its id, the same from the agenda through the queue, in whichever process. */
function correlated<T>({ member, generation, tries }: Claimed, work: () => T): T {
  return withCorrelation(correlationOf(`${member} ${generation} ${tries}`), work, { job: member });
}

type Handle = (item: AgendaItem) => Promise<Verdict>;

async function workOff(
  parts: Parts,
  failures: Failures,
  claimed: Claimed,
  handle: Handle,
): Promise<void> {
  const from = performance.now();
  const item = parseAgendaMember(claimed.member);
  const verdict = item
    ? await verdictOf(parts, failures, claimed, () => handle(item))
    : unknown(parts, claimed);
  if (verdict.kind === 'done') {
    if (claimed.age !== undefined && (item?.kind === 'card' || item?.kind === 'notice'))
      parts.measures?.arrived?.(item.kind, claimed.age + (performance.now() - from));
    await parts.agenda.done(claimed);
  }
  if (verdict.kind === 'again') await parts.agenda.again(claimed, verdict.after);
}

function unknown(parts: Parts, { member }: Claimed): Verdict {
  parts.log.error({ member }, 'agenda: nobody knows what this entry means; removed');
  return DONE;
}

async function verdictOf(
  parts: Parts,
  failures: Failures,
  { member, tries }: Claimed,
  handle: () => Promise<Verdict>,
): Promise<Verdict> {
  try {
    const verdict = await handle();
    failures.clear(member);
    return verdict;
  } catch (error) {
    const after = pauseAfter(member, error, failures.add(member));
    if (error instanceof ConnectorFailure)
      parts.log.warn({ member, tries, after, ...error.details }, 'agenda: a call failed');
    else
      parts.log.error(
        { member, tries, after, err: error },
        'agenda: an entry could not be worked off',
      );
    parts.observer?.({
      kind: 'agenda',
      title: `${member} failed`,
      detail: { tries, after, error: String(error) },
    });
    return again(after);
  }
}

function pauseAfter(member: string, error: unknown, times: number): Millis {
  if (error instanceof ConnectorFailure && error.details.retryAfter !== undefined)
    return error.details.retryAfter;
  return member === 'roles' ? backOff(times, 10 * SECOND) : backOff(times);
}

async function atOnce(
  parts: Parts & { readonly sealing: Sealing },
  enqueue: Enqueue,
  item: AgendaItem,
  claimed: Claimed,
): Promise<Verdict> {
  switch (item.kind) {
    case 'timer':
      return ringTimer(parts, item, claimed);
    case 'change-timer':
      return ringChangeTimer(parts, item, claimed);
    case 'task-timer':
      return ringTaskTimer(parts, item.id, claimed);
    case 'turn':
      return beginTurn(parts, item);
    case 'preflight':
    case 'restart':
      return handOver(parts, claimed, () => enqueue('graph', claimed, true));
    case 'follow':
      return handOver(parts, claimed, () => enqueue('graph', claimed, false));
    case 'tell-task': {
      const { id, version } = item;
      return verdictOn(parts, claimed, await parts.cardPlaces.tellOfTask({ id, version }));
    }
    case 'apply':
      return handOver(parts, claimed, () => enqueue('graph', claimed, true));
    case 'tell':
      return verdictOn(parts, claimed, await tellChange(parts, item));
    case 'card': {
      const synced = await parts.cardPlaces.sync(item.address);
      if (synced.kind === 'dead') await nobodyReached(parts, item.address, claimed);
      return verdictOn(parts, claimed, synced);
    }
    case 'notice': {
      const { id, version, audience } = item;
      return verdictOn(parts, claimed, await parts.cardPlaces.notify({ id, version, audience }));
    }
    case 'effect':
      return handOver(parts, claimed, () => enqueue('teamviewer', claimed, true));
    case 'watch':
      return handOver(parts, claimed, () => enqueue('teamviewer', claimed, false));
    case 'devices':
    case 'install':
      return handOver(parts, claimed, () => enqueue('graph', claimed, true));
    case 'alert':
      return verdictOn(parts, claimed, await sendAlert(parts, item.letter));
    case 'roles':
    case 'checkup':
      return handOver(parts, claimed, () => enqueue('graph', claimed, false));
    case 'seal':
      return parts.sealing.seal();
    case 'audit-head':
      return parts.sealing.tellHead();
    case 'retention':
      return retain(parts);
    case 'audit-verify':
      return verdictOn(parts, claimed, await parts.verifyFor(item.person));
  }
}

/** The entry is put off first: a quick job settles it before this returns. */
async function handOver(
  parts: Parts,
  claimed: Claimed,
  add: () => Promise<void>,
): Promise<Verdict> {
  await parts.agenda.again(claimed, RECHECK);
  await add();
  return HANDED_OVER;
}

function verdictOn(parts: Parts, { member, generation }: Claimed, synced: Synced): Verdict {
  const detail = { generation, ...synced };
  parts.observer?.({ kind: 'agenda', title: member, detail });
  switch (synced.kind) {
    case 'synced':
      return DONE;
    case 'dead':
      parts.log.info({ member }, 'agenda: nothing can be written there any more');
      return DONE;
    case 'wait':
      if (synced.failure !== undefined) parts.log.warn({ member, ...synced }, 'agenda: sent later');
      return again(synced.after);
  }
}

async function outside(parts: Parts, item: AgendaItem, { tries }: Claimed): Promise<Verdict> {
  switch (item.kind) {
    case 'effect':
      return runEffect(parts, item.id, item.n);
    case 'watch':
      return watchSession(parts, item.id);
    case 'devices':
      return lookUpDevices(parts, item.person, tries);
    case 'install':
      return installFor(parts, item.person, tries);
    case 'roles':
      return refreshRoles(parts);
    case 'checkup':
      return checkUp(parts);
    case 'apply':
      return applyChange(parts, item.id);
    case 'preflight':
      return checkPcs(parts, item.id, tries);
    case 'restart':
      return restartPc(parts, item.id, item.n);
    case 'follow':
      return followTask(parts, item.id);
    case 'timer':
    case 'change-timer':
    case 'task-timer':
    case 'turn':
    case 'tell':
    case 'tell-task':
    case 'card':
    case 'notice':
    case 'alert':
    case 'seal':
    case 'audit-head':
    case 'audit-verify':
    case 'retention':
      throw new Error(`${item.kind} doesn't belong into a queue`);
  }
}
