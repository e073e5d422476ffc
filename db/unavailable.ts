/** Whether an error says that the database cannot be reached at the moment, rather than that a statement is wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code, name } = cause as Error & { code?: unknown };
    if (name === 'KnexTimeoutError') return true;
    if (typeof code === 'string' && (unreachable.has(code) || code.startsWith('08'))) return true;
    if (/^(Connection terminated|Client has encountered a connection error)/.test(cause.message)) return true;
    if (cause instanceof AggregateError && cause.errors.some(isDatabaseUnavailable)) return true;
  }
  return false;
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '25006', // read-only transaction: a standby answered
  '53300', // too many connections
  '57P01', // terminated by the administrator
  '57P02', // crash shutdown
  '57P03', // cannot connect now: starting up or shutting down
]);
