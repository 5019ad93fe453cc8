import assert from 'node:assert/strict';
import { ConfigError, loadConfig } from '../../src/config.js';
import { parseDuration } from '../../src/config/durations.js';
import { createCalendar } from '../../src/services/calendar/calendar.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/services/desk/ids.js';
import { DEFAULT_POLICY } from '../../src/services/desk/policy.js';
import type { Policy } from '../../src/services/desk/policy.js';
import { PLAYGROUND } from './settings.js';

function policyOf(content: string, path = 'policy.yaml'): Policy {
  return loadConfig({ ...PLAYGROUND, POLICY_FILE: path }, () => content).policy;
}

function problemsOf(content: string, path = 'policy.yaml'): string[] {
  try {
    policyOf(content, path);
  } catch (error) {
    if (error instanceof ConfigError)
      return error.problems.map(({ name, wrong }) => `${name} ${wrong}`);
    throw error;
  }
  return [];
}

const OFFICE = `
hours:
  kind: week
  zone: Europe/Amsterdam
  open:
    - { day: 1, from: 08:30, to: 17:00 }
    - { day: 5, from: 08:30, to: 24:00 }
  holidays: [2026-12-25]
`;

describe('policy file', () => {
  it('that is empty is the default policy', () => {
    assert.deepEqual(policyOf(''), DEFAULT_POLICY);
    assert.deepEqual(policyOf('{}', 'policy.json'), DEFAULT_POLICY);
    assert.deepEqual(policyOf('expiry:\n  limit: 4h'), DEFAULT_POLICY);
  });

  it('changes what it names and leaves the rest', () => {
    const policy = policyOf(`
expiry: { limit: 2h 30m, warnings: [80] }
consent: { laterTimes: 0 }
session: { watchEvery: 30s, validity: 28800000 }
approval: { by: admin }
alert:
  mention: [{ id: 6E7B768E-07E2-4810-8459-485F84F8F204, name: Sam }]
`);
    assert.deepEqual(policy.expiry, {
      ...DEFAULT_POLICY.expiry,
      limit: 2 * HOUR + 30 * MINUTE,
      warnings: [80],
    });
    assert.equal(policy.consent.laterTimes, 0);
    assert.equal(policy.session.validity, 8 * HOUR);
    assert.equal(policy.session.giveUp, DEFAULT_POLICY.session.giveUp);
    assert.equal(policy.approval.by, 'admin');
    assert.equal(policy.alert.mention[0]?.id, '6e7b768e-07e2-4810-8459-485f84f8f204');
  });

  it('says the same in JSON', () => {
    const json = JSON.stringify({ expiry: { limit: '2h' }, roles: { maxAge: 120_000 } });
    const policy = policyOf(json, '/etc/deskside/Policy.JSON');
    assert.deepEqual([policy.expiry.limit, policy.roles.maxAge], [2 * HOUR, 2 * MINUTE]);
  });

  it('gives hours that a calendar works with', () => {
    const { hours } = policyOf(OFFICE);
    assert.equal(hours.kind, 'week');
    const friday = Date.UTC(2026, 11, 18, 22, 0);
    assert.equal(createCalendar(hours).after(friday, 2 * HOUR), Date.UTC(2026, 11, 21, 8, 30));
  });

  it('must not have unknown keys, at any depth', () => {
    assert.deepEqual(
      problemsOf('expiri: {}\nexpiry: { limits: 4h }\nhours: { kind: always, zone: UTC }'),
      [
        'POLICY_FILE expiry.limits is not a known setting',
        'POLICY_FILE hours.zone is not a known setting',
        'POLICY_FILE expiri is not a known setting',
      ],
    );
  });

  it('is told everything that is wrong at once, with the path of each', () => {
    const problems = problemsOf(`
expiry: { limit: soon, warnings: [75, 50] }
consent: { laterTimes: 1.5 }
approval: { by: everyone }
limits: { text: 5 }
alert: { mention: [{ id: sam, name: Sam }] }
`);
    for (const path of [
      'expiry.limit must be a time span',
      'expiry.warnings must rise',
      'consent.laterTimes must be a whole number',
      'approval.by must be operator or admin',
      'limits.text must be a whole number from 100',
      'alert.mention.0.id must be an Entra object id',
    ]) {
      assert.ok(
        problems.some((problem) => problem.startsWith(`POLICY_FILE ${path}`)),
        `${path} in ${problems.join('; ')}`,
      );
    }
    assert.equal(problems.length, 6);
  });

  it('must open at least once a week, in a real zone, at real times and days', () => {
    const wrong: readonly (readonly [string, string, RegExp])[] = [
      ['Europe/Amsterdam', 'Mars/Base', /hours\.zone must be an IANA zone/],
      [
        'from: 08:30, to: 17:00',
        'from: 17:00, to: 17:00',
        /open\.0 must close later than it opens/,
      ],
      ['from: 08:30, to: 17:00', 'from: 8:30, to: 17:00', /open\.0\.from must be a time/],
      ['to: 24:00', 'to: 24:01', /open\.1\.to must be a time/],
      ['day: 5', 'day: 8', /open\.1\.day must be 1/],
      ['2026-12-25', '2026-02-30', /holidays\.0 must be a date/],
    ];
    for (const [good, bad, message] of wrong) {
      const problems = problemsOf(OFFICE.replace(good, bad));
      assert.equal(problems.length, 1, bad);
      assert.match(problems[0] ?? '', message);
    }
    const never = problemsOf('hours: { kind: week, zone: UTC, open: [] }');
    assert.match(never.join(), /hours\.open must open at least once a week/);
  });

  it('must not extend by more than the most', () => {
    assert.match(problemsOf('expiry: { extendBy: 4d }').join(), /extendBy above extendMost/);
  });

  it('must be JSON or YAML by its name, readable, and well-formed', () => {
    assert.deepEqual(problemsOf('a', 'policy.toml'), ['POLICY_FILE is no JSON or YAML file']);
    assert.deepEqual(problemsOf('{"a":', 'p.json'), ["POLICY_FILE isn't valid JSON"]);
    assert.deepEqual(problemsOf('a: [', 'p.yml'), ["POLICY_FILE isn't valid YML"]);
    assert.deepEqual(problemsOf('expiry: {}\nexpiry: {}'), ["POLICY_FILE isn't valid YAML"]);
    assert.equal(problemsOf('just words').length, 1);
    const env = { ...PLAYGROUND, POLICY_FILE: '/nowhere/policy.yaml' };
    assert.throws(() => loadConfig(env), /POLICY_FILE can't be read/);
  });
});

describe('time spans', () => {
  it('are words with a unit, sums of them, or milliseconds', () => {
    const spans: readonly (readonly [unknown, number])[] = [
      ['10s', 10 * SECOND],
      ['30m', 30 * MINUTE],
      ['4h', 4 * HOUR],
      ['7d', 7 * DAY],
      ['250ms', 250],
      [' 1h  30m ', 90 * MINUTE],
      [0, 0],
      [1500, 1500],
    ];
    for (const [value, expected] of spans)
      assert.equal(parseDuration(value), expected, String(value));
  });

  it('are nothing else', () => {
    for (const value of [
      '',
      '4',
      '4 h',
      'h',
      '-4h',
      '1.5h',
      '4H',
      -1,
      1.5,
      Number.NaN,
      null,
      true,
      {},
    ]) {
      assert.equal(parseDuration(value), undefined, JSON.stringify(value));
    }
  });

  it('have a least and a most in each setting', () => {
    assert.match(
      problemsOf('expiry: { limit: 10s }').join(),
      /expiry\.limit must be at least 60 s/,
    );
    assert.match(problemsOf('session: { validity: 400d }').join(), /at most a year/);
    assert.deepEqual(problemsOf('expiry: { revive: 0 }'), []);
  });
});
