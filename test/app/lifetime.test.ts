import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'mocha';
import { endWell, type Host } from '../../src/app/lifetime.js';
import { createLog } from '../../src/services/telemetry/log.js';

function living(stop: () => Promise<void> = async () => undefined) {
  const lines: string[] = [];
  const heard = new Map<string, (what: never) => void>();
  const exits: number[] = [];
  const log = createLog({ level: 'info', destination: { write: (line) => lines.push(line) } });
  const host: Host = {
    on: (event: string, listener: (what: never) => void) => heard.set(event, listener),
    exit: (code) => void exits.push(code),
  };
  endWell({ log, stop }, host);
  const send = (event: string, what: unknown) => heard.get(event)?.(what as never);
  return { lines, exits, send };
}

describe('The life of a process', () => {
  it('ends with 0 after SIGTERM, when everything is drained', async () => {
    let drained = false;
    const { exits, send } = living(async () => {
      await sleep(20);
      drained = true;
    });
    send('SIGTERM', 'SIGTERM');
    assert.deepEqual(exits, []);
    await sleep(40);
    assert.deepEqual([drained, exits], [true, [0]]);
  });

  it('takes a signal that comes at once again for the same, and a later one for an order', async () => {
    const { exits, send } = living(() => sleep(2_000, undefined, { ref: false }));
    send('SIGINT', 'SIGINT');
    send('SIGINT', 'SIGINT');
    assert.deepEqual(exits, []);
    await sleep(550);
    send('SIGINT', 'SIGINT');
    assert.deepEqual(exits, [1]);
  });

  it('writes down an error that nobody caught, drains and ends with 1', async () => {
    for (const event of ['uncaughtException', 'unhandledRejection']) {
      const { exits, lines, send } = living();
      send(event, new TypeError('not thought of'));
      send(event, new TypeError('nor of this'));
      await sleep(5);
      assert.deepEqual(exits, [1]);
      const [first, second] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      assert.deepEqual([first?.level, second?.level], ['fatal', 'fatal']);
      assert.match(JSON.stringify(first?.err), /not thought of/);
    }
  });

  it('ends with 1 when the end goes wrong', async () => {
    const { exits, lines, send } = living(() => Promise.reject(new Error('stuck')));
    send('SIGTERM', 'SIGTERM');
    await sleep(5);
    assert.deepEqual(exits, [1]);
    assert.match(lines.join(''), /stuck/);
  });
});
