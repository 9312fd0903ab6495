import { copyFile, lstat, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { LOCK_FILE } from '@slipway/blueprint';
import { checkNames } from '../lib/address';
import { authorOf } from '../lib/author';
import { EXISTING, pathsIn } from '../lib/existing';
import { publishHost } from '../lib/hosts';
import { pushBranch } from '../lib/push';
import { untilShown } from '../lib/untilShown';
import { readTree } from '../lib/workspace';
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
      const { timeLimit } = deps;
      const git = publishHost(deps.config, host);
      const api = git.api(owner, name, { signal, timeLimit });
      const lock = added.find(
        path => path === LOCK_FILE || path.endsWith(`/${LOCK_FILE}`),
      );
      if (await api.head(branch)) {
        const theirs = lock && (await api.file(lock, branch));
        if (theirs !== tree[lock!]?.content) {
          throw new ConflictError(
            `${full} has a branch ${branch} already, with another proposal or with changes to this one; nothing in it was touched. Go on there, or close its pull request, remove the branch and try again.`,
          );
        }
        ctx.logger.info(`${branch} is there already, from an earlier run`);
      } else {
        for (const path of added) {
          await addFile(ctx.workspacePath, dir, path);
        }
        const commit = await pushBranch({
          host: git,
          auth: await git.pushAuth(owner, name),
          dir,
          branch,
          files: added,
          message: title,
          author: authorOf(deps.config),
          limits: { signal, timeLimit },
        });
        await untilShown(api, git.host, { branch, signal });
        ctx.logger.info(
          `Pushed ${commit.slice(0, 7)} to ${branch}: ${
            added.length
          } files, none of yours changed`,
        );
      }
      const request = await api.request({ title, body, head: branch, base });
      ctx.logger.info(
        `${request.created ? 'Opened' : 'Found'} the pull request ${
          request.url
        }`,
      );
      ctx.output('pullRequestUrl', request.url);
    },
  });
}

/** A link in the repository may lead anywhere, and is never written through. */
async function addFile(from: string, to: string, path: string): Promise<void> {
  const source = join(from, path);
  let target: string;
  try {
    target = resolveSafeChildPath(to, path);
  } catch {
    throw new InputError(
      `${path} would be written through a link of the repository that leads outside. Remove the link first; nothing was changed.`,
    );
  }
  if (await lstat(target).catch(() => undefined)) {
    throw new InputError(
      `${path} is there already under a name that differs by case, or behind a link; nothing was changed.`,
    );
  }
  await mkdir(dirname(target), { recursive: true });
  await copyFile(source, target);
}
