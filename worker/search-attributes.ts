import type { NativeConnection } from '@temporalio/worker';
import { temporal } from '@temporalio/proto';
import type { Logger } from 'pino';
import { searchAttributeNames } from '../workflows/program.messages';

const keyword = temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;

/**
 * Registers the search attributes that the namespace lacks: a workflow that sets an unknown one would be stuck.
 * Throws an Error that says what to do when they are missing and cannot be registered.
 */
export async function ensureSearchAttributes(
  { operatorService }: NativeConnection,
  namespace: string,
  logger: Logger,
): Promise<void> {
  const missing = await missingAttributes();
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map((name) => [name, keyword]));
  const failure = await operatorService.addSearchAttributes({ namespace, searchAttributes }).then(
    () => null,
    (error: Error) => error,
  );
  // Another worker may have been faster: what counts is what is there now.
  const stillMissing = await missingAttributes();
  if (stillMissing.length > 0) {
    throw new Error(
      `Temporal lacks the search attributes ${stillMissing.join(', ')} and did not let them be added` +
        `${failure === null ? '' : ` (${failure.message})`}: add them as keywords to namespace ${namespace}`,
    );
  }
  logger.info({ missing }, 'registered search attributes');

  async function missingAttributes(): Promise<string[]> {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
    return Object.values(searchAttributeNames).filter((name) => customAttributes?.[name] !== keyword);
  }
}
