import { inKnownWords } from '../problems';
import { ClusterError } from './client';

/** A request that got no answer. */
export function networkError(error: unknown): ClusterError {
  const { cause, code, message } = error as {
    cause?: { code?: unknown; message?: unknown };
    code?: unknown;
    message?: unknown;
  };
  const text = [cause?.code, cause?.message, code, message].join(' ');
  return new ClusterError(
    'unreachable',
    inKnownWords(text) ?? 'the connection broke',
  );
}

/** The account is known, and may not. */
export const FORBIDDEN = 'answered 403';

/** An answer that is not a success. `body` is read only to tell who answered and why. */
export function answerError(
  status: number,
  body: string,
  retryAfter: string | undefined,
): ClusterError {
  if (status === 401 || status === 403) {
    return new ClusterError('denied', `answered ${status}`);
  }
  if (status === 410) {
    return new ClusterError('gone', 'the version asked for is too old');
  }
  const byPortal = /"error"\s*:\s*\{/.test(body.slice(0, 2_000));
  if (status === 404) {
    return byPortal
      ? new ClusterError(
          'unreachable',
          'the Kubernetes back end of this portal does not know it',
        )
      : new ClusterError('absent', 'the cluster has no such kind');
  }
  const words = byPortal ? inKnownWords(body) : undefined;
  return new ClusterError(
    'unreachable',
    words ?? `answered ${status}`,
    retryAfterMs(retryAfter),
  );
}

export function unusableAnswer(): ClusterError {
  return new ClusterError(
    'unusable',
    'the answer is not what Kubernetes sends',
  );
}

function retryAfterMs(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header && seconds > 0 ? Math.min(seconds, 60) * 1_000 : undefined;
}
