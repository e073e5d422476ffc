/** Whether an error says that the database cannot be reached at the moment, rather than that a statement is wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  // No `instanceof`: errors may come from another realm, such as that of the network code under a test runner.
  const { code, name, message, cause, errors } = (error ?? {}) as Partial<Record<string, unknown>>;
  if (name === 'KnexTimeoutError') return true;
  if (typeof code === 'string' && (unreachable.has(code) || code.startsWith('08'))) return true;
  if (typeof message === 'string' && brokenConnection.test(message)) return true;
  if (Array.isArray(errors) && errors.some(isDatabaseUnavailable)) return true;
  return cause !== undefined && isDatabaseUnavailable(cause);
}

const brokenConnection =
  /^(Connection terminated|Client has encountered a connection error|timeout expired|Query read timeout)/;

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
