import type { FastifyInstance } from 'fastify';
import type { Greetings } from '../greetings/greetings.ts';
import { Problem, tellProblems } from './problems.ts';

const LONGEST = 100;

const params = { type: 'object', properties: { name: { type: 'string', maxLength: LONGEST } } };

const greeting = {
  type: 'object',
  properties: { message: { type: 'string', minLength: 1, maxLength: LONGEST } },
  required: ['message'],
};

/** What the service offers. The greeting shows the style; replace it with your own. */
export function registerApi(app: FastifyInstance, greetings: Pick<Greetings, 'message' | 'put'>): void {
  tellProblems(app);
  app.get<{ Params: { name: string } }>('/v1/greetings/:name', { schema: { params } }, async ({ params: { name } }) => ({
    message: (await greetings.message(name).catch(away)) ?? `Hello, ${name}`,
  }));
  app.put<{ Params: { name: string }; Body: { message: string } }>(
    '/v1/greetings/:name',
    { schema: { params, body: greeting } },
    async ({ params: { name }, body: { message } }) => {
      await greetings.put(name, message).catch(away);
      return { message };
    },
  );
}

/** A database that does not answer is no fault of the caller, who may ask again. */
function away(error: unknown): never {
  throw new Problem(503, 'the greetings cannot be reached just now', error);
}
