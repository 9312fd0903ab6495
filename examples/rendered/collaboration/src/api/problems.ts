import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';

/** What a caller is told instead of an answer. Its cause is for the log. */
export class Problem extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string, cause?: unknown) {
    super(message, { cause });
    this.statusCode = statusCode;
  }
}

/** Tells callers what is wrong as RFC 9457 has it; of what fails inside, the log alone is told. */
export function tellProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { statusCode = 500 } = error;
    if (statusCode >= 500) {
      request.log.error(error, 'request failed');
    }
    return tell(reply, statusCode, statusCode < 500 || error instanceof Problem ? error.message : undefined);
  });
  app.setNotFoundHandler((_request, reply) => tell(reply, 404));
}

function tell(reply: FastifyReply, status: number, detail?: string): FastifyReply {
  return reply.code(status).type('application/problem+json').send({ title: STATUS_CODES[status], status, detail });
}
