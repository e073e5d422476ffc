import { randomUUID } from 'node:crypto';
import { lockProgram, saveProgram } from '../db/programs/program-store';
import type { Program } from '../domain/program/program';
import type { Change } from '../domain/program/revision';
import { cancelChange, scheduleChange } from '../domain/program/scheduled-change';
import { timeline } from '../domain/program/timeline';
import { edgeKinds } from '../domain/schedule/edges';
import { createTimeSkipping, type TimeSkipping } from '../test/lifecycle/time-skipping';
import { eventually } from '../test/support/eventually';
import { day, hour, minute } from '../test/support/programs';
import { timelineQuery } from './program.messages';

// Without a cache every workflow task replays the whole history: whatever is not deterministic shows here.
let env: TimeSkipping;
beforeAll(async () => {
  env = await createTimeSkipping(0);
}, 180_000);
afterAll(() => env?.close());
afterEach(() => env?.endAll());

/** The next 1 March, 00:00 in London, where it is still winter time. */
function nextMarch(at: number): number {
  const year = new Date(at).getUTCFullYear();
  return Date.UTC(year, 2, 1) > at ? Date.UTC(year, 2, 1) : Date.UTC(year + 1, 2, 1);
}

/** A program of five weeks with evenings on two days of the week, and a blackout over two of them. */
function fiveWeeks(at: number) {
  const recurrence = { rrule: 'FREQ=WEEKLY;BYDAY=TU,SA', start: '2026-01-01T18:00', duration: 'PT3H' };
  const date = (days: number) => new Date(at + days * day).toISOString().slice(0, 10);
  const blackouts = [{ from: date(10), to: date(16) }];
  return { startsAt: at + hour, endsAt: at + 35 * day, schedule: { recurrence, blackouts } };
}

test('what the timeline says at the start is what the workflow then does', async () => {
  const at = await env.now();
  const program = await env.plane.create({ at, ...fiveWeeks(at) });
  const { entries, until } = timeline(program, at, at + 40 * day);
  expect(until).toBe(at + 40 * day);
  await env.nudge(program);
  const handle = env.handle(program);
  await eventually(async () => {
    const next = await handle.query(timelineQuery);
    expect(next).toEqual(entries.slice(0, 20));
  });
  await handle.result();
  const log = await env.plane.log(program.id);
  expect(log.slice(1).map(({ kind, occurred_at }) => ({ kind, at: occurred_at }))).toEqual(
    entries.map(({ kind, at: instant }) => ({ kind, at: instant })),
  );
  const seen = new Set(log.map(({ kind }) => kind));
  expect([...edgeKinds, 'activated', 'ended'].filter((kind) => !seen.has(kind))).toEqual([]);
  const events = await env.plane.events(program.id);
  expect(events.map(({ sequence }) => sequence)).toEqual(log.map((_, index) => index + 1));
});

test('changes come into force at their instants: from 1 March 00:00 London, paused or not', async () => {
  const at = await env.now();
  const program = await env.plane.create({ at, timezone: 'Europe/London', startsAt: at - minute });
  const march = nextMarch(at);
  const wanted = [
    { id: 'march', at: march, definition: { name: 'Spring card' } },
    { id: 'june', at: Date.UTC(new Date(march).getUTCFullYear(), 4, 31, 23), definition: { priority: 9 } },
    { id: 'never', at: march + hour, definition: { name: 'Never' } },
  ] as const;
  const by = { actor: 'user:ann', at } as const;
  const store = (decide: (stored: Program) => Change) =>
    env.plane.knex.transaction(async (trx) => {
      const stored = await lockProgram(trx, { businessId: program.businessId, actor: by.actor }, program.id);
      if (stored === null) throw new Error('no such program');
      await saveProgram(trx, decide(stored));
    });
  for (const one of wanted) {
    await store((stored) => scheduleChange(stored, { ...one, actor: by.actor, createdAt: at }, by));
  }
  await store((stored) => cancelChange(stored, 'never', by) ?? { program: stored, revisions: [] });
  await env.nudge(program);
  const handle = env.handle(program);
  await eventually(async () =>
    expect(await handle.query(timelineQuery)).toEqual([
      { at: march, kind: 'updated', scheduledChangeId: 'march' },
      { at: wanted[1].at, kind: 'updated', scheduledChangeId: 'june' },
    ]),
  );
  await env.pass(march + day - (await env.now()));
  await env.send(program, 'pause', randomUUID());
  await env.pass(wanted[1].at + day - (await env.now()));
  await eventually(async () => expect((await env.plane.kinds(program.id)).at(-1)).toBe('updated'));
  const log = await env.plane.log(program.id);
  expect(log.slice(2).map(({ kind, actor, occurred_at }) => [kind, actor, occurred_at])).toEqual([
    ...['change_scheduled', 'change_scheduled', 'change_scheduled', 'change_cancelled'].map((kind) => [
      kind,
      'user:ann',
      at,
    ]),
    ['updated', 'user:ann', march],
    ['paused', 'user:ann', log.find(({ kind }) => kind === 'paused')?.occurred_at],
    ['updated', 'user:ann', wanted[1].at],
  ]);
  const { name, priority } = await env.plane.row(program.id);
  expect([name, priority]).toEqual(['Spring card', 9]);
});
