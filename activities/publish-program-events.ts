import type { ActivityDependencies, ProgramRequest } from './dependencies';

/**
 * Makes `publishProgramEvents`: publishes what waits of one program. Never fails because of the stream: what cannot
 * be published now is published by the relay when it can.
 */
export function createPublishProgramEvents({ publisher }: ActivityDependencies) {
  return async function publishProgramEvents({ programId }: ProgramRequest): Promise<void> {
    await publisher.publishProgram(programId);
  };
}
