import { inKnownWords } from '../problems';

export type ServerProblem =
  /** 401, 403, or a login that was refused. */
  | 'denied'
  /** No answer, or a failure. */
  | 'unreachable';

/** A failed read. The message is fit for pages and logs: it names no address. */
export class ServerError extends Error {
  constructor(
    readonly problem: ServerProblem,
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'ServerError';
  }
}

export function networkError(error: unknown): ServerError {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return new ServerError(
    'unreachable',
    inKnownWords(`${code} ${message}`) ?? 'the connection broke',
  );
}

export function answerError(status: number, retryAfter?: string): ServerError {
  if (status === 401 || status === 403) {
    return new ServerError('denied', `answered ${status}`);
  }
  const reason =
    status >= 300 && status < 400
      ? 'it redirects: name the address that it leads to'
      : `answered ${status}`;
  const seconds = Number(retryAfter);
  return new ServerError(
    'unreachable',
    reason,
    retryAfter && seconds > 0 ? Math.min(seconds, 60) * 1_000 : undefined,
  );
}

export function unusable(product: string): ServerError {
  return new ServerError(
    'unreachable',
    `the answer is not what ${product} sends`,
  );
}
