import assert from 'node:assert/strict';
import { createLog } from '../../../src/services/telemetry/log.js';
import type { LogLevel } from '../../../src/services/telemetry/log.js';
import {
  correlationId,
  correlationOf,
  newCorrelation,
  remark,
  withCorrelation,
} from '../../../src/services/telemetry/correlation.js';
import { ConnectorFailure } from '../../../src/services/desk/failures.js';
import { HttpFailure } from '../../../src/services/http/http-failure.js';

const LINK = 'https://get.teamviewer.com/s06301144-rKIw9AcHRFIx';
const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJncmFwaCJ9.c2lnbmF0dXJl';

function logged(level: LogLevel = 'debug') {
  const lines: string[] = [];
  const log = createLog({ level, destination: { write: (line: string) => void lines.push(line) } });
  const last = () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, never>;
  return { log, lines, last };
}

describe('log', () => {
  it('writes one JSON line with level word, time and message', () => {
    const { log, lines, last } = logged();
    log.warn({ requestId: 'REQ-12' }, 'late');
    assert.equal(lines.length, 1);
    const { level, msg, requestId, time } = last();
    assert.deepEqual([level, msg, requestId], ['warn', 'late', 'REQ-12']);
    assert.match(String(time), /^\d{4}-\d\d-\d\dT/);
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = logged('info');
    log.debug('not this');
    log.info('this');
    assert.equal(lines.length, 1);
  });

  it('carries the correlation id of the turn that is running, across awaits and not beyond', async () => {
    const { log, last } = logged();
    await withCorrelation('turn-1', async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      assert.equal(correlationId(), 'turn-1');
      log.info('inside');
      assert.equal(last().correlation, 'turn-1');
    });
    log.info('outside');
    assert.equal('correlation' in last(), false);
    assert.equal(correlationId(), undefined);
  });

  it('keeps two turns that run at once apart', async () => {
    const turn = (id: string) =>
      withCorrelation(id, async () => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        return correlationId();
      });
    assert.deepEqual(await Promise.all([turn('a'), turn('b')]), ['a', 'b']);
  });

  it('carries what was remarked on a turn from then on, and on no other', async () => {
    const { log, last } = logged();
    await withCorrelation('turn-1', async () => {
      remark({ command: 'take' });
      await new Promise((resolve) => setTimeout(resolve, 1));
      remark({ request: 'REQ-12' });
      log.info('inside');
    });
    assert.deepEqual(
      [last().correlation, last().command, last().request],
      ['turn-1', 'take', 'REQ-12'],
    );
    withCorrelation('turn-2', () => log.info('other'), { job: 'roles' });
    assert.deepEqual([last().command, last().job], [undefined, 'roles']);
    remark({ command: 'nobody hears it' });
    log.info('outside');
    assert.equal('command' in last(), false);
  });

  it('names turns and jobs by GUIDs, a job by the same one in every process', () => {
    const guid = /^[\da-f]{8}-[\da-f]{4}-[48][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
    assert.match(newCorrelation(), guid);
    const ids = Array.from({ length: 200 }, (_, n) => correlationOf(`effect:REQ-${n}:3 5 1`));
    for (const id of ids) assert.match(id, guid);
    assert.equal(new Set(ids).size, 200);
    assert.equal(correlationOf('roles 1 2'), correlationOf('roles 1 2'));
  });

  it('removes credentials, links and words by field name at any depth and in any case', () => {
    const { log, lines, last } = logged();
    log.info(
      {
        headers: { Authorization: 'hush-1', 'set-cookie': 'hush-2' },
        deep: { list: [{ client_secret: 'hush-3', links: { customer: 'hush-4' } }] },
        text: 'my screen hush-5',
        supporterLink: 'hush-6',
        kept: 'kept',
      },
      'call',
    );
    assert.doesNotMatch(lines.join(''), /hush/);
    assert.equal(last().kept, 'kept');
  });

  it('removes tokens and session links whichever field or message brings them', () => {
    const { log, lines } = logged();
    log.info({ detail: `went to ${LINK}`, encoded: encodeURIComponent(LINK) }, `see ${LINK}`);
    log.info(`Authorization: Bearer abc.def token ${JWT}`);
    log.info('retry %s', LINK);
    log.info({ address: 'rediss://deskside:hunter2@cache:6380/0' });
    log.info('teamviewer10://control?device=123');
    log.error(new Error(`could not post ${LINK} with ${JWT}`));
    const all = lines.join('');
    assert.doesNotMatch(all, /s06301144|rKIw9|eyJhdWQi|abc\.def|hunter2|device=123/);
    assert.match(all, /cache:6380/);
    for (const line of lines) assert.doesNotThrow(() => JSON.parse(line));
  });

  it('writes of an error its type, message, stack, causes and listed fields only', () => {
    const { log, last, lines } = logged();
    const cause = Object.assign(new Error('inner'), { code: 'ECONNRESET', note: 'hush' });
    log.error({ err: Object.assign(new Error('outer', { cause }), { request: 'hush' }) }, 'failed');
    const { err } = last() as Record<string, Record<string, unknown>>;
    assert.equal(err?.message, 'outer');
    assert.match(String(err?.stack), /log\.test/);
    assert.equal((err?.cause as { code: string }).code, 'ECONNRESET');
    assert.doesNotMatch(lines.join(''), /hush/);
  });

  it('writes the details of a connector failure, and no body of an HTTP failure', () => {
    const { log, last, lines } = logged();
    const cause = new HttpFailure({
      kind: 'status',
      operation: 'x',
      status: 429,
      sent: true,
      body: 'hush',
    });
    const failure = new ConnectorFailure({
      system: 'graph',
      operation: 'devices',
      retryable: true,
      applied: 'no',
      status: 429,
    });
    failure.cause = cause;
    log.warn({ err: failure }, 'graph');
    const { err } = last() as Record<string, { type: string; details: { status: number } }>;
    assert.equal(err?.type, 'ConnectorFailure');
    assert.equal(err?.details.status, 429);
    assert.doesNotMatch(lines.join(''), /hush/);
  });

  it('shows of an activity its ids and kinds, not what people said', () => {
    const { log, last, lines } = logged();
    log.info({
      activity: {
        id: 'a1',
        type: 'message',
        text: 'hush',
        value: { x: 'hush' },
        from: { id: '29:x', name: 'hush', aadObjectId: 'p1' },
        conversation: { id: '19:c', name: 'hush', conversationType: 'channel' },
      },
    });
    assert.deepEqual(last().activity, {
      id: 'a1',
      type: 'message',
      conversation: { id: '19:c', conversationType: 'channel' },
      from: { aadObjectId: 'p1' },
    });
    assert.doesNotMatch(lines.join(''), /hush/);
  });

  it('shows of a request its id, state and version', () => {
    const { log, last } = logged();
    log.info({ request: { id: 'REQ-1', state: 'pending', version: 3, requester: 'p1' } });
    assert.deepEqual(last().request, { id: 'REQ-1', state: 'pending', version: 3 });
  });

  it('scrubs what a child logger is bound to', () => {
    const { log, lines, last } = logged();
    log.child({ token: 'hush', call: { links: 'hush' }, job: 'effect:REQ-1:2' }).info('start');
    assert.equal(last().job, 'effect:REQ-1:2');
    assert.doesNotMatch(lines.join(''), /hush/);
  });

  it('survives deep and circular things', () => {
    const { log, lines } = logged();
    const ring: Record<string, unknown> = { name: 'ring' };
    ring.self = ring;
    log.info({ ring, roles: new Set(['a', 'b']) }, 'odd');
    assert.match(lines.join(''), /\[deep\].*Set of 2/);
  });
});
