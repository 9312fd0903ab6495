import { UselessError } from './work.ts';
import type { Message } from './work.ts';

/**
 * Does what a message asks for. It may get the same one twice, and the second time must change nothing. This one shows the
 * style; replace it with your own.
 */
export async function handle(message: Message): Promise<void> {
  if (message.body === '') {
    throw new UselessError(`message ${message.id} is empty`);
  }
  await Promise.resolve();
}
