import type { Instant, Program, ProgramDefinition } from '../../../domain/program/program';

/** Something that an owner should know of a program before customers do. It stops nothing. */
export interface Warning {
  /** JSON pointer into the body. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  /** The program that it is about, where it is another one. */
  readonly program?: { readonly id: string; readonly name: string };
}

/** A location of the business that is open. */
export interface OpenLocation {
  readonly id: string;
  /** IANA zone. */
  readonly timezone: string;
}

/** What warnings look at beside the definition; all of it was read at `now`. */
export interface WarningContext {
  readonly now: Instant;
  /** The program as it is stored; null for a new one. */
  readonly stored: Program | null;
  /** Those that take part: of the definition's own, or of all. */
  readonly locations: readonly OpenLocation[];
  /** Live programs of the business, the one in question left out, the latest first. */
  readonly others: readonly Program[];
  /** Edges of schedules that one check may look at. */
  readonly mostEdges: number;
}

/** One thing that can be warned of. Pure. */
export type WarningCheck = (definition: ProgramDefinition, context: WarningContext) => Warning[];
