import assert from 'node:assert/strict';
import {
  alertKey,
  alertsOf,
  isOvertaken,
  letterName,
  NOTHING_TOLD,
  parseLetter,
  type Alert,
  type Remembered,
} from '../../../src/services/desk/alerts.js';
import { DAY } from '../../../src/services/desk/ids.js';
import { expiryFinding, finding, type Finding } from '../../../src/services/desk/self-test.js';
import { EVA } from '../../support/cast.js';

const NOW = Date.UTC(2026, 10, 20);
const DOWN = [finding('teamviewer', 'teamviewer.no-answer', { host: 'tv' })];
const UP = [finding('teamviewer', 'teamviewer.fine')];

/** The keys that each of these rounds of looking raises, one after the other. */
function rounds(...found: readonly (readonly Finding[])[]): string[][] {
  let remembered: Remembered = NOTHING_TOLD;
  return found.map((findings) => {
    const next = alertsOf(findings, remembered);
    remembered = next.remembered;
    return next.raised.map(alertKey);
  });
}

function ends(days: number, end = NOW + 30 * DAY): readonly Finding[] {
  const names = { variable: 'TEAMVIEWER_TOKEN', setting: 'TEAMVIEWER_TOKEN_EXPIRES' };
  return [expiryFinding('teamviewer-token', end, end - days * DAY, names)];
}

describe('alerts', () => {
  it('tell a breakdown once, when two rounds in a row saw it, and its end once', () => {
    assert.deepEqual(rounds(DOWN, DOWN, DOWN, UP, UP, DOWN, DOWN), [
      [],
      ['broken-teamviewer'],
      [],
      ['works-teamviewer'],
      [],
      [],
      ['broken-teamviewer'],
    ]);
  });

  it('say nothing of what passed by itself between two rounds', () => {
    assert.deepEqual(rounds(DOWN, UP, DOWN, UP), [[], [], [], []]);
  });

  it('say nothing of a system that no round looked at, and keep what was told', () => {
    assert.deepEqual(rounds(DOWN, DOWN, [], UP), [
      [],
      ['broken-teamviewer'],
      [],
      ['works-teamviewer'],
    ]);
  });

  it('don’t wait for a second round where nothing can pass by itself', () => {
    const out = [finding('roster', 'roster.out', { name: 'Help desk' })];
    const late = [finding('channel', 'channel.no-answer')];
    assert.deepEqual(rounds(out, out), [['broken-channel'], []]);
    assert.deepEqual(rounds(late, late), [[], ['broken-channel']]);
  });

  it('never call broken what was never set up', () => {
    const nothing = [finding('channel', 'channel.none'), finding('graph', 'sign-in.none')];
    assert.deepEqual(rounds(nothing, nothing, nothing), [[], [], []]);
  });

  it('count a missing permission as a Graph that is broken, an optional one not', () => {
    const missing = [finding('graph', 'sign-in.fine'), finding('permission', 'permission.missing')];
    const optional = [finding('permission', 'permission.optional')];
    assert.deepEqual(rounds(missing, missing), [[], ['broken-graph']]);
    assert.deepEqual(rounds(optional, optional), [[], []]);
  });

  it('tell of a secret’s end at 30, 7 and 1 days, once each', () => {
    const days = [40, 31, 30, 29, 8, 7, 6, 2, 1, 0.5, 0, -3];
    const told = rounds(...days.map((left) => ends(left)));
    assert.deepEqual(
      days.flatMap((left, index) => (told[index]?.length ? [[left, ...told[index]]] : [])),
      [
        [30, 'expiring-teamviewer-token-30'],
        [7, 'expiring-teamviewer-token-7'],
        [1, 'expiring-teamviewer-token-1'],
      ],
    );
  });

  it('skip what was slept through: only the nearest of the three is told', () => {
    assert.deepEqual(rounds(ends(5), ends(4)), [['expiring-teamviewer-token-7'], []]);
  });

  it('begin anew with another end', () => {
    const next = NOW + 400 * DAY;
    assert.deepEqual(rounds(ends(1), ends(365, next), ends(30, next)), [
      ['expiring-teamviewer-token-1'],
      [],
      ['expiring-teamviewer-token-30'],
    ]);
  });

  it('are overtaken by what happened before anybody read them', () => {
    const broken: Alert = {
      kind: 'broken',
      connector: 'graph',
      code: 'sign-in.refused',
      params: {},
    };
    const works: Alert = { kind: 'works', connector: 'graph' };
    const told = { connectors: { graph: { failures: 2, told: true } }, secrets: {} };
    assert.deepEqual([isOvertaken(broken, told), isOvertaken(works, told)], [false, true]);
    assert.deepEqual(
      [isOvertaken(broken, NOTHING_TOLD), isOvertaken(works, NOTHING_TOLD)],
      [true, false],
    );
  });

  it('have names that are read back, and no others', () => {
    const letters = [{ key: 'broken-graph' }, { key: 'expiring-bot-secret-7', person: EVA }];
    assert.deepEqual(letters.map(letterName).map(parseLetter), letters);
    for (const name of ['', 'x:y', 'Broken', 'a'.repeat(80), 'broken-graph:nobody'])
      assert.equal(parseLetter(name), undefined, name);
  });
});
