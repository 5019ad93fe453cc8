import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { HdCode, Refusal } from '../../../src/services/desk/refusal.js';
import { REQUEST_STATES } from '../../../src/services/desk/requests/request.js';
import { CATALOGUE, DECLARATIONS } from '../../../src/services/telemetry/metric-catalogue.js';
import {
  codeOfStatus,
  HD_CODES,
  REFUSAL_REASONS,
} from '../../../src/services/telemetry/metric-values.js';
import { createMetrics } from '../../../src/services/telemetry/metrics.js';
import { createMetricsServer } from '../../../src/services/telemetry/metrics-server.js';
import { samplesOf, scraped, valueOf } from '../../support/metrics.js';

/** The compiler finds a reason or a code that the catalogue doesn't know, and one that nobody has. */
const reasons: readonly Refusal['reason'][] = REFUSAL_REASONS;
const codes: readonly HdCode[] = HD_CODES;
const missing: Exclude<Refusal['reason'], (typeof REFUSAL_REASONS)[number]>[] = [];
const missingCodes: Exclude<HdCode, (typeof HD_CODES)[number]>[] = [];

describe('the catalogue of metrics', () => {
  it('follows the conventions of Prometheus: prefix, base units, _total for counters', () => {
    for (const [name, { type, help }] of DECLARATIONS) {
      assert.match(name, /^deskside_[a-z_]+$/);
      assert.equal(name.endsWith('_total'), type === 'counter', name);
      if (type === 'histogram') assert.match(name, /_seconds$/);
      assert.ok(help.length > 20, name);
    }
  });

  it('has no label that could hold a person, a PC, a request or text', () => {
    const labels = new Set([...DECLARATIONS.values()].flatMap((one) => Object.keys(one.labels)));
    assert.deepEqual([...labels].sort(), [
      ...['applied', 'code', 'kind', 'operation', 'outcome', 'purpose', 'queue', 'reason'],
      ...['result', 'state', 'status', 'system', 'version'],
    ]);
  });

  it('knows every reason, code and state of the desk', () => {
    assert.deepEqual([...missing, ...missingCodes], []);
    assert.equal(new Set(reasons).size, reasons.length);
    assert.equal(new Set(codes).size, codes.length);
    assert.deepEqual(
      new Set(CATALOGUE.deskside_requests.labels.state),
      new Set<string>(REQUEST_STATES),
    );
  });
});

describe('metrics', () => {
  it('count what is in the catalogue, and everything else as other', async () => {
    const metrics = createMetrics('1.2.3');
    metrics.count('deskside_refusals_total', { code: 'HD-302', reason: 'moved-on' });
    metrics.count('deskside_refusals_total', { code: 'Anna de Vries', reason: 'REQ-12' });
    const { body, contentType } = await metrics.text();
    assert.match(contentType, /^text\/plain; version=0\.0\.4/);
    assert.doesNotMatch(body, /Anna|REQ-/);
    const samples = samplesOf(body);
    const refusals = 'deskside_refusals_total';
    assert.equal(valueOf(samples, refusals, { code: 'HD-302', reason: 'moved-on' }), 1);
    assert.equal(valueOf(samples, refusals, { code: 'other', reason: 'other' }), 1);
    assert.equal(valueOf(samples, 'deskside_build_info', { version: '1.2.3' }), 1);
  });

  it('begin at zero where the series are few, so that the first step is seen', async () => {
    const samples = samplesOf((await createMetrics('1.2.3').text()).body);
    assert.equal(valueOf(samples, 'deskside_commits_total', { result: 'won' }), 0);
    assert.equal(valueOf(samples, 'deskside_orphans_adopted_total'), 0);
    assert.equal(valueOf(samples, 'deskside_calls_total'), undefined);
  });

  it('forget a gauge that could not be read', async () => {
    const metrics = createMetrics('1.2.3');
    metrics.set('deskside_requests', { state: 'pending' }, 3);
    metrics.forget('deskside_requests');
    assert.equal(
      valueOf(samplesOf((await metrics.text()).body), 'deskside_requests', { state: 'pending' }),
      undefined,
    );
  });

  it('of two apps in one process do not mix', async () => {
    const [one, other] = [createMetrics('1.0.0'), createMetrics('1.0.0')];
    one.count('deskside_orphans_adopted_total');
    const samples = samplesOf((await other.text()).body);
    assert.equal(valueOf(samples, 'deskside_orphans_adopted_total'), 0);
  });

  it('name statuses that mean something, and the class of the others', () => {
    assert.deepEqual([200, 429, 418, 302, 599].map(codeOfStatus), [
      ...['200', '429', '4xx', '3xx', '5xx'],
    ]);
  });
});

describe('the listener of the metrics', () => {
  it('answers GET /metrics and nothing else', async () => {
    const metrics = createMetrics('1.2.3');
    const server = createMetricsServer(() => metrics.text());
    const { port } = await server.listen(0, '127.0.0.1');
    const url = `http://127.0.0.1:${port}`;
    assert.equal(valueOf(await scraped(`${url}/metrics`), 'deskside_build_info'), 1);
    assert.equal((await fetch(`${url}/api/messages`)).status, 404);
    assert.equal((await fetch(`${url}/metrics`, { method: 'POST', body: 'x' })).status, 405);
    await server.close();
    await assert.rejects(fetch(`${url}/metrics`));
  });

  it('answers 500 without a reason when they cannot be read', async () => {
    const server = createMetricsServer(() => Promise.reject(new Error('hush')));
    const { port } = await server.listen(0, '127.0.0.1');
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /hush/);
    await server.close();
  });
});
