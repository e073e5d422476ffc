import { createApplyCommand } from './apply-command';
import type { ActivityDependencies } from './dependencies';
import { createDoTask } from './do-task';
import { createPublishProgramEvents } from './publish-program-events';
import { createSyncProgram } from './sync-program';

/** The activities of program workflows, over what they need. Workflows know only the type of what this returns. */
export function createActivities(dependencies: ActivityDependencies) {
  return {
    syncProgram: createSyncProgram(dependencies),
    applyCommand: createApplyCommand(dependencies),
    doTask: createDoTask(dependencies),
    publishProgramEvents: createPublishProgramEvents(dependencies),
  };
}

export type ProgramActivities = ReturnType<typeof createActivities>;
