import { inKnownWords } from '../problems';

export type VaultProblem =
  /** 401, 403, or a login that was refused. */
  | 'denied'
  /** No answer, or a failure. */
  | 'unreachable';

/** A failed read. The message is fit for pages and logs: it names no address. */
export class VaultError extends Error {
  constructor(
    readonly problem: VaultProblem,
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'VaultError';
  }
}

export function networkError(error: unknown): VaultError {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return new VaultError(
    'unreachable',
    inKnownWords(`${code} ${message}`) ?? 'the connection broke',
  );
}

export function answerError(status: number, retryAfter?: string): VaultError {
  if (status === 401 || status === 403) {
    return new VaultError('denied', `answered ${status}`);
  }
  const reason =
    status >= 300 && status < 400
      ? 'it redirects: name the address of the active server'
      : `answered ${status}`;
  const seconds = Number(retryAfter);
  return new VaultError(
    'unreachable',
    reason,
    retryAfter && seconds > 0 ? Math.min(seconds, 60) * 1_000 : undefined,
  );
}

export function unusable(): VaultError {
  return new VaultError('unreachable', 'the answer is not what Vault sends');
}
