import { lstat, writeFile } from 'node:fs/promises';
import {
  resolveSafeChildPath,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  versionIn,
  withVersion,
  type Version,
  type VersionPlace,
} from '@slipway/blueprint';
import { FIRST_BUILD_TAG, checkService } from '@slipway/model';
import type { Platform } from '@slipway/plugin-slipway-node';
import { repositoryAt } from '../lib/address';
import { authorOf } from '../lib/author';
import { refuse } from '../lib/findings';
import { publishHost } from '../lib/hosts';
import { proposeBranch } from '../lib/propose';
import { clone } from '../lib/push';
import { examples } from './proposeVersion.examples';

/** As registries have them. */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Promotes and rolls back alike: one line of one file, and people decide about it. */
export function createProposeVersionAction(deps: {
  config: Config;
  platform: Platform;
  timeLimit?: number;
}) {
  const { config, platform, timeLimit } = deps;
  return createTemplateAction({
    id: 'slipway:version:propose',
    description:
      'Opens a pull request that brings another version of a service to one of its environments: that of another environment, or a named one. Git stays the truth; run again, it finds what it opened',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        spec: z =>
          z.record(z.any()).describe('What slipway:service:find has found'),
        environment: z => z.string().describe('Where it is to run'),
        from: z =>
          z
            .string()
            .optional()
            .describe('The environment whose version it is, as Git has it'),
        version: z =>
          z
            .string()
            .optional()
            .describe("Instead of `from`: the image's tag, such as one before"),
        digest: z =>
          z
            .string()
            .optional()
            .describe('Of that image, where it is known: sha256:…'),
      },
      output: {
        pullRequestUrl: z =>
          z.string().optional().describe('Where people decide about it'),
        before: z => z.string().describe('The tag that Git has now'),
        after: z => z.string().describe('The tag that is proposed'),
      },
    },
    async handler(ctx) {
      const { environment, from, version, digest } = ctx.input;
      if ((from === undefined) === (version === undefined)) {
        throw new InputError(
          'Say which version: `from` names the environment that has it, or `version` the tag, and not both',
        );
      }
      const { service, findings } = checkService(
        structuredClone(ctx.input.spec),
      );
      if (!service) {
        refuse('The spec cannot be used', findings);
      }
      const { name } = service.metadata;
      const places = await platform.versions(service);
      const to = placeOf(places, environment, name);
      const where = repositoryAt(
        to.central?.url ?? service.spec.repository.url,
      );
      const full = `${where.owner}/${where.name}`;
      const git = publishHost(config, where.host);
      const limits = { signal: ctx.signal, timeLimit };
      const api = git.api(where.owner, where.name, limits);
      const base = to.central?.branch ?? (await api.about())?.branch;
      if (!base) {
        throw new InputError(
          `${git.host} has no repository ${full}, or none that the portal's user may see. Nothing was changed.`,
        );
      }
      const read = async ({ file }: VersionPlace) => {
        const content = await api.file(file, base);
        if (content === undefined) {
          throw new InputError(
            `${full} has no ${file} on ${base}: render the service first. Nothing was changed.`,
          );
        }
        return content;
      };
      const content = await read(to);
      const before = versionIn(content, to.image);
      if (!before) {
        throw new InputError(
          `${to.file} of ${full} names no version of ${to.image}: where an image exists already its tag is in slipway.yaml, under build.image. Nothing was changed.`,
        );
      }
      const source = from && placeOf(places, from, name);
      const wanted = source
        ? versionIn(await read(source), source.image)
        : { tag: version!, ...(digest && { digest }) };
      const after = checked(wanted, from);
      ctx.output('before', before.tag);
      ctx.output('after', after.tag);
      const next = withVersion(to.file, content, to.image, after);
      if (next === content) {
        ctx.logger.info(`${environment} of ${name} has ${after.tag} already`);
        return;
      }
      const title = `Bring ${name} ${after.tag} to ${environment}`;
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would open a pull request in ${full}: ${title}, in place of ${before.tag}`,
        );
        return;
      }
      const dir = await ctx.createTemporaryDirectory();
      const head = `slipway/${name}-${environment}-${after.tag}`
        // What Git allows in no name of a branch.
        .replace(/\.{2,}|\.lock$|[.]$/g, '-');
      const request = await proposeBranch({
        git,
        ...{ owner: where.owner, name: where.name },
        change: {
          title,
          body: bodyOf({ name, environment, from, before, after }),
          head,
          base,
        },
        clone: dir,
        author: authorOf(config),
        limits,
        logger: ctx.logger as LoggerService,
        isOurs: async () => (await api.file(to.file, head)) === next,
        write: async () => {
          await clone({
            host: git,
            auth: await git.pushAuth(where.owner, where.name),
            remoteUrl: git.places(where.owner, where.name).remoteUrl,
            dir,
            branch: base,
            limits,
          });
          const file = resolveSafeChildPath(dir, to.file);
          if (!(await lstat(file)).isFile()) {
            throw new InputError(
              `${to.file} of ${full} is a link: put the file itself there. Nothing was changed.`,
            );
          }
          await writeFile(file, next);
          return [to.file];
        },
      });
      ctx.output('pullRequestUrl', request.url);
    },
  });
}

function placeOf(
  places: readonly VersionPlace[],
  environment: string,
  name: string,
): VersionPlace {
  const found = places.find(place => place.environment === environment);
  if (!found) {
    throw new InputError(
      `${name} has no environment '${environment}'; there are ${places
        .map(place => place.environment)
        .join(', ')}`,
    );
  }
  return found;
}

function checked(version: Version | undefined, from?: string): Version {
  if (!version || version.tag === FIRST_BUILD_TAG) {
    throw new InputError(
      `${from} has no version yet: it waits for its first build. Nothing was changed.`,
    );
  }
  const { tag, digest } = version;
  if (!TAG.test(tag) || (digest !== undefined && !DIGEST.test(digest))) {
    throw new InputError(
      `${JSON.stringify(
        TAG.test(tag) ? digest : tag,
      )} is no tag or digest of an image: write them as 0.1.7-g1a2b3c4 and sha256:…`,
    );
  }
  return version;
}

function bodyOf(of: {
  name: string;
  environment: string;
  from?: string;
  before: Version;
  after: Version;
}): string {
  const { name, environment, from, before, after } = of;
  return [
    `**${environment}** of ${name} has \`${before.tag}\`, and gets \`${
      after.tag
    }\`${from ? `, as ${from} has it` : ''}${
      after.digest ? ` (\`${after.digest}\`)` : ''
    }.`,
    'Merging it deploys; closing it changes nothing.',
  ].join('\n\n');
}
