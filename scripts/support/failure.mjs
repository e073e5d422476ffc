import { stripVTControlCharacters } from 'node:util';

/** A foreseen failure: its message is the one clear line that the person at the terminal gets, without a stack. */
export class Failure extends Error {}

/** Thrown into work that is cut short because a stop was asked for; never shown. */
export class Stopped extends Error {}

/** The last non-empty line of `text` without terminal colours, at most 400 characters. */
export function lastLine(text) {
  const lines = stripVTControlCharacters(text).split('\n');
  return (
    lines
      .map((line) => line.trim())
      .filter(Boolean)
      .pop() ?? 'no output'
  ).slice(0, 400);
}

/** For `.catch()`: lets `handle` see foreseen failures only; a stop or a mistake of ours goes on. */
export const onlyFailures = (handle) => (error) => {
  if (!(error instanceof Failure)) throw error;
  return handle(error);
};
