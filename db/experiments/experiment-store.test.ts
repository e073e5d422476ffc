import { v7 as uuid } from 'uuid';
import { type CommandName, decide } from '../../domain/program/commands';
import { settle } from '../../domain/program/due';
import { findProgram } from '../programs/find-program';
import { lockProgram, saveProgram } from '../programs/program-store';
import { findExperiment, insertExperiment, listExperiments } from './experiment-store';
import {
  database,
  day,
  ended,
  newProgram,
  other,
  start,
  started,
  tenant,
  useBusinesses,
  variants,
} from './experiments.fixtures';

const firstPage = { from: { kind: 'offset', offset: 0 }, limit: 10 } as const;
const everything = { programId: null, status: null } as const;

useBusinesses();

/** The experiments that are listed at an instant. */
const list = (filter: object, now = start) =>
  listExperiments(database.knex, tenant, { ...everything, ...filter }, now, firstPage);

const countEnded = async (now: number) => (await list({ status: 'ENDED' }, now)).total;

const find = (id: string, now: number) => findExperiment(database.knex, tenant, id, now);

/** What a program's workflow does on a command. */
async function command(programId: string, name: CommandName, at: number): Promise<void> {
  await database.knex.transaction(async (trx) => {
    const program = (await lockProgram(trx, tenant, programId))!;
    const { change } = decide(program, { name, actor: 'operator', commandId: uuid(), at });
    await saveProgram(trx, change);
  });
}

test('an experiment is stored, found and listed, and the program knows it', async () => {
  const programId = await newProgram();
  const experiment = await started(programId);
  expect(experiment).toEqual({
    id: experiment.id,
    businessId: tenant.businessId,
    programId,
    name: 'Eight or ten',
    metric: 'redemptionRate',
    status: 'RUNNING',
    variants,
    startedAt: start,
    endedAt: null,
    promoted: null,
    currency: 'USD',
  });
  expect(await findProgram(database.knex, tenant, programId)).toMatchObject({
    experiment: { id: experiment.id, variants },
  });
  expect(await list({ programId })).toEqual({ rows: [experiment], total: 1 });
  expect((await list({ programId: uuid() })).total).toBe(0);
  expect((await list({ status: 'ENDED' })).total).toBe(0);
  expect((await list({ status: 'RUNNING' })).total).toBe(1);
});

test('the database keeps a program from having two at once', async () => {
  const programId = await newProgram();
  const insert = () =>
    database.knex.transaction((trx) =>
      insertExperiment(trx, tenant, {
        id: uuid(),
        programId,
        name: 'x',
        metric: 'redemptionRate',
        variants,
        startedAt: start,
      }),
    );
  const both = await Promise.allSettled([insert(), insert()]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('an experiment that has ended makes room for another one', async () => {
  const programId = await newProgram();
  const first = await ended(await started(programId), start + day, 'eight');
  expect(first).toMatchObject({ status: 'ENDED', endedAt: start + day, promoted: 'eight' });
  const second = await started(programId, start + 2 * day);
  const { rows } = await list({}, start + 3 * day);
  expect(rows).toEqual([second, first]);
});

test.each(['end', 'delete'] as const)('to %s a program ends its experiment', async (name) => {
  const programId = await newProgram();
  const { id } = await started(programId);
  await command(programId, 'pause', start + day);
  expect(await find(id, start + day)).toMatchObject({ status: 'RUNNING' });
  await command(programId, name, start + 2 * day);
  expect(await find(id, start + 3 * day)).toMatchObject({
    status: 'ENDED',
    endedAt: start + 2 * day,
    promoted: null,
  });
  expect(await findProgram(database.knex, tenant, programId)).toMatchObject({ experiment: null });
});

test('the clock ends an experiment with its program, recorded or not', async () => {
  const endsAt = start + 5 * day;
  const programId = await newProgram({ endsAt });
  const { id } = await started(programId);
  expect([(await find(id, endsAt - 1))?.status, await countEnded(endsAt - 1)]).toEqual(['RUNNING', 0]);
  const over = await find(id, endsAt);
  expect([over?.status, over?.endedAt, await countEnded(endsAt)]).toEqual(['ENDED', endsAt, 1]);
  await database.knex.transaction(async (trx) => {
    const program = (await lockProgram(trx, tenant, programId))!;
    await saveProgram(trx, settle(program, endsAt + day));
  });
  expect(await database.knex('experiments').where({ id }).first('status')).toEqual({ status: 'ENDED' });
  expect(await find(id, endsAt + 2 * day)).toEqual(over);
});

test('an end that is recorded late, together with what came after it, keeps its instant', async () => {
  const endsAt = start + 5 * day;
  const programId = await newProgram({ endsAt });
  const { id } = await started(programId);
  await command(programId, 'delete', endsAt + day);
  expect(await find(id, endsAt + 2 * day)).toMatchObject({ status: 'ENDED', endedAt: endsAt });
});

test('another business sees nothing, nor starts one with a program that is not its own', async () => {
  const programId = await newProgram();
  const { id } = await started(programId);
  expect(await findExperiment(database.knex, other, id, start)).toBeNull();
  expect((await listExperiments(database.knex, other, everything, start, firstPage)).rows).toEqual([]);
  await ended((await find(id, start))!, start + day);
  const theirs = {
    programId,
    name: 'x',
    metric: 'redemptionRate',
    variants,
    id: uuid(),
    startedAt: start,
  } as const;
  const insert = database.knex.transaction((trx) => insertExperiment(trx, other, theirs));
  await expect(insert).rejects.toThrow('foreign key');
});
