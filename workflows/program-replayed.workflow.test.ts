import { describeLifecycle } from '../test/lifecycle/lifecycle-suite';

// Without a cache every workflow task replays the whole history: whatever is not deterministic shows here.
describe('a program’s workflow, replayed at every step', () => {
  describeLifecycle(0);
});
