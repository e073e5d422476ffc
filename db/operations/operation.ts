import type { CommandName } from '../../domain/program/command-names';
import type { Instant, ProgramDefinition } from '../../domain/program/program';
import type { Actor } from '../../domain/program/revision';

/*
 * Glossary
 *   operation   one action on up to 1,000 programs, asked for at once
 *   item        one program of an operation: what is to be done to it, then what became of it
 */

/** How many programs one operation may name. */
export const mostPrograms = 1_000;

/** How long an operation can be read after it has finished. */
export const operationsKeptForDays = 30;

export type BulkAction = CommandName | 'duplicate' | 'update';

export const operationStatuses = ['RUNNING', 'COMPLETED', 'CANCELLED', 'FAILED'] as const;
export type OperationStatus = (typeof operationStatuses)[number];

/** An operation as stored, with how far it has got. */
export interface Operation {
  readonly id: string;
  readonly businessId: string;
  readonly action: BulkAction;
  readonly actor: Actor;
  readonly status: OperationStatus;
  readonly createdAt: Instant;
  readonly cancelRequestedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly progress: Progress;
}

/** How many programs there are, how many have an outcome, and which. */
export interface Progress {
  readonly total: number;
  readonly done: number;
  readonly succeeded: number;
  readonly failed: number;
}

export const itemOutcomes = ['succeeded', 'failed', 'cancelled'] as const;

/** What became of one program, as callers read it. */
export interface ItemResult {
  readonly programId: string;
  readonly status: (typeof itemOutcomes)[number];
  /** Why not; the codes of problem documents. */
  readonly code?: string;
  readonly message?: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly message: string }[];
  readonly allowed?: readonly string[];
  /** The program after it; of a duplication the copy. */
  readonly program?: object;
}

/** What was worked out for one program when the operation was accepted. Plain JSON. */
export type ItemRequest =
  | {
      readonly kind: 'update';
      /** The version that the definition was checked against. */
      readonly version: number;
      readonly definition: ProgramDefinition;
    }
  | {
      readonly kind: 'duplicate';
      readonly copyId: string;
      readonly definition: ProgramDefinition;
      readonly isActive: boolean;
    };

/** One program of an operation that is about to be stored: what is to be done, or what is settled already. */
export interface NewItem {
  readonly programId: string;
  readonly request?: ItemRequest;
  readonly result?: ItemResult;
}
