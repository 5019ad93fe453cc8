import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { createLocalTime } from '../../../src/services/calendar/local-time.js';
import { DAY } from '../../../src/services/desk/ids.js';
import type { Recurrence, RecurrenceDays } from '../../../src/services/desk/recurrence.js';
import type { PcWindow } from '../../../src/services/desk/restart-windows.js';
import { EVA } from '../../support/cast.js';

const BRUSSELS = 'Europe/Brussels';
const clock = createLocalTime();

function at(text: string, zone = BRUSSELS): number {
  return DateTime.fromISO(text, { zone }).toMillis();
}

function shown(moment: number, zone = BRUSSELS): string {
  return DateTime.fromMillis(moment, { zone }).toFormat('yyyy-MM-dd HH:mm ZZ');
}

/** So many times in a row. */
function times(recurrence: Recurrence, from: number, count: number): string[] {
  const found: string[] = [];
  for (let moment = from; found.length < count;) {
    moment = clock.nextOf(recurrence, moment);
    found.push(shown(moment, recurrence.zone));
  }
  return found;
}

const week = (...days: number[]): RecurrenceDays => ({ kind: 'week', days });
const month = (day: number): RecurrenceDays => ({ kind: 'month', day });

describe('a clock on a wall', () => {
  it('finds the next time of day, and days later, whatever the zone of the server', () => {
    const noon = at('2026-11-20T12:00');
    assert.equal(shown(clock.next(noon, BRUSSELS, '22:00')), '2026-11-20 22:00 +01:00');
    assert.equal(shown(clock.next(noon, BRUSSELS, '12:00')), '2026-11-21 12:00 +01:00');
    assert.equal(shown(clock.next(noon, BRUSSELS, '06:00', 1)), '2026-11-21 06:00 +01:00');
    const auckland = clock.next(noon, 'Pacific/Auckland', '04:00');
    assert.equal(shown(auckland, 'Pacific/Auckland'), '2026-11-21 04:00 +13:00');
    assert.deepEqual(clock.dayOf(noon, 'Pacific/Auckland'), { date: '2026-11-21', weekday: 6 });
    assert.equal(clock.on(BRUSSELS, '2026-02-30', '04:00'), undefined);
  });

  it('comes again each week and each month', () => {
    const from = at('2026-11-20T12:00');
    assert.deepEqual(times({ on: week(5, 7), time: '04:00', zone: BRUSSELS }, from, 3), [
      '2026-11-22 04:00 +01:00',
      '2026-11-27 04:00 +01:00',
      '2026-11-29 04:00 +01:00',
    ]);
    assert.deepEqual(times({ on: month(31), time: '04:00', zone: BRUSSELS }, from, 4), [
      '2026-11-30 04:00 +01:00',
      '2026-12-31 04:00 +01:00',
      '2027-01-31 04:00 +01:00',
      '2027-02-28 04:00 +01:00',
    ]);
    const leap = { on: month(30), time: '00:00', zone: BRUSSELS };
    assert.deepEqual(times(leap, at('2028-02-10T12:00'), 1), ['2028-02-29 00:00 +01:00']);
  });

  it('comes once on the day on which clocks go forward, at the moment after the gap', () => {
    const night = { on: week(1, 2, 3, 4, 5, 6, 7), time: '02:30', zone: BRUSSELS };
    assert.deepEqual(times(night, at('2027-03-27T12:00'), 3), [
      '2027-03-28 03:00 +02:00',
      '2027-03-29 02:30 +02:00',
      '2027-03-30 02:30 +02:00',
    ]);
  });

  it('comes once on the day on which clocks go back, the first time they show it', () => {
    const sundays = { on: week(7), time: '02:30', zone: BRUSSELS };
    assert.deepEqual(times(sundays, at('2026-10-24T12:00'), 2), [
      '2026-10-25 02:30 +02:00',
      '2026-11-01 02:30 +01:00',
    ]);
    const between = DateTime.fromISO('2026-10-25T02:45+02:00').toMillis();
    assert.deepEqual(times(sundays, between, 1), ['2026-11-01 02:30 +01:00']);
  });

  it('is always later, on a day that was asked for, and never leaves one out', () => {
    const zones = fc.constantFrom(BRUSSELS, 'America/New_York', 'Australia/Lord_Howe', 'UTC');
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) });
    const property = fc.property(zones, days, moments, (zone, on, from) => {
      const time = '03:15';
      const next = clock.nextOf({ on: week(...on), time, zone }, from);
      assert.ok(next > from && next - from <= 7 * DAY + 2 * 3_600_000);
      assert.ok(on.includes(DateTime.fromMillis(next, { zone }).weekday));
      const local = DateTime.fromMillis(from, { zone });
      for (let day = 0; day <= 7; day += 1) {
        const other = local.startOf('day').plus({ days: day });
        const moment = other.set({ hour: 3, minute: 15 }).toMillis();
        if (on.includes(other.weekday) && moment > from) assert.ok(next <= moment);
      }
    });
    fc.assert(property);
  });

  it('knows when windows let a PC restart', () => {
    const base = { by: EVA, at: 0 };
    const nights: PcWindow = {
      ...{ ...base, name: 'Nights', kind: 'maintenance', days: [5] },
      ...{ from: '22:00', to: '06:00' },
    };
    const black: PcWindow = {
      ...{ ...base, name: 'Backup', kind: 'blackout', days: [5] },
      ...{ from: '22:00', to: '23:00', zone: 'UTC' },
    };
    const noon = at('2026-11-20T12:00');
    const opens = (windows: readonly PcWindow[], moment: number) =>
      clock.opens(windows, moment, BRUSSELS);
    assert.equal(opens([], noon), undefined);
    assert.equal(shown(opens([nights], noon) ?? 0), '2026-11-20 22:00 +01:00');
    assert.equal(opens([nights], at('2026-11-21T05:59')), undefined, 'since yesterday');
    const out = opens([nights, black], at('2026-11-20T23:30')) ?? 0;
    assert.equal(shown(out), '2026-11-21 00:00 +01:00');
  });
});
