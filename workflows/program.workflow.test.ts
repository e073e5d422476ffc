import { describeLifecycle } from '../test/lifecycle/lifecycle-suite';

describe('a program’s workflow, with a cache', () => {
  describeLifecycle(100);
});
