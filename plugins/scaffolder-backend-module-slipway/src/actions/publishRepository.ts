import type { Config } from '@backstage/config';
import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { LOCK_FILE } from '@slipway/blueprint';
import { checkNames } from '../lib/address';
import { authorOf } from '../lib/author';
import { publishHost, type Visibility } from '../lib/hosts';
import { push } from '../lib/push';
import { untilShown } from '../lib/untilShown';
import { takenBy } from '../lib/takenBy';
import { copyService, readTree } from '../lib/workspace';
import { examples } from './publishRepository.examples';

/**
 * Stands beside the stock `publish:` actions because it can be run again: a repository that an earlier run of the
 * same task made is recognized by its lock, one of somebody else is never written to.
 */
export function createPublishRepositoryAction(deps: {
  config: Config;
  timeLimit?: number;
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
        commitHash: z =>
          z.string().optional().describe('The commit that the branch is at'),
      },
    },
    async handler(ctx) {
      const { owner, name, description = '', host } = ctx.input;
      checkNames({ owner, name });
      const { signal } = ctx;
      const git = publishHost(deps.config, host);
      const where = git.places(owner, name);
      ctx.output('remoteUrl', where.url);
      ctx.output('repoContentsUrl', where.repoContentsUrl);
      ctx.output('catalogInfoUrl', where.catalogInfoUrl);
      if (ctx.isDryRun) {
        ctx.logger.info(`Would publish to ${where.url}`);
        return;
      }

      const { timeLimit } = deps;
      const api = git.api(owner, name, { signal, timeLimit });
      let existing = await api.repository();
      if (!existing) {
        if (!(await api.ownerExists())) {
          throw new InputError(
            `${git.host} has no organization '${owner}'; create it there, or name another in the template`,
          );
        }
        const created = await api.createRepository(
          description,
          visibilityOf(deps.config),
        );
        ctx.logger.info(
          created ? `Created ${where.url}` : `${where.url} is there already`,
        );
        // Somebody was faster, or the portal's user may not see what is there.
        existing = created ? { empty: true } : await api.repository();
      }
      if (!existing?.empty) {
        const { tree } = await readTree(ctx.workspacePath);
        const taken = existing
          ? await takenBy(api, tree[LOCK_FILE]?.content)
          : "and the portal's user may not see it";
        if (taken) {
          throw new ConflictError(
            `${where.url} exists already ${taken}; nothing in it was touched. Choose another name, create with the very same values as before, or remove the repository if nobody needs it.`,
          );
        }
        ctx.logger.info(`${where.url} is filled already, by an earlier run`);
        ctx.output('commitHash', await api.head());
        return;
      }

      const dir = await ctx.createTemporaryDirectory();
      await copyService(ctx.workspacePath, dir);
      const commit = await push({
        host: git,
        auth: await git.pushAuth(owner, name),
        remoteUrl: where.remoteUrl,
        dir,
        message: `Create ${name} from the golden path`,
        author: authorOf(deps.config),
        limits: { signal, timeLimit },
      });
      await untilShown(api, git.host, { signal });
      ctx.logger.info(`Pushed ${commit.slice(0, 7)} to ${where.url}`);
      ctx.output('commitHash', commit);
    },
  });
}

function visibilityOf(config: Config): Visibility {
  const set = 'slipway.create.repository.visibility';
  const wanted = config.getOptionalString(set) ?? 'private';
  if (wanted !== 'private' && wanted !== 'public') {
    throw new InputError(
      `${set} in the portal's configuration is '${wanted}': write private or public`,
    );
  }
  return wanted;
}
