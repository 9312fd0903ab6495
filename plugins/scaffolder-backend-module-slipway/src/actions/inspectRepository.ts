import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { inspectRepository, isForeign } from '@slipway/blueprint';
import { parseService, serviceDocument } from '@slipway/model';
import { repositoryAt } from '../lib/address';
import { pathsIn, textsIn } from '../lib/existing';
import { EXISTING } from '../lib/workspace';
import { refuse } from '../lib/findings';
import { publishHost } from '../lib/hosts';
import { clone } from '../lib/push';
import { examples } from './inspectRepository.examples';

/** The first step of adding to what is there; run after the pull request was merged, it finds the service in it. */
export function createInspectRepositoryAction(deps: {
  config: Config;
  timeLimit?: number;
}) {
  return createTemplateAction({
    id: 'slipway:repository:inspect',
    description:
      'Reads a repository that is there, runs nothing of it, and says what a service in it would be',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        url: z =>
          z.string().describe('Its address, as https://github.com/shop/carts'),
        folder: z =>
          z
            .string()
            .optional()
            .describe('Where the service is, in a repository of several'),
      },
      output: {
        found: z =>
          z
            .record(z.any())
            .describe('What slipway:spec:compose takes as `found`'),
        seen: z => z.string().describe('What was seen and where, as a list'),
        asks: z => z.string().describe('What somebody has to look at'),
        repository: z =>
          z
            .object({
              host: z.string(),
              owner: z.string(),
              name: z.string(),
              branch: z.string(),
            })
            .describe('Where it is, and the branch that others work on'),
        catalogInfoUrl: z => z.string().describe('Its catalog file'),
        added: z =>
          z.boolean().describe('Whether it has a slipway.yaml already'),
        spec: z => z.record(z.any()).optional().describe('What that one says'),
      },
    },
    async handler(ctx) {
      const { signal } = ctx;
      const { config, timeLimit } = deps;
      const folder = folderOf(ctx.input.folder ?? '');
      const { host, owner, name } = repositoryAt(ctx.input.url);
      const git = publishHost(config, host);
      const about = await git.api(owner, name, { signal, timeLimit }).about();
      if (!about) {
        throw new NotFoundError(
          `${git.host} has no repository ${owner}/${name}, or none that the portal's user may see. Nothing was done.`,
        );
      }
      if (about.archived) {
        throw new InputError(
          `${owner}/${name} is archived: nobody can add to it. Open it again first; nothing was done.`,
        );
      }
      const { branch } = about;
      const where = git.places(owner, name, { branch, folder });
      const dir = join(ctx.workspacePath, EXISTING);
      await rm(dir, { recursive: true, force: true });
      await clone({
        host: git,
        auth: await git.pushAuth(owner, name),
        remoteUrl: where.remoteUrl,
        dir,
        branch,
        limits: { signal, timeLimit },
      });
      const paths = (await pathsIn(dir)).filter(path =>
        path.startsWith(folder),
      );
      const own = paths.map(path => path.slice(folder.length));
      if (own.length === 0) {
        throw new InputError(
          folder
            ? `${owner}/${name} has no folder ${folder} on its branch ${branch}`
            : `${owner}/${name} is empty: create the service with one of the other templates`,
        );
      }
      const texts = await textsIn(
        join(dir, folder),
        own.filter(path => !isForeign(path)),
      );
      ctx.output('repository', { host: git.host, owner, name, branch });
      ctx.output('catalogInfoUrl', where.catalogInfoUrl);

      const written = texts['slipway.yaml']?.content;
      if (written !== undefined) {
        const { service, findings } = parseService(written);
        if (!service) {
          refuse(`slipway.yaml of ${owner}/${name} cannot be read`, findings);
        }
        await rm(dir, { recursive: true, force: true });
        ctx.logger.info(
          `${owner}/${name} has ${service.metadata.name} already`,
        );
        ctx.output('added', true);
        ctx.output('spec', serviceDocument(service));
        return;
      }

      const { proposal, seen, asks } = inspectRepository(texts);
      if (!proposal.runtime) {
        throw new InputError(
          `Nothing in ${owner}/${name} tells how it is built: it has no Dockerfile, and none of go.mod, package.json, pyproject.toml and pom.xml. Add a Dockerfile first; nothing was done.`,
        );
      }
      seen.forEach(({ what, by }) => ctx.logger.info(`${by}: ${what}`));
      ctx.output('added', false);
      ctx.output('found', {
        name: nameOf(folder ? folder.slice(0, -1).split('/').pop()! : name),
        ...proposal,
        repository: {
          host: git.host,
          owner,
          name,
          ...(branch === 'main' ? {} : { branch }),
          ...(folder ? { path: folder.slice(0, -1) } : {}),
        },
      });
      ctx.output(
        'seen',
        listed(seen.map(({ what, by }) => `${what} (\`${by}\`)`)),
      );
      ctx.output('asks', listed(asks));
    },
  });
}

/** Empty, or with a slash behind it; what leaves the repository is none. */
function folderOf(given: string): string {
  const parts = given.split('/').filter(part => part !== '');
  if (parts.some(part => !/^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(part))) {
    throw new InputError(
      `${JSON.stringify(
        given,
      )} is no folder of a repository, such as services/carts`,
    );
  }
  return parts.length ? `${parts.join('/')}/` : '';
}

/** As near to the repository's name as the rule for services allows. */
function nameOf(repository: string): string {
  return repository
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
}

function listed(lines: readonly string[]): string {
  return lines.length
    ? lines.map(line => `- ${line}`).join('\n')
    : '- Nothing.';
}
