import { status } from '@grpc/grpc-js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { Logger } from 'pino';

/** What a caller is told instead of an answer. Its cause is for the log. */
export class Refused extends Error {
  readonly code: status;

  constructor(code: status, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** A call with one answer, as a function. What it throws fails its own call alone. */
export function unary<Asked, Answer>(
  log: Logger,
  answer: (asked: Asked) => Answer | Promise<Answer>,
): handleUnaryCall<Asked, Answer> {
  return ({ request, metadata }, callback) => {
    // What it throws at once is treated as what it throws later.
    const answered = Promise.resolve(request).then(answer);
    answered.then(
      found => callback(null, found),
      (error: unknown) => {
        const refused = error instanceof Refused ? error : new Refused(status.INTERNAL, 'internal error', error);
        if (refused.cause !== undefined) {
          log.error({ request_id: metadata.get('x-request-id')[0], error: refused }, 'call failed');
        }
        callback({ code: refused.code, details: refused.message });
      },
    );
  };
}
