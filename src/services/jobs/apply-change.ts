import { agendaMember } from '../desk/agenda.js';
import { holds, rolesTooOld } from '../desk/authorise.js';
import { rightFor } from '../desk/changes/authorise-change.js';
import type { Agreed } from '../desk/changes/change.js';
import type { ChangeFailure, Grantee } from '../desk/changes/subject.js';
import { ConnectorFailure } from '../desk/failures.js';
import { SECOND, type ChangeId } from '../desk/ids.js';
import { INTUNE_ADMINISTRATOR } from '../desk/people/too-powerful.js';
import { placesOfTask } from '../desk/tasks/reactions.js';
import { auditEntry } from '../desk/trail.js';
import { again, DONE, EFFECT, type Parts, type Verdict } from './parts.js';

/** Roles are being read anew all the time; until they were, nothing is done by old ones. */
const ROLES_SOON = 10 * SECOND;

/**
 * Does what enough people agreed to: once, however often it is tried. Everybody who had a say must still have the right
 * by roles that are fresh. Throws ConnectorFailure.
 */
export async function applyChange(parts: Parts, id: ChangeId): Promise<Verdict> {
  const change = await parts.changes.get(id);
  if (change?.state !== 'agreed') return DONE;
  const facts = { policy: parts.policy, roles: await parts.roles.current() };
  if (rolesTooOld(facts)) return again(ROLES_SOON);
  const right = rightFor(change.subject);
  const said = [change.requester, ...change.agreements.map(({ by }) => by)];
  const failure = said.every((person) => holds(facts, person, right))
    ? await carryOut(parts, change)
    : 'not-allowed';
  const command = failure
    ? ({ type: 'change-failed', change: id, reason: failure } as const)
    : ({ type: 'change-applied', change: id } as const);
  await parts.desk.change({ command, actor: EFFECT, opKey: `apply:${id}` });
  return DONE;
}

async function carryOut(parts: Parts, change: Agreed): Promise<ChangeFailure | undefined> {
  const { subject, id } = change;
  switch (subject.kind) {
    case 'unfreeze':
      return thaw(parts, change);
    case 'grant-role': {
      const failure = await unfit(parts, subject.to);
      if (failure) return failure;
      const at = await parts.requests.now();
      await parts.roleGrants.add({ role: subject.role, to: subject.to, change: id, at });
      return readRolesAnew(parts);
    }
    case 'revoke-role':
      await parts.roleGrants.remove(subject.role, subject.to);
      return readRolesAnew(parts);
    case 'forget':
      await parts.forgetting.forget(subject.person);
      return undefined;
  }
}

/** A freeze that is younger than the wish to lift it isn't the one that was meant. */
async function thaw(parts: Parts, { id, openedAt }: Agreed): Promise<undefined> {
  const freeze = await parts.freezes.current();
  if (freeze && freeze.at <= openedAt) {
    const seen = { actor: EFFECT, command: 'unfreeze', opKey: `apply:${id}` };
    await parts.thaw(
      auditEntry(seen, await parts.requests.now(), { outcome: 'done', right: 'freeze' }),
    );
  }
  await parts.agenda.add(agendaMember({ kind: 'card', address: { of: 'queue' } }), 0);
  // Their cards say that everything is stopped.
  for (const task of await parts.tasks.open())
    for (const place of placesOfTask(task))
      await parts.agenda.add(
        agendaMember({ kind: 'card', address: { of: 'task', id: task.id, place } }),
        0,
      );
  return undefined;
}

/** A group that can wipe all devices by itself gets no role here besides. */
async function unfit({ directory }: Parts, to: Grantee): Promise<ChangeFailure | undefined> {
  if (to.kind === 'person') return undefined;
  try {
    const roles = await directory.directoryRolesOf(to.id);
    return roles?.includes(INTUNE_ADMINISTRATOR) ? 'too-powerful' : undefined;
  } catch (error) {
    if (error instanceof ConnectorFailure && error.details.status === 404) return 'no-such-group';
    throw error;
  }
}

/** It takes effect within seconds, not with the next round. */
async function readRolesAnew({ agenda }: Parts): Promise<undefined> {
  await agenda.add(agendaMember({ kind: 'roles' }), 0);
  return undefined;
}
