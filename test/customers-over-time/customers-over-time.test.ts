import { createTimeSkipping, type TimeSkipping } from '../lifecycle/time-skipping';
import { describeEnds } from './ends';
import { describeFrozenExpiry } from './frozen-expiry';
import { describePointsExpiry } from './points-expiry';
import { describeRewardExpiry } from './reward-expiry';
import { describeSoonerExpiry } from './sooner-expiry';
import { describeTiers } from './tiers';

let env: TimeSkipping;
beforeAll(async () => {
  env = await createTimeSkipping(100);
});
afterAll(() => env?.close());
// One clock for all: a workflow left behind by one part would be woken by the next one's leaps.
afterEach(() => env.endAll());

// The first, as it takes the sweeper's clock, which is the machine's, for that of the server: nothing was skipped yet.
describe('an expiry sooner than any the workflow knows of', () => {
  describeSoonerExpiry(() => env);
});
describe('points that expire after twelve months', () => {
  describePointsExpiry(() => env);
});
describe('points in a program whose pauses freeze expiry', () => {
  describeFrozenExpiry(() => env);
});
describe('rewards that expire after thirty days', () => {
  describeRewardExpiry(() => env);
});
describe('tiers that are reviewed', () => {
  describeTiers(() => env);
});
describe('the end of a program', () => {
  describeEnds(() => env);
});
