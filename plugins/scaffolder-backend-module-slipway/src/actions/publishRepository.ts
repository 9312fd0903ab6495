import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, isError } from '@backstage/errors';
import type { Config } from '@backstage/config';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import {
  createTemplateAction,
  initRepoAndPush,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { LOCK_FILE } from '@slipway/blueprint';
import { giteaApi, giteaIntegration, giteaRepository } from '../lib/gitea';
import { readTree } from '../lib/workspace';
import { examples } from './publishRepository.examples';

/**
 * Stands beside `publish:gitea` because it can be run again: a repository that an earlier run of the
 * same task made is recognized by its lock, one of somebody else is never written to.
 */
export function createPublishRepositoryAction(deps: {
  integrations: ScmIntegrationRegistry;
  config: Config;
}) {
  return createTemplateAction({
    id: 'slipway:repository:publish',
    description:
      'Creates a repository at the Git host and pushes the workspace; run again, it goes on where it stopped',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        owner: z => z.string().describe('The organization'),
        name: z => z.string().describe('The name of the repository'),
        description: z => z.string().optional().describe('One line'),
        host: z =>
          z
            .string()
            .optional()
            .describe('A Git host of the portal; the only one when left out'),
      },
      output: {
        remoteUrl: z => z.string().describe('Where the repository is'),
        repoContentsUrl: z => z.string().describe('Where its files are seen'),
        catalogInfoUrl: z => z.string().describe('Its catalog file'),
      },
    },
    async handler(ctx) {
      const { owner, name, description = '', host } = ctx.input;
      const gitea = giteaIntegration(deps.integrations, host);
      const where = giteaRepository(gitea.baseUrl, owner, name);
      ctx.output('remoteUrl', where.url);
      ctx.output('repoContentsUrl', where.repoContentsUrl);
      ctx.output('catalogInfoUrl', where.catalogInfoUrl);
      if (ctx.isDryRun) {
        ctx.logger.info(`Would publish to ${where.url}`);
        return;
      }

      const api = giteaApi(gitea, ctx.signal);
      const existing = await api.repository(owner, name);
      if (!existing) {
        if (!(await api.organizationExists(owner))) {
          throw new InputError(
            `${gitea.host} has no organization '${owner}'; create it there, or name another in the template`,
          );
        }
        await api.createRepository(owner, name, description);
        ctx.logger.info(`Created ${where.url}`);
      } else if (!existing.empty) {
        const tree = await readTree(ctx.workspacePath);
        const theirs = await api.file(owner, name, LOCK_FILE);
        if (theirs === undefined || theirs !== tree[LOCK_FILE]?.content) {
          throw new ConflictError(
            `${where.url} exists already and was not made by this task. Choose another name, or remove the repository if nobody needs it; nothing in it was touched.`,
          );
        }
        ctx.logger.info(`${where.url} is there already, from an earlier run`);
        return;
      }

      await push().catch(error => {
        throw new ConflictError(
          `${gitea.host} refused the push to ${owner}/${name}: ${
            isError(error) ? error.message : error
          }. The repository is there and empty; check that the portal's user may push, then run this again with the same values.`,
        );
      });
      ctx.logger.info(`Pushed to ${where.url}, branch main`);

      function push() {
        return initRepoAndPush({
          dir: ctx.workspacePath,
          remoteUrl: where.remoteUrl,
          defaultBranch: 'main',
          auth: {
            username: gitea.username ?? '',
            password: gitea.password ?? '',
          },
          logger: quiet(ctx.logger),
          commitMessage: `Create ${name} from the golden path`,
          gitAuthorInfo: {
            name: deps.config.getOptionalString(
              'scaffolder.defaultAuthor.name',
            ),
            email: deps.config.getOptionalString(
              'scaffolder.defaultAuthor.email',
            ),
          },
        });
      }
    },
  });
}

/** Git's own steps, with the folders of this server in them, are not for the task's log. */
function quiet(logger: LoggerService): LoggerService {
  return {
    error: (message, meta) => logger.error(String(message), meta as JsonObject),
    warn: (message, meta) => logger.warn(message, meta as JsonObject),
    info: () => undefined,
    debug: () => undefined,
    child: () => quiet(logger),
  };
}
