import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import { log, setCurrentDetails, upsertSearchAttributes, uuid4, workflowInfo } from '@temporalio/workflow';
import type { ProgramPlan } from '../activities/program-plan';
import type { CommandName } from '../domain/program/commands';
import type { TimelineEntry } from '../domain/program/timeline';
import { activities, doTask, publishing } from './program-activities';
import { programDetails } from './program-details';
import {
  type CommandInput,
  type CommandResult,
  type ProgramWorkflowInput,
  type ProgramWorkflowState,
  searchAttributeNames,
} from './program.messages';

const attributes = {
  business: defineSearchAttributeKey(searchAttributeNames.business, 'KEYWORD'),
  status: defineSearchAttributeKey(searchAttributeNames.status, 'KEYWORD'),
  ruleType: defineSearchAttributeKey(searchAttributeNames.ruleType, 'KEYWORD'),
};

/** What one run of a program's workflow knows, and the only place that calls its activities. */
export class ProgramEntity {
  /** The row may have changed, or something is due: the plan must be asked for again. */
  stale = true;
  /** A command brought a new plan: the main loop publishes and sets its timer anew. */
  changed = false;
  commandsOfRun = 0;
  private plan: ProgramPlan | null = null;
  private lastCommand: ProgramWorkflowState['lastCommand'];
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly input: ProgramWorkflowInput) {
    this.lastCommand = input.lastCommand ?? null;
  }

  /** When there is something to do; Infinity if nothing is known. */
  get alarmAt(): number {
    return this.plan?.alarmAt ?? Number.POSITIVE_INFINITY;
  }

  /** What the alarm is for, for the Web UI. */
  get nextStep(): string {
    return this.plan?.program?.timeline[0]?.kind ?? 'nothing planned';
  }

  /** Whether something is to be done now for the customers of the program. */
  get hasTask(): boolean {
    return this.plan?.task != null && !this.stale;
  }

  get finished(): boolean {
    return this.plan?.finished === true && !this.stale;
  }

  /** Applies what is due and learns the alarm. */
  sync(): Promise<void> {
    return this.oneByOne(async () => {
      this.stale = false;
      this.adopt(await activities.syncProgram(this.request()));
    });
  }

  /**
   * Does the task that is due, then asks for the plan again. Commands are not held up by it: each of its steps is a
   * transaction of its own.
   */
  async keepHouse(): Promise<void> {
    const task = this.plan?.task;
    if (!task) return;
    await doTask.executeWithOptions({ summary: task.kind }, [{ ...this.request(), task }]);
    this.stale = true;
  }

  /** Publishes what the last transactions recorded. Whatever is not published now, the relay publishes. */
  async publish(): Promise<void> {
    this.changed = false;
    if (this.plan?.pending !== true) return;
    this.plan = { ...this.plan, pending: false };
    try {
      await publishing.publishProgramEvents(this.request());
    } catch (error) {
      log.warn('events are left to the relay', { error: String(error) });
    }
  }

  /** Runs one lifecycle command and answers it. */
  command(name: CommandName, command: CommandInput): Promise<CommandResult> {
    return this.oneByOne(async () => {
      this.commandsOfRun += 1;
      const { result, plan } = await activities.applyCommand({ ...this.request(), name, command });
      this.lastCommand = { name, outcome: result.outcome, at: Date.now() };
      this.adopt(plan);
      this.changed = true;
      return result;
    });
  }

  /** Runs a command that an operator sent as a signal: nobody waits for its outcome, so it is logged. */
  async operatorCommand(name: CommandName): Promise<void> {
    try {
      const { outcome } = await this.command(name, { commandId: uuid4(), actor: 'operator' });
      log.info('operator command', { name, outcome });
    } catch (error) {
      log.error('operator command failed', { name, error: String(error) });
    }
  }

  state(): ProgramWorkflowState {
    const { programId } = this.input;
    return {
      programId,
      status: this.plan?.program?.status ?? null,
      version: this.plan?.program?.version ?? 0,
      alarmAt: this.plan?.alarmAt ?? null,
      commandsSoFar: this.commandsSoFar,
      lastCommand: this.lastCommand,
    };
  }

  timeline(): TimelineEntry[] {
    return this.plan?.program?.timeline.filter((entry) => entry.at > Date.now()) ?? [];
  }

  /** What the next run is started with: all that this run knows and the row does not. */
  carried(): ProgramWorkflowInput {
    return { ...this.input, commandsSoFar: this.commandsSoFar, lastCommand: this.lastCommand };
  }

  private get commandsSoFar(): number {
    return (this.input.commandsSoFar ?? 0) + this.commandsOfRun;
  }

  private request() {
    const { programId, businessId } = this.input;
    return { programId, businessId, at: Date.now() };
  }

  /** One transaction at a time, in the order in which they were asked for; a failed one holds up nobody. */
  private oneByOne<T>(step: () => Promise<T>): Promise<T> {
    const result = this.queue.then(step);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private adopt(plan: ProgramPlan): void {
    this.plan = { ...plan, pending: plan.pending || this.plan?.pending === true };
    setCurrentDetails(programDetails(plan, this.lastCommand));
    this.showInLists();
  }

  /** Search attributes are written only when they changed: each write is an event and a row elsewhere. */
  private showInLists(): void {
    const program = this.plan?.program;
    if (!program) return;
    const wanted: SearchAttributeUpdatePair[] = [
      { key: attributes.business, value: this.input.businessId },
      { key: attributes.status, value: program.status },
      { key: attributes.ruleType, value: program.ruleType },
    ];
    const known = workflowInfo().typedSearchAttributes;
    const outdated = wanted.filter(({ key, value }) => known.get(key) !== value);
    if (outdated.length > 0) upsertSearchAttributes(outdated);
  }
}
