import assert from 'node:assert/strict';
import { stub } from 'sinon';
import { ConnectorFailure } from '../../../src/services/desk/failures.js';
import { HOUR } from '../../../src/services/desk/ids.js';
import { DEFAULT_POLICY } from '../../../src/services/desk/policy.js';
import type { DeskTaskCommand } from '../../../src/services/desk/tasks/command.js';
import type { Parts } from '../../../src/services/jobs/parts.js';
import { checkPcs } from '../../../src/services/jobs/preflight.js';
import { due, planned } from '../desk/tasks/plan-steps.js';
import { TaskFixture, WISH } from '../desk/tasks/task-fixture.js';
import { SAM } from '../../support/cast.js';

const AWAY = new ConnectorFailure({
  ...{ system: 'graph', operation: 'find devices', retryable: true, applied: 'no', status: 503 },
});

function jobOf(at: TaskFixture) {
  const parts = {
    tasks: { get: async (id: string) => at.store.tasks.get(id) },
    requests: { now: async () => at.store.now },
    finder: { ofGroup: stub().rejects(AWAY) },
    roles: at.store,
    policy: DEFAULT_POLICY,
    desk: { task: ({ command }: { command: DeskTaskCommand }) => at.tick(command) },
    log: { warn: stub() },
  };
  return parts as unknown as Parts;
}

describe('The look-up of what is to be restarted', () => {
  it('tells whoever waits for it after a few tries that nobody answers', async () => {
    const at = new TaskFixture();
    const answer = await at.say(SAM, { type: 'restart', wish: WISH, reason: 'stuck' });
    assert.ok(answer.kind === 'done');
    await assert.rejects(checkPcs(jobOf(at), answer.task, 4), AWAY);
    await checkPcs(jobOf(at), answer.task, 5);
    const task = at.task(answer.task);
    assert.ok(task.state === 'draft' && task.problem?.kind === 'no-answer');
  });

  it('goes on for as long as a plan’s turn may begin: nobody waits for it', async () => {
    const at = new TaskFixture();
    const turn = await due(at, await planned(at));
    await assert.rejects(checkPcs(jobOf(at), turn, 40), AWAY);
    at.store.now += 4 * HOUR + 1;
    await checkPcs(jobOf(at), turn, 41);
    const task = at.task(turn);
    assert.ok(task.state === 'cancelled' && task.lapsed);
  });
});
