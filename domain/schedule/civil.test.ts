import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { civilDay, dayNumber, yearOf } from './civil';

const first = Temporal.PlainDate.from('1970-01-01');
const anyDay = fc.integer({ min: -200_000, max: 200_000 });

test('a day is what the calendar says of it, and its date leads back to it', () => {
  fc.assert(
    fc.property(anyDay, (number) => {
      const date = first.add({ days: number });
      expect(civilDay(number)).toEqual({
        number,
        year: date.year,
        month: date.month,
        day: date.day,
        weekday: date.dayOfWeek - 1,
        monthLength: date.daysInMonth,
        yearDay: date.dayOfYear,
        yearLength: date.daysInYear,
      });
      expect(dayNumber(date.year, date.month, date.day)).toBe(number);
      expect(yearOf(number)).toBe(date.year);
    }),
    { numRuns: 300 },
  );
});

test.each([1600, 1900, 1999, 2000, 2024, 2026, 2100])('the first and last day of %i', (year) => {
  expect(civilDay(dayNumber(year, 1, 1))).toMatchObject({ year, month: 1, day: 1, yearDay: 1 });
  expect(civilDay(dayNumber(year, 13, 1) - 1)).toMatchObject({ year, month: 12, day: 31 });
});
