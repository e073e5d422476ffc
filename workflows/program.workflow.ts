import {
  allHandlersFinished,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { commandNames } from '../domain/program/command-names';
import { ProgramEntity } from './program-entity';
import {
  commandSignals,
  commandUpdates,
  type ProgramWorkflowInput,
  revisedSignal,
  stateQuery,
  timelineQuery,
} from './program.messages';

/** Well under the 2,000 updates that the server takes per run. */
const commandsPerRun = 1_000;

/** Even a program with nothing to do looks at its row this often, and so moves on to the code of the day. */
const longestSleepMs = 30 * 24 * 60 * 60 * 1000;

/**
 * One program: its alarm clock, and the one who carries out single commands. Sleeps until something is due (start, end, windows
 * and blackouts, the clean-up after deletion), takes commands as updates (API) and signals (operators), and ends when
 * nothing can happen to the program any more. The row is the truth; every transition is one transaction of an activity.
 */
export async function programWorkflow(input: ProgramWorkflowInput): Promise<void> {
  // State first, handlers second, the first await last: messages may be waiting already.
  const program = new ProgramEntity(input);
  for (const name of commandNames) {
    setHandler(commandUpdates[name], (command) => program.command(name, command));
    setHandler(commandSignals[name], () => program.operatorCommand(name));
  }
  setHandler(revisedSignal, () => {
    program.stale = true;
  });
  setHandler(stateQuery, () => program.state());
  setHandler(timelineQuery, () => program.timeline());

  let rested = false;
  const rollOver = () =>
    rested ||
    workflowInfo().continueAsNewSuggested ||
    program.commandsOfRun >= (input.continueAsNewAfter ?? commandsPerRun);
  const woken = () => program.stale || program.changed || rollOver();

  for (;;) {
    if (program.stale) await program.sync();
    await program.publish();
    if (program.hasTask) {
      await program.keepHouse();
      continue;
    }
    if (program.finished || rollOver()) await condition(allHandlersFinished);
    if (program.finished && !program.changed) return;
    if (rollOver()) await continueAsNew<typeof programWorkflow>(program.carried());
    const sleepMs = Math.min(program.alarmAt - Date.now(), longestSleepMs);
    if (await condition(woken, Math.max(1, sleepMs), { summary: program.nextStep })) continue;
    rested = Date.now() < program.alarmAt;
    program.stale = !rested;
  }
}
