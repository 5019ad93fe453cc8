import assert from 'node:assert/strict';
import { FilterSyntaxError, parseFilter, passes } from '../../simulator/graph/filter.js';
import { DEVICE_FILTERS, unsupportedIn } from '../../simulator/graph/filter-rules.js';

describe('simulated OData filters', () => {
  const record = { name: "O'Neil", kind: 'Guest', enabled: true, sync: '2026-11-20T10:00:00Z' };
  const fits = (source: string): boolean => passes(parseFilter(source), record);

  it('compare texts without case, with quotes doubled', () => {
    assert.equal(fits("name eq 'o''neil'"), true);
    assert.equal(fits("name eq 'oneil'"), false);
    assert.equal(fits("name ne 'oneil'"), true);
  });

  it('know startswith, contains, booleans and dates', () => {
    assert.equal(fits("startswith(name, 'o''N')"), true);
    assert.equal(fits("contains(name,'eil')"), true);
    assert.equal(fits('enabled eq true'), true);
    assert.equal(fits('sync lt 2026-11-20T10:00:01Z'), true);
    assert.equal(fits('sync gt 2026-11-20T10:00:01Z'), false);
  });

  it('let and bind tighter than or, and parentheses tighter than both', () => {
    assert.equal(fits("kind eq 'Guest' or kind eq 'x' and enabled eq false"), true);
    assert.equal(fits("(kind eq 'Guest' or kind eq 'x') and enabled eq false"), false);
  });

  it('refuse what they cannot read', () => {
    for (const source of ["name eq 'open", 'name', "name eq 'a' b", '(name eq 1', '']) {
      assert.throws(() => parseFilter(source), FilterSyntaxError, source);
    }
  });

  it('allow a device property only the operators of its row, and or only within one', () => {
    const problem = (source: string): string | null =>
      unsupportedIn(parseFilter(source), DEVICE_FILTERS, false);
    assert.equal(problem("deviceName eq 'PC-1' and userPrincipalName eq 'a@b'"), null);
    assert.equal(problem("operatingSystem eq 'Windows' or operatingSystem eq 'iOS'"), null);
    assert.equal(
      problem("operatingSystem eq 'Windows' or manufacturer eq 'Dell'"),
      'operatingSystem',
    );
    assert.equal(problem("deviceName eq 'a' or deviceName eq 'b'"), 'deviceName');
    assert.equal(problem("startswith(deviceName,'PC')"), 'deviceName');
    assert.equal(problem("userId eq 'x'"), 'userId');
  });
});
