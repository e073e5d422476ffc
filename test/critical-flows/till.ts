import { randomUUID } from 'node:crypto';
import type { Answer, Asked } from '../../api/testing/client.fixtures';

export type Send = (asked: Asked) => Promise<Answer>;

/** What tills, apps and owners do in the flows, over HTTP. Every answer is held against /openapi.json. */
export interface Till {
  readonly send: Send;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  /** A new customer, not enrolled anywhere. */
  customer(): Promise<string>;
  enrol(programId: string, customerId: string, enrolledAt?: string): Promise<Answer>;
  /** A purchase of one line; `line` overrides what is bought. */
  buy(customerId: string, unitPrice: number, more?: Readonly<Record<string, unknown>>): Promise<Answer>;
  account(programId: string, customerId: string): Promise<Answer>;
}

export function tillOf(send: Send): Till {
  const post: Till['post'] = (path, body, headers = {}) =>
    send({ method: 'POST', path, headers, ...(body === undefined ? {} : { body }) });
  return {
    send,
    post,
    get: (path) => send({ path }),
    async customer() {
      const { body } = await post('/customers', { externalId: randomUUID() });
      return body.id as string;
    },
    enrol: (programId, customerId, enrolledAt) =>
      post(`/programs/${programId}/enrollments`, {
        customerId,
        ...(enrolledAt === undefined ? {} : { enrolledAt }),
      }),
    buy: (customerId, unitPrice, more = {}) =>
      post('/transactions', {
        externalId: randomUUID(),
        customerId,
        lines: [{ category: 'coffee', quantity: 1, unitPrice }],
        ...more,
      }),
    account: (programId, customerId) => send({ path: `/programs/${programId}/customers/${customerId}` }),
  };
}

/** What a purchase did in one program. */
export function outcomeIn(programId: string, { body }: Answer) {
  // oxlint-disable-next-line no-explicit-any
  const outcomes = body.outcomes as any[];
  return outcomes.find((outcome) => outcome.programId === programId);
}
