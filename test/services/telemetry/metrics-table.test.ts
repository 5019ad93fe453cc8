import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { metricsTable, withMetricsTable } from '../../../scripts/metrics-table.js';
import { DECLARATIONS } from '../../../src/services/telemetry/metric-catalogue.js';

describe('The table of metrics', () => {
  it('has a row for each metric, with its labels and when to wake somebody', () => {
    const table = metricsTable();
    for (const name of DECLARATIONS.keys()) assert.ok(table.includes(`| \`${name}\` |`), name);
    assert.match(table, /\*\*result\*\*: `won`, `lost`, `replayed`/);
    assert.match(table, /deskside_agenda_oldest_seconds.*> 60 for 2 min/);
  });

  it('of docs/operations.md is the one made from the catalogue', async () => {
    const text = readFileSync('docs/operations.md', 'utf8');
    assert.equal(
      text,
      await withMetricsTable(text),
      'npx tsx scripts/metrics-table.ts docs/operations.md',
    );
  });

  it('is put between its markers, and nowhere without them', async () => {
    const filled = await withMetricsTable('a\n<!-- metrics -->\nstale row\n<!-- /metrics -->\nb\n');
    assert.match(filled, /^a\n<!-- metrics -->\n\n\| Metric [\s\S]*\n<!-- \/metrics -->\nb\n$/);
    assert.doesNotMatch(filled, /stale row/);
    await assert.rejects(withMetricsTable('no markers'), /missing/);
  });

  it('and the rules beside it name metrics that are there', () => {
    const text = readFileSync('docs/operations.md', 'utf8');
    const named = text.match(/\bdeskside_[a-z_]+/g) ?? [];
    const unknown = named.filter(
      (name) => !DECLARATIONS.has(name) && !DECLARATIONS.has(name.replace(/_bucket$/, '')),
    );
    assert.deepEqual(unknown, []);
    assert.ok(named.length > DECLARATIONS.size);
  });
});
