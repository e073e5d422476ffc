import { randomUUID } from 'node:crypto';
import type { Answer } from '../../api/testing/client.fixtures';
import type { FlowStack } from '../critical-flows/flow-stack';
import { eventually } from '../support/eventually';
import type { Wish } from '../support/programs';

/** What the tests of operations ask over HTTP; every answer is held against /openapi.json. */
export interface BulkClient {
  bulk(body: unknown, key?: string): Promise<Answer>;
  get(path: string): Promise<Answer>;
  cancel(operationId: string): Promise<Answer>;
  /** The operation once it has finished: on a busy machine an answer may come before that. */
  // oxlint-disable-next-line no-explicit-any
  finished(operationId: string): Promise<any>;
  /** Sends a request and waits until its operation has finished. */
  // oxlint-disable-next-line no-explicit-any
  run(body: unknown, key?: string): Promise<any>;
  /** Ids of new programs, named P0, P1, ... */
  programs(count: number, wish?: Wish): Promise<string[]>;
}

export function bulkClientOf({ api, stack }: FlowStack): BulkClient {
  const client: BulkClient = {
    bulk: (body, key) =>
      api.send({
        method: 'POST',
        path: '/programs/bulk',
        body,
        headers: key === undefined ? {} : { 'Idempotency-Key': key },
      }),
    get: (path) => api.send({ path }),
    cancel: (id) => api.send({ method: 'POST', path: `/operations/${id}/cancel` }),
    finished: (id) =>
      eventually(async () => {
        const { body } = await api.send({ path: `/operations/${id}` });
        expect(body.status).not.toBe('RUNNING');
        return body;
      }),
    async run(body, key) {
      const { body: operation } = await client.bulk(body, key ?? randomUUID());
      return client.finished(operation.id);
    },
    async programs(count, wish = {}) {
      const made = await Promise.all(
        Array.from({ length: count }, (_, index) => stack.plane.create({ name: `P${index}`, ...wish })),
      );
      return made.map(({ id }) => id);
    },
  };
  return client;
}

/** A gate through which each chunk of an operation goes when it is let. */
export class Gate {
  private open = Number.POSITIVE_INFINITY;
  private waiting: (() => void)[] = [];

  /** From now on only so many chunks go through. */
  admit(chunks: number): void {
    this.open = chunks;
    const freed = this.waiting.splice(0);
    for (const go of freed) go();
  }

  /** Waits for its turn. */
  async pass(): Promise<void> {
    while (this.open <= 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.open -= 1;
  }
}
