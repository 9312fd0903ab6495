import { status } from '@grpc/grpc-js';
import type { Logger } from 'pino';
{%- if needs.postgres %}
import type { Greetings } from '../greetings/greetings.ts';
{%- endif %}
import type { GreetingsServer } from './greetings/v1/greetings.ts';
import { Refused, unary } from './unary.ts';

const LONGEST = 100;

/** What the service offers. The greeting shows the style; replace it with your own. */
{%- if needs.postgres %}
export function greetingsService(log: Logger, greetings: Pick<Greetings, 'message' | 'put'>): GreetingsServer {
  return {
    greet: unary(log, async ({ name }) => {
      short('name', name);
      const message = await greetings.message(name).catch(away);
      return { message: message ?? `Hello, ${name}` };
    }),
    put: unary(log, async ({ name, message }) => {
      short('name', name);
      short('message', message);
      await greetings.put(name, message).catch(away);
      return {};
    }),
  };
}

/** A database that is away is no fault of the caller, who may ask again. */
function away(error: unknown): never {
  throw new Refused(status.UNAVAILABLE, 'the greetings cannot be reached just now', error);
}
{%- else %}
export function greetingsService(log: Logger): GreetingsServer {
  return {
    greet: unary(log, ({ name }) => {
      short('name', name);
      return { message: `Hello, ${name}` };
    }),
  };
}
{%- endif %}

/** Refuses what is missing, or too long to be kept. */
function short(what: string, text: string): void {
  if (text === '') {
    throw new Refused(status.INVALID_ARGUMENT, `the ${what} is missing`);
  }
  if ([...text].length > LONGEST) {
    throw new Refused(status.INVALID_ARGUMENT, `the ${what} is longer than ${LONGEST} characters`);
  }
}
