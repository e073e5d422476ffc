import * as fc from 'fast-check';
import { firstOverlap } from '../../../domain/schedule/open-time';
import { countDays, type DayRange, longestRun, mostWithin } from './open-days';

/** Sorted ranges with at least one closed day between them. */
const ranges = fc
  .array(fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 0, max: 6 })), { maxLength: 12 })
  .map((steps) => {
    const days: DayRange[] = [];
    let at = 0;
    for (const [gap, length] of steps) {
      days.push([at + gap, at + gap + length]);
      at += gap + length;
    }
    return days;
  });

const each = (days: readonly DayRange[]): number[] =>
  days.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index));

test('days are counted as one by one', () => {
  fc.assert(
    fc.property(ranges, fc.integer({ min: 1, max: 40 }), (days, length) => {
      const all = each(days);
      expect(countDays(days)).toBe(all.length);
      const within = (from: number) => all.filter((one) => one >= from && one < from + length).length;
      const starts = Array.from({ length: 220 }, (_, index) => index - 50);
      expect(mostWithin(days, length)).toBe(Math.max(0, ...starts.map(within)));
      const known = new Set(all);
      const run = (from: number): number => (known.has(from) ? 1 + run(from + 1) : 0);
      expect(longestRun(days)).toBe(Math.max(0, ...all.map(run)));
    }),
  );
});

const halfOpen = (days: readonly DayRange[]) => days.map(([first, last]) => [first, last + 1] as const);

test('two lists meet where an instant lies in both, and first there', () => {
  fc.assert(
    fc.property(ranges, ranges, (left, right) => {
      const known = new Set(each(left));
      const common = each(right).filter((one) => known.has(one));
      expect(firstOverlap(halfOpen(left), halfOpen(right))).toBe(common[0] ?? null);
    }),
  );
});
