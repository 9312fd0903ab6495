import type { Greetings } from '../greetings/greetings.ts';
import { UselessError } from './work.ts';
import type { Message } from './work.ts';

/**
 * Does what a message asks for. It may get the same one twice, and the second time must change nothing. This one shows the
 * style; replace it with your own.
 */
export function handler(greetings: Pick<Greetings, 'put'>) {
  return async ({ id, body }: Message): Promise<void> => {
    if (body === '') {
      throw new UselessError(`message ${id} is empty`);
    }
    await greetings.put(body, `Hello, ${body}`);
  };
}
