import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';

/** An action of ACME's own: tells the company's chat of a new service, once. */
export function createAnnounceAction({
  config,
}: {
  config: RootConfigService;
}) {
  return createTemplateAction({
    id: 'acme:service:announce',
    description: 'Tells the chat of a new service; run again, it says nothing',
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string().describe('The name of the service'),
        url: z => z.string().optional().describe('Where its repository is'),
      },
    },
    async handler(ctx) {
      const { name, url } = ctx.input;
      const text = `${name} is there${url ? `: ${url}` : ''}`;
      if (ctx.isDryRun) {
        ctx.logger.info(`Would say: ${text}`);
        return;
      }
      const hook = config.getOptionalString('acme.chat.webhook');
      if (!hook) {
        throw new InputError(
          'Nobody said where the chat is: set acme.chat.webhook in app-config.yaml, then start the task again',
        );
      }
      // A chat cannot be asked whether it was said already, so "Retry" finds it in the task.
      await ctx.checkpoint({
        key: `announced.${name}`,
        fn: () => say(hook, text, ctx.signal),
      });
      ctx.logger.info(`Said: ${text}`);
    },
  });
}

async function say(hook: string, text: string, signal?: AbortSignal) {
  const answer = await fetch(hook, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
    signal,
  });
  if (!answer.ok) {
    // The address is a secret: who has it may write to the chat.
    throw new Error(`The chat answered ${answer.status}; start the task again`);
  }
  return true;
}
