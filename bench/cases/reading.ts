/** Connections of the closed-loop reading cases: enough to keep both cores busy. */
export const readers = 32;

/** Connections of the closed-loop cases that record purchases and redemptions. */
export const tills = 32;

const stride = 7_919;

/** Walks over all indices below `count` in an order that is neither sequential nor random: the same in every run. */
export function spread(index: number, count: number): number {
  return (index * stride) % count;
}

/** The list of the specification's example: what is active of one rule type, newest first. */
export const listOfActive = (ruleType: string): string =>
  `status=ACTIVE&ruleType=${ruleType}&pageSize=20&page=1`;
