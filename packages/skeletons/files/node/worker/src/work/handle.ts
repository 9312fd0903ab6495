{% if needs.postgres -%}
import type { Greetings } from '../greetings/greetings.ts';
{% endif -%}
import { UselessError } from './work.ts';
import type { Message } from './work.ts';

/**
 * Does what a message asks for. It may get the same one twice, and the second time must change nothing. This one shows the
 * style; replace it with your own.
 */
{% if needs.postgres -%}
export function handler(greetings: Pick<Greetings, '{% if queues.any %}put{% else %}tidy{% endif %}'>) {
  return async ({ id, body }: Message): Promise<void> => {
    if (body === '') {
      throw new UselessError(`message ${id} is empty`);
    }
    await greetings.{% if queues.any %}put(body, `Hello, ${body}`){% else %}tidy(){% endif %};
  };
}
{%- else -%}
export async function handle(message: Message): Promise<void> {
  if (message.body === '') {
    throw new UselessError(`message ${message.id} is empty`);
  }
  await Promise.resolve();
}
{%- endif %}
