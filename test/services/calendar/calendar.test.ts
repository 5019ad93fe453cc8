import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { createCalendar } from '../../../src/services/calendar/calendar.js';
import { HOUR, MINUTE } from '../../../src/services/desk/ids.js';
import type { Hours } from '../../../src/services/desk/policy.js';

type Week = Extract<Hours, { readonly kind: 'week' }>;
const WORKDAYS = [1, 2, 3, 4, 5] as const;

function office(more: Partial<Week> = {}): Week {
  const open = WORKDAYS.map((day) => ({ day, from: '08:00', to: '17:00' }));
  return { kind: 'week', zone: 'Europe/Amsterdam', open, holidays: [], ...more };
}

/** A moment by the clock of Amsterdam, or of another zone. */
function at(text: string, zone = 'Europe/Amsterdam'): number {
  return DateTime.fromISO(text, { zone }).toMillis();
}

function wall(moment: number, zone = 'Europe/Amsterdam'): string {
  return DateTime.fromMillis(moment, { zone }).toISO({ includeOffset: true }) ?? '';
}

describe('calendar', () => {
  it('adds plainly and is never closed when the desk is always open', () => {
    const calendar = createCalendar({ kind: 'always' });
    fc.assert(
      fc.property(fc.integer(), fc.nat(), (from, open) => {
        assert.equal(calendar.after(from, open), from + open);
        assert.equal(calendar.opens(from), undefined);
      }),
    );
  });

  it('stays within a day that has enough time left', () => {
    const calendar = createCalendar(office());
    assert.equal(calendar.after(at('2026-11-18T09:00'), 4 * HOUR), at('2026-11-18T13:00'));
  });

  it('carries the rest over the night, exact to the millisecond', () => {
    const calendar = createCalendar(office());
    const from = at('2026-11-18T15:30:00.001');
    assert.equal(calendar.after(from, 4 * HOUR), at('2026-11-19T10:30:00.001'));
  });

  it('carries the rest over the weekend', () => {
    const calendar = createCalendar(office());
    assert.equal(calendar.after(at('2026-11-20T16:00'), 4 * HOUR), at('2026-11-23T11:00'));
  });

  it('skips holidays', () => {
    const calendar = createCalendar(office({ holidays: ['2026-12-25', '2026-12-28'] }));
    assert.equal(calendar.after(at('2026-12-24T16:00'), 2 * HOUR), at('2026-12-29T09:00'));
    assert.equal(calendar.opens(at('2026-12-25T10:00')), at('2026-12-29T08:00'));
  });

  it('starts to count at the opening when asked in closed time', () => {
    const calendar = createCalendar(office());
    assert.equal(calendar.after(at('2026-11-21T13:00'), HOUR), at('2026-11-23T09:00'));
    assert.equal(calendar.after(at('2026-11-21T13:00'), 0), at('2026-11-23T08:00'));
  });

  it('ends at the closing moment when the time is used up exactly then', () => {
    const calendar = createCalendar(office());
    assert.equal(calendar.after(at('2026-11-20T13:00'), 4 * HOUR), at('2026-11-20T17:00'));
    assert.equal(calendar.after(at('2026-11-20T17:00'), 0), at('2026-11-20T17:00'));
    assert.equal(calendar.after(at('2026-11-20T17:00'), 1), at('2026-11-23T08:00:00.001'));
  });

  it('counts a span of less than nothing as nothing', () => {
    const calendar = createCalendar(office());
    assert.equal(calendar.after(at('2026-11-20T13:00'), -HOUR), at('2026-11-20T13:00'));
  });

  it('is open from the opening moment up to, and not at, the closing moment', () => {
    const calendar = createCalendar(office());
    assert.equal(calendar.opens(at('2026-11-19T08:00')), undefined);
    assert.equal(calendar.opens(at('2026-11-19T16:59:59.999')), undefined);
    assert.equal(calendar.opens(at('2026-11-19T17:00')), at('2026-11-20T08:00'));
    assert.equal(calendar.opens(at('2026-11-19T07:59:59.999')), at('2026-11-19T08:00'));
  });

  it('reads several openings on a day, in any order and overlapping', () => {
    const open = [
      { day: 3, from: '13:00', to: '17:00' },
      { day: 3, from: '08:00', to: '12:00' },
      { day: 3, from: '11:00', to: '12:30' },
    ] as const;
    const calendar = createCalendar(office({ open }));
    assert.equal(calendar.after(at('2026-11-18T11:30'), 2 * HOUR), at('2026-11-18T14:00'));
    assert.equal(calendar.opens(at('2026-11-18T12:30')), at('2026-11-18T13:00'));
  });

  it('has no gap at midnight between 24:00 and 00:00', () => {
    const open = ([1, 2, 3, 4, 5, 6, 7] as const).map((day) => ({
      day,
      from: '00:00',
      to: '24:00',
    }));
    const calendar = createCalendar(office({ open }));
    const from = at('2026-03-27T22:00');
    assert.equal(calendar.after(from, 72 * HOUR), from + 72 * HOUR);
    assert.equal(calendar.opens(at('2026-11-19T00:00')), undefined);
  });

  describe('on days when the clocks change', () => {
    const sunday = [{ day: 7, from: '00:00', to: '06:00' }] as const;

    it('counts 5 hours from midnight to six in March and 7 in October', () => {
      const calendar = createCalendar(office({ open: sunday }));
      assert.equal(
        wall(calendar.after(at('2026-03-29T00:00'), 5 * HOUR)),
        '2026-03-29T06:00:00.000+02:00',
      );
      assert.equal(
        wall(calendar.after(at('2026-10-25T00:00'), 7 * HOUR)),
        '2026-10-25T06:00:00.000+01:00',
      );
    });

    it('opens at the end of the gap when the opening time does not exist that day', () => {
      const open = [{ day: 7, from: '02:30', to: '06:00' }] as const;
      const calendar = createCalendar(office({ open }));
      const opens = calendar.opens(at('2026-03-29T00:00'));
      assert.equal(wall(opens ?? 0), '2026-03-29T03:00:00.000+02:00');
    });

    it('opens the first time that the clock shows the hour and closes the last time', () => {
      const open = [{ day: 7, from: '02:15', to: '02:45' }] as const;
      const calendar = createCalendar(office({ open }));
      const opens = calendar.opens(at('2026-10-25T00:00')) ?? 0;
      assert.equal(wall(opens), '2026-10-25T02:15:00.000+02:00');
      const closes = calendar.after(opens, 90 * MINUTE);
      assert.equal(wall(closes), '2026-10-25T02:45:00.000+01:00');
      assert.notEqual(calendar.opens(closes), undefined);
    });

    it('skips a slot that lies wholly in the gap', () => {
      const open = [{ day: 7, from: '02:10', to: '02:50' }] as const;
      const calendar = createCalendar(office({ open }));
      assert.equal(calendar.opens(at('2026-03-29T00:00')), at('2026-04-05T02:10'));
    });

    it('knows zones that change at midnight and zones far from UTC', () => {
      const cairo = createCalendar(
        office({ zone: 'Africa/Cairo', open: [{ day: 5, from: '00:00', to: '02:00' }] }),
      );
      const friday = cairo.opens(at('2026-04-23T12:00', 'Africa/Cairo')) ?? 0;
      assert.equal(wall(friday, 'Africa/Cairo'), '2026-04-24T01:00:00.000+03:00');
      for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
        const calendar = createCalendar(office({ zone }));
        assert.equal(
          calendar.opens(at('2026-11-18T07:00', zone)),
          at('2026-11-18T08:00', zone),
          zone,
        );
      }
    });
  });

  describe('for any week', () => {
    const zones = fc.constantFrom(
      'Europe/Amsterdam',
      'America/New_York',
      'Australia/Lord_Howe',
      'UTC',
    );
    const two = (value: number) => String(value).padStart(2, '0');
    const time = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
    const slot = fc
      .record({
        day: fc.constantFrom(1, 2, 3, 4, 5, 6, 7),
        from: fc.nat(23 * 60),
        length: fc.integer({ min: 1, max: 600 }),
      })
      .map(({ day, from, length }) => ({
        day,
        from: time(from),
        to: time(Math.min(24 * 60, from + length)),
      }));
    const day = fc
      .integer({ min: 0, max: 364 })
      .map((n) => DateTime.utc(2026).plus({ days: n }).toFormat('yyyy-MM-dd'));
    const weeks: fc.Arbitrary<Week> = fc.record({
      kind: fc.constant('week' as const),
      zone: zones,
      open: fc.array(slot, { minLength: 1, maxLength: 6 }),
      holidays: fc.array(day, { maxLength: 3 }),
    });
    const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) });
    const spans = fc.integer({ min: 0, max: 30 * HOUR });

    it('adding in two steps is adding at once, when the first step ends in open time', () => {
      fc.assert(
        fc.property(weeks, moments, spans, spans, (hours, from, a, b) => {
          const calendar = createCalendar(hours);
          const first = calendar.after(from, a);
          assert.equal(calendar.after(first, b), calendar.after(from, a + b));
        }),
      );
    });

    it('always ends in open time or at its end, and never before it began', () => {
      fc.assert(
        fc.property(weeks, moments, spans, (hours, from, open) => {
          const calendar = createCalendar(hours);
          const end = calendar.after(from, open);
          assert.ok(end >= from + open);
          const inside = calendar.opens(end) === undefined;
          assert.ok(inside || calendar.opens(end - 1) === undefined);
        }),
      );
    });

    it('passes more time for a longer span', () => {
      fc.assert(
        fc.property(weeks, moments, spans, spans, (hours, from, a, b) => {
          const calendar = createCalendar(hours);
          const [less, more] = [Math.min(a, b), Math.max(a, b)];
          assert.ok(calendar.after(from, more) - calendar.after(from, less) >= more - less);
        }),
      );
    });

    it('agrees with a clock that is read minute by minute', () => {
      fc.assert(
        fc.property(weeks, moments, fc.integer({ min: 1, max: 600 }), (hours, moment, minutes) => {
          fc.pre(!nearChange(hours.zone, moment));
          const from = Math.floor(moment / MINUTE) * MINUTE;
          let [now, left] = [from, minutes];
          for (; left > 0; now += MINUTE) {
            if (now - from > 9 * 24 * HOUR) return;
            if (isOpen(hours, now)) left -= 1;
          }
          assert.equal(createCalendar(hours).after(from, minutes * MINUTE), now);
        }),
        { numRuns: 40 },
      );
    });
  });

  it('refuses hours in which the desk never opens, unknown zones and moments that are none', () => {
    assert.throws(() => createCalendar(office({ open: [] })), RangeError);
    assert.throws(
      () => createCalendar(office({ open: [{ day: 1, from: '09:00', to: '09:00' }] })),
      RangeError,
    );
    assert.throws(() => createCalendar(office({ zone: 'Mars/Base' })), RangeError);
    assert.throws(() => createCalendar(office()).after(Number.NaN, 1), RangeError);
    assert.throws(() => createCalendar(office()).opens(Number.POSITIVE_INFINITY), RangeError);
  });
});

/** Slower and simpler than the calendar: what a person with a clock and the list would say. */
function isOpen(hours: Week, moment: number): boolean {
  const local = DateTime.fromMillis(moment, { zone: hours.zone });
  if (hours.holidays.includes(local.toISODate() ?? '')) return false;
  const shown = local.toFormat('HH:mm');
  return hours.open.some(
    ({ day, from, to }) => day === local.weekday && from <= shown && shown < to,
  );
}

/** Within ten days before a change of the clocks, or a day after one. */
function nearChange(zone: string, moment: number): boolean {
  const offset = (days: number) => DateTime.fromMillis(moment + days * 24 * HOUR, { zone }).offset;
  return new Set([-1, 0, 5, 10].map(offset)).size > 1;
}
