const startedAt = Date.now();

/** One line on stderr with the time since the start: the report itself goes to stdout. */
export function progress(text: string): void {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
  process.stderr.write(`${seconds} s  ${text}\n`);
}
