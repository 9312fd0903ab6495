import { status } from '@grpc/grpc-js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { Logger } from 'pino';

/** What a caller is told instead of an answer. */
export class Refused extends Error {
  readonly code: status;

  constructor(code: status, message: string) {
    super(message);
    this.code = code;
  }
}

/** A call with one answer, as a function. What it throws fails its own call alone. */
export function unary<Asked, Answer>(
  log: Logger,
  answer: (asked: Asked) => Answer | Promise<Answer>,
): handleUnaryCall<Asked, Answer> {
  return ({ request }, callback) => {
    // What it throws at once is treated as what it throws later.
    const answered = Promise.resolve(request).then(answer);
    answered.then(
      found => callback(null, found),
      (error: unknown) => {
        if (error instanceof Refused) {
          callback({ code: error.code, details: error.message });
        } else {
          log.error(error, 'call failed');
          callback({ code: status.INTERNAL, details: 'internal error' });
        }
      },
    );
  };
}
