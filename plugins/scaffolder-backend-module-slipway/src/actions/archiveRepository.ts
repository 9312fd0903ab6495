import type { Config } from '@backstage/config';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { publishHost } from '../lib/hosts';
import { examples } from './archiveRepository.examples';

/** Closes a repository: it stays to be read, with its history, and can be opened again by hand. */
export function createArchiveRepositoryAction(deps: {
  config: Config;
  timeLimit?: number;
}) {
  return createTemplateAction({
    id: 'slipway:repository:archive',
    description:
      'Archives a repository, which stays to be read; run again, it changes nothing',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        host: z =>
          z
            .string()
            .optional()
            .describe(
              'A Git host under integrations; the only one when left out',
            ),
        owner: z => z.string().describe('The organization or group'),
        name: z => z.string().describe('The name of the repository'),
      },
    },
    async handler(ctx) {
      const { host, owner, name } = ctx.input;
      const place = publishHost(deps.config, host);
      const full = `${owner}/${name}`;
      if (ctx.isDryRun) {
        ctx.logger.info(`Would archive ${full} on ${place.host}`);
        return;
      }
      const { signal } = ctx;
      const { timeLimit } = deps;
      const done = await place
        .api(owner, name, { signal, timeLimit })
        .archive();
      ctx.logger.info(
        done
          ? `Archived ${full} on ${place.host}`
          : `${full} on ${place.host} is archived already, or gone`,
      );
    },
  });
}
