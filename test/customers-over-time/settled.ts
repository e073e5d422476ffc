import type { Instant, Program } from '../../domain/program/program';
import type { TimeSkipping } from '../lifecycle/time-skipping';
import { eventually } from '../support/eventually';

/** Until a program's workflow has done everything that was due by an instant, and sleeps. */
export function settled({ plane }: TimeSkipping, program: Program, by: Instant): Promise<void> {
  return eventually(async () => {
    const row = await plane.row(program.id);
    expect(Number(row['alarm_at'])).toBeGreaterThan(by);
    expect(row['alarm_acked']).toEqual(row['alarm_at']);
  });
}
