import type { Middleware, ParameterizedContext } from 'koa';
import type { Logger } from 'pino';
import { isDatabaseUnavailable } from '../../db/unavailable';
import { Problem, problemDocument, retryAfter } from '../problem';
import type { RequestState } from './request-context';

/** Answers every failure below with a problem document. What was not foreseen is logged and answered with 500. */
export function problems(logger: Logger): Middleware<RequestState> {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const problem = asProblem(error, ctx.method);
      if (problem.status >= 500) {
        logger.error({ err: error, requestId: ctx.state.requestId, code: problem.code }, problem.detail);
      }
      sendProblem(ctx, problem);
    }
  };
}

/** Writes a problem document as the answer. */
export function sendProblem(ctx: ParameterizedContext<RequestState>, problem: Problem): void {
  ctx.status = problem.status;
  ctx.set({ 'Cache-Control': 'no-store', ...problem.extras.headers });
  ctx.type = 'application/problem+json';
  ctx.body = JSON.stringify(problemDocument(problem));
}

function asProblem(error: unknown, method: string): Problem {
  if (error instanceof Problem) return error;
  if (isDatabaseUnavailable(error)) {
    const extras = { cause: error, headers: retryAfter(2) };
    return method === 'GET' || method === 'HEAD'
      ? new Problem('database_unavailable', 'The database cannot be reached; try again shortly.', extras)
      : new Problem('read_only', 'Nothing can be written at the moment; try again shortly.', extras);
  }
  if (isBadPath(error)) return new Problem('bad_request', 'The address is not encoded properly.');
  return new Problem('internal_error', 'The request could not be completed; try again.', { cause: error });
}

/** The router refuses addresses that do not decode. */
function isBadPath(error: unknown): boolean {
  return error instanceof URIError;
}
