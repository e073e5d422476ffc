import type { BenchCase } from '../case';
import { analytics } from './analytics';
import { bulk } from './bulk';
import { creates } from './creates';
import { customerRead } from './customer-read';
import { earn, earnFive } from './earn';
import { fromTemplate } from './from-template';
import { getOne } from './get-one';
import { hotCustomer } from './hot-customer';
import { lifecycle } from './lifecycle';
import { list } from './list';
import { mixed } from './mixed';
import { redeem } from './redeem';
import { sameSecond } from './same-second';
import { updates } from './updates';
import { validation } from './validation';

/** All cases in the order in which they run: those that leave most behind come last. */
export const cases: readonly BenchCase[] = [
  validation,
  getOne,
  list,
  customerRead,
  earn,
  earnFive,
  redeem,
  hotCustomer,
  analytics,
  updates,
  creates,
  fromTemplate,
  lifecycle,
  bulk,
  mixed,
  sameSecond,
];

/** The cases with these names, all for null. RangeError for a name that is none. */
export function chosen(only: readonly string[] | null): readonly BenchCase[] {
  for (const name of only ?? []) {
    if (!cases.some((one) => one.name === name)) {
      throw new RangeError(`no case ${name}; there are ${cases.map((one) => one.name).join(', ')}`);
    }
  }
  return cases.filter((one) => only === null || only.includes(one.name));
}
