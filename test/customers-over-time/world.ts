import { randomUUID } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { inLanes } from '../../activities/in-lanes';
import { insertCustomer } from '../../db/customers/customer-store';
import { Ledger } from '../../db/ledger/ledger';
import { lockProgram, saveProgram } from '../../db/programs/program-store';
import type { TenantContext } from '../../db/tenant';
import { enrol } from '../../domain/ledger/enrol';
import type { Decided } from '../../domain/ledger/posting';
import { presentAccount } from '../../domain/ledger/present';
import { type DecisionContext, recordPurchase } from '../../domain/ledger/record-purchase';
import { redeemPoints } from '../../domain/ledger/redeem-points';
import type { CustomerSheet } from '../../domain/ledger/sheet';
import { editProgram } from '../../domain/program/create';
import type { Instant, Program } from '../../domain/program/program';
import type { TimeSkipping } from '../lifecycle/time-skipping';
import type { Wish } from '../support/programs';
import { purchaseOf } from './purchase';

const lanes = 8;

/** A time-skipping server, or a stand-in for its clock. */
export type Clock = Pick<TimeSkipping, 'plane' | 'now' | 'pass' | 'nudge'>;

/** A business of its own, whose tills and timers live on that clock. */
export interface World {
  readonly env: Clock;
  readonly tenant: TenantContext;
  /** Lets time pass until an instant of the server's clock. */
  until(at: Instant): Promise<void>;
  /** A program that runs from now on, with its workflow. */
  program(wish: Wish): Promise<Program>;
  /** Moves the end of a program, as its owner does. */
  moveEnd(program: Program, endsAt: Instant): Promise<void>;
  /** New customers; enrolled now unless said otherwise. */
  customers(program: Program, count: number, enrolledAt?: Instant): Promise<string[]>;
  /** Purchases of one line in whole units of the currency; now unless said otherwise. */
  buy(customerIds: readonly string[], amount: number, occurredAt?: Instant): Promise<void>;
  /** Spends points at an instant; tells what became of it. */
  redeem(program: Program, customerId: string, points: number, now: Instant): Promise<string>;
  /** Has any decision made about a customer of a program. */
  decide<Answer>(
    program: Program,
    customerId: string,
    now: Instant,
    decision: (sheet: CustomerSheet, context: DecisionContext) => Decided<Answer>,
  ): Promise<Answer>;
  /** Where a customer stands, as the API would show it at an instant. */
  account(program: Program, customerId: string, now: Instant): Promise<ReturnType<typeof presentAccount>>;
}

export async function openWorld(env: Clock): Promise<World> {
  const { knex } = env.plane;
  const tenant: TenantContext = { businessId: randomUUID(), actor: 'user:till' };
  await knex('businesses').insert({
    id: tenant.businessId,
    name: 'Bakery',
    timezone: 'Europe/Berlin',
    currency: 'EUR',
  });
  const ledger = new Ledger(knex);
  const contextAt = (now: Instant): DecisionContext => ({ actor: tenant.actor, now, newId });

  const world: World = {
    env,
    tenant,
    until: async (at) => env.pass(at - (await env.now())),
    async program(wish) {
      const { businessId } = tenant;
      const program = await env.plane.create({ at: await env.now(), businessId, ...wish });
      await env.nudge(program);
      return program;
    },
    async moveEnd(program, endsAt) {
      const at = await env.now();
      const change = await knex.transaction(async (trx) => {
        const stored = (await lockProgram(trx, tenant, program.id)) ?? missing();
        const edited = editProgram(
          stored,
          { ...stored, endsAt },
          { actor: tenant.actor, commandId: null, at },
        );
        await saveProgram(trx, edited);
        return edited;
      });
      await env.nudge(change.program);
    },
    async customers(program, count, enrolledAt) {
      const now = await env.now();
      const ids = Array.from({ length: count }, () => newId());
      await forAll(ids, async (id) => {
        const facts = { id, externalId: id, name: null, email: null, attributes: {}, at: now };
        await insertCustomer(knex, tenant, facts);
        const request = { customerId: id, now, holdings: false };
        await ledger.change(tenant, request, (sheet) => enrol(sheet, program.id, enrolledAt ?? now, now));
      });
      return ids;
    },
    async buy(customerIds, amount, occurredAt) {
      const now = await env.now();
      await forAll(customerIds, (customerId) =>
        ledger.change(tenant, { customerId, now, holdings: false }, (sheet) =>
          recordPurchase(sheet, purchaseOf(amount, occurredAt ?? now), new Map(), contextAt(now)),
        ),
      );
    },
    async redeem(program, customerId, points, now) {
      const wish = { id: newId(), programId: program.id, points, locationId: null };
      const answer = await world.decide(program, customerId, now, (sheet, context) =>
        redeemPoints(sheet, wish, context),
      );
      return answer.outcome === 'done' ? 'done' : answer.code;
    },
    async decide(program, customerId, now, decision) {
      const request = { customerId, programId: program.id, now, holdings: true };
      const answer = await ledger.change(tenant, request, (sheet) => decision(sheet, contextAt(now)));
      return answer ?? missing();
    },
    async account(program, customerId, now) {
      const request = { customerId, programId: program.id, now, holdings: true };
      const line = (await ledger.read(tenant, request))?.lines[0] ?? missing();
      return presentAccount(customerId, line.program, line.account ?? missing(), line, now);
    },
  };
  return world;
}

/** A few customers at a time. */
async function forAll(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<void> {
  const never = new AbortController().signal;
  await inLanes(lanes, ids, async (id) => void (await work(id)), never);
}

function missing(): never {
  throw new Error('a test asked about a customer who is not there');
}
