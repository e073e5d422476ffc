import { iso } from './iso';
import type { Revision, RevisionKind } from './revision';
import { statusAt } from './status';

/** Version of the event envelope and payloads below; raised when a consumer would have to change. */
export const eventSchemaVersion = 1;

/** What other systems read from the stream and the feed. */
export interface ProgramEvent {
  readonly eventId: string;
  readonly eventType: `loyalty.program.${RevisionKind}`;
  readonly timestamp: string;
  /** The revision's number: gapless and ordered per program. */
  readonly sequence: number;
  readonly schemaVersion: number;
  readonly payload: Record<string, unknown>;
}

/** The event that a revision is. Pure: the same revision always gives the same event. */
export function programEvent(revision: Revision, eventId: string): ProgramEvent {
  const { program, kind, actor, occurredAt, previousStatus } = revision;
  return {
    eventId,
    eventType: `loyalty.program.${kind}`,
    timestamp: iso(occurredAt),
    sequence: revision.number,
    schemaVersion: eventSchemaVersion,
    payload: {
      programId: program.id,
      businessId: program.businessId,
      name: program.name,
      ruleType: program.ruleType,
      status: statusAt(program, occurredAt),
      startsAt: iso(program.startsAt),
      endsAt: iso(program.endsAt),
      ...(program.experiment === null ? {} : { experimentId: program.experiment.id }),
      [`${camelCase(kind)}By`]: actor,
      ...(previousStatus === null ? {} : { previousStatus }),
    },
  };
}

/** `window_opened` as the beginning of a field's name: `windowOpened`. */
function camelCase(kind: RevisionKind): string {
  return kind.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
