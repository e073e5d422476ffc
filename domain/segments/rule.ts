/*
 * Glossary
 *   segment    customers whom a business picks out by a rule
 *   rule       a tree: groups (`all`, `any`, `not`) over conditions
 *   condition  one comparison of one fact about a customer; it is true or false, never unknown
 *   visit      a local day, in the business's zone, with a purchase that was not given back as a whole
 *   day        24 hours, where an age or a window is counted back from now
 */

/** The deepest tree: a condition alone has depth 1, each group around it adds 1. */
export const deepestRule = 10;

/** Conditions in one rule. */
export const mostConditions = 100;

/** Values of one list, and members of one group. */
export const mostListed = 100;

/** The longest window, in days: ten years. */
export const longestWindow = 3_660;

/** Days since something: a hundred years. */
export const mostDays = 36_600;

/** How numbers and dates compare. */
export const comparisons = ['eq', 'lt', 'lte', 'gt', 'gte'] as const;
export type Comparison = (typeof comparisons)[number];

/** What a business keeps of its customers: text, numbers, true or false. Dates are text such as 1990-05-17. */
export type Scalar = string | number | boolean;

/**
 * An attribute that the business gave its customer. Values of different types are never equal, and text is equal only
 * letter by letter. `ne` and `notIn` are true for customers without the attribute. `lt` to `gte` with a number compare
 * numbers, with a date (YYYY-MM-DD) they compare dates; what is neither does not match.
 */
export interface AttributeCondition {
  readonly field: `attributes.${string}`;
  readonly op: 'ne' | 'in' | 'notIn' | 'exists' | Comparison;
  readonly value: Scalar | readonly Scalar[];
}

/** Full days since the customer enrolled in a program, or in any; true if it holds for one of them. */
export interface EnrolledDaysCondition {
  readonly field: 'enrolledDays';
  readonly op: Comparison;
  readonly value: number;
  readonly programId?: string;
}

/** What the customer paid, in units of the business's currency, less what was given back; ever, or lately. */
export interface SpendCondition {
  readonly field: 'spend';
  readonly op: Comparison;
  readonly value: number;
  readonly withinDays?: number;
}

/** On how many days the customer came; ever, or lately. */
export interface VisitsCondition {
  readonly field: 'visits';
  readonly op: Comparison;
  readonly value: number;
  readonly withinDays?: number;
}

/** The customer's tier in a program; `ne` and `notIn` are true without one, `exists` asks whether there is one. */
export interface TierCondition {
  readonly field: 'tier';
  readonly op: 'eq' | 'ne' | 'in' | 'notIn' | 'exists';
  readonly value: string | boolean | readonly string[];
  readonly programId: string;
}

/** Full days since the latest visit; false for those who never came. */
export interface LastVisitDaysCondition {
  readonly field: 'lastVisitDays';
  readonly op: Comparison;
  readonly value: number;
}

export type Condition =
  | AttributeCondition
  | EnrolledDaysCondition
  | SpendCondition
  | VisitsCondition
  | TierCondition
  | LastVisitDaysCondition;

/** Who belongs to a segment. Plain JSON. */
export type SegmentRule =
  | { readonly all: readonly SegmentRule[] }
  | { readonly any: readonly SegmentRule[] }
  | { readonly not: SegmentRule }
  | Condition;

/** When and for which business a rule is asked. */
export interface SegmentContext {
  /** Epoch milliseconds. Nothing later counts. */
  readonly now: number;
  /** ISO 4217: purchases in other currencies are no spend. */
  readonly currency: string;
  /** IANA zone of the business: whose days count as visits. */
  readonly timezone: string;
}
