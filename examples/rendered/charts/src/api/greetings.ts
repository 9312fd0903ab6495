import type { FastifyInstance } from 'fastify';
import { tellProblems } from './problems.ts';

const LONGEST = 100;

const params = { type: 'object', properties: { name: { type: 'string', maxLength: LONGEST } } };

/** What the service offers. The greeting shows the style; replace it with your own. */
export function registerApi(app: FastifyInstance): void {
  tellProblems(app);
  app.get<{ Params: { name: string } }>('/v1/greetings/:name', { schema: { params } }, ({ params: { name } }) => ({
    message: `Hello, ${name}`,
  }));
}
