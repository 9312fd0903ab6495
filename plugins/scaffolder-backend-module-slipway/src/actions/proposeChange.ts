import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { checkNames } from '../lib/address';
import { authorOf } from '../lib/author';
import { pathsIn } from '../lib/existing';
import { publishHost } from '../lib/hosts';
import { propose } from '../lib/propose';
import { EXISTING, readTree } from '../lib/workspace';
import { examples } from './proposeChange.examples';

const BRANCH_NAME = /^[A-Za-z0-9_]+([./-][A-Za-z0-9_]+)*$/;

/** What was rendered becomes a branch of its own beside what is there, and a request that people decide about. */
export function createProposeChangeAction(deps: {
  config: Config;
  timeLimit?: number;
}) {
  return createTemplateAction({
    id: 'slipway:repository:propose',
    description:
      'Opens a pull request that adds the workspace to the repository that was read, and changes no file of it; run again, it finds what it opened',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        host: z => z.string().describe('A Git host of the portal'),
        owner: z => z.string().describe('The organization'),
        name: z => z.string().describe('The name of the repository'),
        base: z => z.string().describe('The branch that others work on'),
        branch: z => z.string().describe('The branch that is made for it'),
        title: z => z.string().describe('Of the pull request'),
        body: z => z.string().optional().describe('The same, as Markdown'),
      },
      output: {
        pullRequestUrl: z =>
          z.string().optional().describe('Where people decide about it'),
        files: z => z.number().describe('How many files it adds'),
      },
    },
    async handler(ctx) {
      const { host, owner, name, base, branch, title, body = '' } = ctx.input;
      checkNames({ owner, name });
      if (!BRANCH_NAME.test(branch)) {
        throw new InputError(
          `${JSON.stringify(
            branch,
          )} is no name for a branch: use letters, digits, '-', '_', '.' and '/'`,
        );
      }
      const dir = join(ctx.workspacePath, EXISTING);
      const existing = new Set(await pathsIn(dir));
      if (existing.size === 0) {
        throw new InputError(
          'There is nothing to add to: slipway:repository:inspect comes before this step',
        );
      }
      const { tree } = await readTree(ctx.workspacePath);
      const added = Object.keys(tree).filter(path => !existing.has(path));
      const full = `${owner}/${name}`;
      ctx.output('files', added.length);
      if (ctx.isDryRun) {
        // What is there is not what would be made.
        await rm(dir, { recursive: true, force: true });
        ctx.logger.info(
          `Would open a pull request in ${full} that adds ${added.length} files`,
        );
        return;
      }

      const { signal } = ctx;
      const { config, timeLimit } = deps;
      const request = await propose({
        git: publishHost(config, host),
        owner,
        name,
        change: { title, body, head: branch, base },
        clone: dir,
        from: ctx.workspacePath,
        files: Object.fromEntries(added.map(path => [path, tree[path]])),
        author: authorOf(config),
        limits: { signal, timeLimit },
        logger: ctx.logger,
      });
      ctx.output('pullRequestUrl', request.url);
    },
  });
}
