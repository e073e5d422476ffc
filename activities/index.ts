import { createApplyCommand } from './apply-command';
import { createRunChunk } from './bulk-chunk';
import { createCloseOperation } from './bulk-close';
import { createWakePrograms } from './bulk-wake';
import type { ActivityDependencies } from './dependencies';
import { createDoTask } from './do-task';
import { createPublishProgramEvents } from './publish-program-events';
import { createSyncProgram } from './sync-program';

/** The activities of all workflows, over what they need. Workflows know only the type of what this returns. */
export function createActivities(dependencies: ActivityDependencies) {
  return {
    syncProgram: createSyncProgram(dependencies),
    applyCommand: createApplyCommand(dependencies),
    doTask: createDoTask(dependencies),
    publishProgramEvents: createPublishProgramEvents(dependencies),
    runChunk: createRunChunk(dependencies),
    closeOperation: createCloseOperation(dependencies),
    wakePrograms: createWakePrograms(dependencies),
  };
}

export type ProgramActivities = ReturnType<typeof createActivities>;
