import type { Config } from '@backstage/config';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { checkNames } from '../lib/address';
import { BRANCH, publishHost } from '../lib/hosts';
import { examples } from './protectBranch.examples';

/** Only where the platform wants it. A host that refuses costs the service nothing but this. */
export function createProtectBranchAction(deps: {
  config: Config;
  timeLimit?: number;
}) {
  return createTemplateAction({
    id: 'slipway:branch:protect',
    description:
      'Protects the main branch of a new repository, so that nobody rewrites or removes it, where slipway.create.protectBranch is true in the configuration of the portal; the pipeline may still push',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        owner: z => z.string().describe('The organization'),
        name: z => z.string().describe('The name of the repository'),
        host: z =>
          z
            .string()
            .optional()
            .describe('A Git host of the portal; the only one when left out'),
      },
      output: {
        protected: z =>
          z.boolean().describe('Whether the branch is known to be protected'),
      },
    },
    async handler(ctx) {
      const { owner, name, host } = ctx.input;
      checkNames({ owner, name });
      const { config, timeLimit } = deps;
      const full = `${owner}/${name}`;
      ctx.output('protected', false);
      if (!config.getOptionalBoolean('slipway.create.protectBranch')) {
        ctx.logger.info(
          'The portal is not set to protect branches: slipway.create.protectBranch',
        );
        return;
      }
      if (ctx.isDryRun) {
        ctx.logger.info(`Would protect ${BRANCH} of ${full}`);
        return;
      }
      const { signal } = ctx;
      const api = publishHost(config, host).api(owner, name, {
        signal,
        timeLimit,
      });
      try {
        const now = await api.protect(BRANCH);
        ctx.logger.info(
          now
            ? `Protected ${BRANCH} of ${full}`
            : `${BRANCH} of ${full} is protected already`,
        );
        ctx.output('protected', true);
      } catch (error) {
        signal?.throwIfAborted();
        ctx.logger.warn(
          `${BRANCH} of ${full} is not protected: ${(error as Error).message}`,
        );
      }
    },
  });
}
