import { v7 as uuid } from 'uuid';
import {
  endExperiment,
  findExperiment,
  insertExperiment,
  listExperiments,
  runningExperiments,
} from './experiment-store';
import {
  database,
  day,
  newProgram,
  other,
  start,
  started,
  tenant,
  useBusinesses,
  variants,
} from './experiments.fixtures';

const firstPage = { from: { kind: 'offset', offset: 0 }, limit: 10 } as const;

useBusinesses();

test('an experiment is stored, found and listed', async () => {
  const programId = await newProgram();
  const experiment = await started(programId);
  expect(experiment).toMatchObject({
    programId,
    status: 'RUNNING',
    startedAt: start,
    endedAt: null,
    winner: null,
  });
  expect(experiment?.variants).toEqual(variants);
  expect(await findExperiment(database.knex, tenant, experiment!.id)).toEqual(experiment);
  const listed = await listExperiments(database.knex, tenant, { programId }, firstPage);
  expect(listed).toEqual({ rows: [experiment], total: 1 });
  expect((await listExperiments(database.knex, tenant, { programId: uuid() }, firstPage)).total).toBe(0);
});

test('a program has one running experiment at a time, also when two are started at once', async () => {
  const programId = await newProgram();
  const both = await Promise.all([started(programId), started(programId)]);
  const running = both.filter((one) => one !== null);
  expect(running).toHaveLength(1);
  const asked = [programId, uuid()];
  expect(await runningExperiments(database.knex, tenant, asked)).toEqual([
    { id: running[0]?.id, programId, variants, startedAt: start },
  ]);
  await endExperiment(database.knex, tenant, running[0]!.id, { at: start + day, winner: null });
  expect(await runningExperiments(database.knex, tenant, asked)).toEqual([]);
  expect(await started(programId, start + 2 * day)).not.toBeNull();
});

test('an experiment ends once', async () => {
  const experiment = await started(await newProgram());
  const end = { at: start + day, winner: 'eight' };
  expect(await endExperiment(database.knex, tenant, experiment!.id, end)).toEqual({
    outcome: 'ended',
    experiment: { ...experiment, status: 'ENDED', endedAt: start + day, winner: 'eight' },
  });
  const again = await endExperiment(database.knex, tenant, experiment!.id, {
    at: start + 2 * day,
    winner: null,
  });
  expect(again).toMatchObject({
    outcome: 'already_ended',
    experiment: { winner: 'eight', endedAt: start + day },
  });
});

test('another business sees and ends nothing, nor starts one with a program that is not its own', async () => {
  const programId = await newProgram();
  const experiment = await started(programId);
  expect(await findExperiment(database.knex, other, experiment!.id)).toBeNull();
  expect(await runningExperiments(database.knex, other, [programId])).toEqual([]);
  expect((await listExperiments(database.knex, other, { programId: null }, firstPage)).rows).toEqual([]);
  const end = await endExperiment(database.knex, other, experiment!.id, { at: start + day, winner: null });
  expect(end).toEqual({ outcome: 'not_found' });
  await endExperiment(database.knex, tenant, experiment!.id, { at: start + day, winner: null });
  const theirs = { programId, name: 'x', metric: 'redemptionRate', variants, id: uuid(), at: start } as const;
  await expect(insertExperiment(database.knex, other, theirs)).rejects.toThrow('foreign key');
});
