import type { FastifyInstance } from 'fastify';

const LONGEST_NAME = 100;

/** What the service offers. The greeting shows the style; replace it with your own. */
export function registerApi(app: FastifyInstance): void {
  app.get<{ Params: { name: string } }>(
    '/v1/greetings/:name',
    { schema: { params: { type: 'object', properties: { name: { type: 'string', maxLength: LONGEST_NAME } } } } },
    ({ params }) => ({ message: `Hello, ${params.name}` }),
  );
}
