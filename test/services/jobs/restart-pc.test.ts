import assert from 'node:assert/strict';
import { stub } from 'sinon';
import { ConnectorFailure } from '../../../src/services/desk/failures.js';
import { SECOND } from '../../../src/services/desk/ids.js';
import type { RestartSight } from '../../../src/services/desk/ports.js';
import type { DeskTaskCommand } from '../../../src/services/desk/tasks/command.js';
import type { Parts } from '../../../src/services/jobs/parts.js';
import { restartPc } from '../../../src/services/jobs/restart-pc.js';
import { pc, TaskFixture } from '../desk/tasks/task-fixture.js';

const AWAY = new ConnectorFailure({
  system: 'graph',
  operation: 'restart results',
  retryable: true,
  applied: 'no',
  status: 503,
});

/** A PC whose call was begun by a process that is no more; now another takes over. */
async function takenOver(look: () => Promise<ReadonlyMap<string, RestartSight>>) {
  const at = new TaskFixture();
  const task = await at.running([pc(1)]);
  await at.tick({ type: 'begin-restart', task, n: 1, before: 1 });
  at.store.now += 13 * SECOND;
  const restart = stub().resolves();
  const told: DeskTaskCommand[] = [];
  const parts = {
    tasks: { get: async () => at.task(task) },
    requests: { now: async () => at.store.now },
    restarts: { restart, look },
    desk: {
      task: async ({ command }: { command: DeskTaskCommand }) => {
        told.push(command);
        return at.tick(command);
      },
    },
    log: { warn: stub() },
  };
  const run = () => restartPc(parts as unknown as Parts, task, 1);
  return { at, task, restart, told, run };
}

describe('A call for a restart that somebody else began', () => {
  it('is never made again, though the far end can’t even be looked at', async () => {
    const { at, task, restart, run } = await takenOver(() => Promise.reject(AWAY));
    for (let tries = 0; tries < 30; tries += 1) {
      await run();
      at.store.now += 30 * SECOND;
    }
    assert.equal(restart.callCount, 0);
    assert.equal(at.states(task), 'unknown');
  });

  it('counts as sent once the far end shows a restart that is later than the last one', async () => {
    const sight = { state: 'pending', startedAt: 2 } as const;
    const { at, task, restart, run } = await takenOver(async () => new Map([['dev-1', sight]]));
    await run();
    assert.equal(restart.callCount, 0);
    assert.equal(at.states(task), 'sent');
  });

  it('proves nothing by a restart that was there before', async () => {
    const sight = { state: 'done', startedAt: 1 } as const;
    const { at, task, restart, run } = await takenOver(async () => new Map([['dev-1', sight]]));
    await run();
    assert.equal(restart.callCount, 0);
    assert.equal(at.states(task), 'queued');
  });
});
