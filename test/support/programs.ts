import { randomUUID } from 'node:crypto';
import { createProgram } from '../../domain/program/create';
import {
  definitionDefaults,
  type Instant,
  type Program,
  type ProgramDefinition,
} from '../../domain/program/program';
import type { Change } from '../../domain/program/revision';
import { ruleFor } from '../../domain/rules';

/** An instant that tests count from: a Sunday noon in UTC. */
export const noon: Instant = Date.UTC(2026, 10, 22, 12);

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A definition that is valid as it is, with what a test wants to differ. */
export function definitionOf(differing: Partial<ProgramDefinition> = {}): ProgramDefinition {
  return {
    name: 'Coffee card',
    description: null,
    ruleType: 'PUNCH_CARD',
    ruleConfigDomain: 'SIMPLE',
    ruleConfig: ruleFor('PUNCH_CARD').defaults,
    startsAt: null,
    endsAt: null,
    timezone: 'Europe/Berlin',
    currency: 'EUR',
    locationIds: null,
    ...definitionDefaults,
    ...differing,
  };
}

/** How a program is created in a test. */
export interface Wish extends Partial<ProgramDefinition> {
  readonly isActive?: boolean;
  readonly businessId?: string;
  readonly at?: Instant;
}

/** A new program with its first revisions, by the function that the product uses. */
export function createdProgram({
  isActive = true,
  businessId = randomUUID(),
  at = noon,
  ...rest
}: Wish = {}): Change {
  const creation = {
    id: randomUUID(),
    businessId,
    actor: 'user:owner' as const,
    commandId: null,
    isActive,
    at,
  };
  return createProgram(definitionOf(rest), creation);
}

/** As `createdProgram`, without its revisions, and with facts that a test wants to differ. */
export function programOf(wish: Wish = {}, facts: Partial<Program> = {}): Program {
  return { ...createdProgram(wish).program, ...facts };
}
