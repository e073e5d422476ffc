import * as fc from 'fast-check';
import { ProgramModel } from '../../test/model/program-model';
import { createdProgram, day, definitionOf, hour, noon } from '../../test/support/programs';
import { type CommandName, commandNames, decide } from './commands';
import { editProgram } from './create';
import { isFinished, nextAlarm } from './alarm';
import { nextTransitionAt, settle } from './due';
import type { Instant } from './program';
import type { Change, Revision } from './revision';
import { statusAt } from './status';
import { timeline } from './timeline';

/** The product's side: the row and its whole log, as transactions would leave them. */
class Product {
  log: Revision[];
  constructor(
    public change: Change,
    public now: Instant,
  ) {
    this.log = [...change.revisions];
  }
  store(change: Change): void {
    this.log.push(...change.revisions);
    this.change = change;
  }
}

type Step = fc.Command<ProgramModel, Product>;

/** Time passes by itself or before a message. The row is touched by nobody while `asleep`. */
const wait = (ms: number, asleep: boolean): Step => ({
  check: () => true,
  run(model, product) {
    product.now += ms;
    model.waitTo(product.now);
    if (!asleep) product.store(settle(product.change.program, product.now));
    compare(model, product);
  },
  toString: () => `wait(${ms}, ${asleep ? 'asleep' : 'awake'})`,
});

const send = (name: CommandName): Step => ({
  check: () => true,
  run(model, product) {
    const decision = decide(product.change.program, {
      name,
      at: product.now,
      actor: 'user:ann',
      commandId: String(product.log.length),
    });
    product.store(decision.change);
    expect(decision.outcome).toBe(model.send(name));
    compare(model, product);
  },
  toString: () => name,
});

const edit = (startsIn: number | null, lasts: number | null): Step => ({
  check: (model) => model.deletedAt === Infinity,
  run(model, product) {
    const startsAt = startsIn === null ? null : product.now + startsIn;
    const endsAt = lasts === null ? null : (startsAt ?? product.now) + lasts;
    const editing = { actor: 'user:bob', commandId: null, at: product.now } as const;
    product.store(editProgram(product.change.program, definitionOf({ startsAt, endsAt }), editing));
    model.edit(startsAt, endsAt);
    compare(model, product);
  },
  toString: () => `edit(${startsIn}, ${lasts})`,
});

function compare(model: ProgramModel, { change, log, now }: Product): void {
  const { program } = settle(change.program, now);
  expect(statusAt(change.program, now)).toBe(model.status());
  expect(program.lifecycle).toBe(model.lifecycle);
  const pending = settle(change.program, now).revisions;
  expect([...log, ...pending].map(({ kind }) => kind).join()).toBe(model.log.join());
  const gapless = log.every(({ number, occurredAt }, index) => {
    const earlier = log[index - 1];
    return number === index + 1 && (earlier === undefined || earlier.occurredAt <= occurredAt);
  });
  expect(gapless).toBe(true);
  foretellsWhatComes(program, now);
}

/** The next transition lies ahead, no later than the alarm, and letting time pass makes exactly what the timeline says. */
function foretellsWhatComes(program: Change['program'], now: Instant): void {
  const next = nextTransitionAt(program, now);
  if (isFinished(program)) expect(next).toBeNull();
  if (next !== null) expect(next).toBeGreaterThan(now);
  expect(nextAlarm(program) ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(
    next ?? Number.POSITIVE_INFINITY,
  );
  const until = now + 1_000 * day;
  const { entries: foretold } = timeline(program, now, until);
  expect(foretold[0]?.at ?? null).toBe(next);
  const happened = settle(program, until).revisions.map(({ kind, occurredAt }) => ({ kind, at: occurredAt }));
  expect(foretold).toEqual(happened);
}

const spans = fc.constantFrom(0, 1, hour, day, 30 * day, 89 * day, 90 * day, 91 * day);
const offsets = fc.option(fc.constantFrom(-day, -1, 0, 1, hour, day, 40 * day));
const lengths = fc.option(fc.constantFrom(1, hour, day, 60 * day));
const steps = [
  fc.tuple(spans, fc.boolean()).map(([ms, asleep]) => wait(ms, asleep)),
  fc.constantFrom(...commandNames).map(send),
  fc.tuple(offsets, lengths).map(([startsIn, lasts]) => edit(startsIn, lasts)),
];

test('whatever is sent, and whenever, the product does what the model says', () => {
  expect.hasAssertions();
  const property = fc.property(
    fc.boolean(),
    offsets,
    lengths,
    fc.commands(steps, { maxCommands: 25 }),
    (isActive, startsIn, lasts, commands) => {
      const startsAt = startsIn === null ? null : noon + startsIn;
      const endsAt = lasts === null ? null : (startsAt ?? noon) + lasts;
      fc.modelRun(
        () => ({
          model: new ProgramModel(isActive, noon, startsAt, endsAt),
          real: new Product(createdProgram({ isActive, startsAt, endsAt }), noon),
        }),
        commands,
      );
    },
  );
  fc.assert(property, { numRuns: 500 });
});
