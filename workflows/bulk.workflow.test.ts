import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { insertOperation } from '../db/operations/insert-operation';
import { recordHistory } from '../test/lifecycle/record-history';
import { createTimeSkipping, type TimeSkipping } from '../test/lifecycle/time-skipping';
import { eventually } from '../test/support/eventually';
import {
  bulkWorkflowId,
  bulkWorkflowType,
  finishedUpdate,
  operationIdOfWorkflow,
  progressQuery,
} from './bulk.messages';
import { bulkStartOptions } from './bulk-start.messages';

jest.setTimeout(180_000);

describe('the workflow of an operation, with a cache', () => {
  const broken = new Set<string>();
  let env: TimeSkipping;
  beforeAll(async () => {
    env = await createTimeSkipping(100, (activities) => ({
      ...activities,
      async runChunk(input) {
        if (broken.has(input.operationId)) throw new Error('never gets through');
        return activities.runChunk(input);
      },
    }));
  });
  afterAll(() => env?.close());

  const row = (id: string) => env.plane.knex('operations').where({ id }).first();

  async function stored(programIds: readonly string[]) {
    const { businessId, knex } = env.plane;
    const id = randomUUID();
    const operation = { id, businessId, action: 'pause' as const, actor: 'user:ann' as const };
    const items = programIds.map((programId) => ({ programId }));
    await insertOperation(knex, { ...operation, commandId: randomUUID(), items });
    return { ...operation, total: items.length };
  }

  async function programs(count: number): Promise<string[]> {
    const made = await Promise.all(Array.from({ length: count }, () => env.plane.create()));
    return made.map(({ id }) => id);
  }

  test('works through its programs in chunks, answers who waits, and tells how far it is', async () => {
    const ids = await programs(70);
    const operation = await stored([...ids, randomUUID()]);
    const handle = await env.client.workflow.start(bulkWorkflowType, bulkStartOptions(operation));
    const done = { status: 'COMPLETED', total: 71, done: 71, succeeded: 70, failed: 1 };
    const waited = await handle.executeUpdate(finishedUpdate).catch(() => null);
    expect([null, done]).toContainEqual(waited);
    await handle.result();
    expect(await handle.query(progressQuery)).toEqual(done);
    expect(await row(operation.id)).toMatchObject({ status: 'COMPLETED' });
    expect(await env.plane.kinds(ids[69] ?? '')).toEqual(['created', 'activated', 'paused']);
    await recordHistory(handle);
  });

  test('started again it finds nothing to do', async () => {
    const ids = await programs(2);
    const operation = await stored(ids);
    const once = async () =>
      (await env.client.workflow.start(bulkWorkflowType, bulkStartOptions(operation))).result();
    await once();
    await once();
    expect(await env.plane.kinds(ids[0] ?? '')).toEqual(['created', 'activated', 'paused']);
  });

  test('of an operation that was withdrawn does nothing', async () => {
    const operation = { ...(await stored([])), id: randomUUID() };
    const handle = await env.client.workflow.start(bulkWorkflowType, bulkStartOptions(operation));
    await handle.result();
    expect(await handle.query(progressQuery)).toMatchObject({ status: null, total: 0 });
    await recordHistory(handle);
  });

  test('cancelled by an operator it marks what waits, and says so', async () => {
    const ids = await programs(60);
    const operation = await stored(ids);
    // Somebody holds programs of the first chunk until the workflow was asked to stop: the second one never begins.
    const holder = await env.plane.knex.transaction();
    await holder('loyalty_programs').whereIn('id', ids).forUpdate().select('id');
    const handle = await env.client.workflow.start(bulkWorkflowType, bulkStartOptions(operation));
    await eventually(async () => expect((await row(operation.id)).started_at).not.toBeNull());
    await handle.cancel();
    await eventually(async () => {
      const { events } = await handle.fetchHistory();
      expect(events?.some(({ activityTaskCancelRequestedEventAttributes: asked }) => asked)).toBe(true);
    });
    await holder.rollback();
    const failure = await handle.result().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkflowFailedError);
    expect((failure as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
    expect(await row(operation.id)).toMatchObject({ status: 'CANCELLED' });
    const items = await env.plane.knex('operation_items').where({ operation_id: operation.id });
    const outcomes = new Set(items.map(({ outcome }) => outcome));
    expect(outcomes).toContain('cancelled');
    expect(outcomes).not.toContain(null);
    await recordHistory(handle);
  });

  test('that cannot be carried through for a day has failed, for every program that waits', async () => {
    const [id = ''] = await programs(1);
    const operation = await stored([id]);
    broken.add(operation.id);
    const handle = await env.client.workflow.start(bulkWorkflowType, bulkStartOptions(operation));
    await expect(handle.result()).rejects.toThrow(WorkflowFailedError);
    expect(await row(operation.id)).toMatchObject({ status: 'FAILED' });
    const [item] = await env.plane.knex('operation_items').where({ operation_id: operation.id });
    expect(item).toMatchObject({ outcome: 'failed', result: { programId: id, code: 'operation_failed' } });
    expect(await env.plane.kinds(id)).toEqual(['created', 'activated']);
  });

  test('a program that fails for reasons of ours again and again does not hold up the others', async () => {
    const [one = '', other = ''] = await programs(2);
    const operation = await stored([one, other]);
    // Nothing that the API would store.
    await env.plane
      .knex('operation_items')
      .where({ operation_id: operation.id, program_id: one })
      .update({ request: JSON.stringify({ kind: 'update', version: 2, definition: null }) });
    const handle = await env.client.workflow.start(bulkWorkflowType, bulkStartOptions(operation));
    await handle.result();
    const items = await env.plane
      .knex('operation_items')
      .where({ operation_id: operation.id })
      .orderBy('position');
    expect(items.map(({ outcome, result }) => result.code ?? outcome)).toEqual([
      'internal_error',
      'succeeded',
    ]);
  });

  test('its id names its operation, and no other workflow', () => {
    expect(operationIdOfWorkflow(bulkWorkflowId('7'))).toBe('7');
    expect(operationIdOfWorkflow('program-7')).toBeNull();
  });
});
