import type { RenderContext } from '../../context';
import { toYaml } from '../../kubernetes';
import { byChart } from '../delivery/chart';
import { releases, use } from './actions';
import {
  commitAndPush,
  promotionOf,
  proposalBranch,
  setImages,
  withDigest,
} from './promotion';
import { registryOf } from './registry';
import { hasTests } from './tests';

type Host = 'github' | 'gitea';

/** An expression of the workflow language, which is not one of this file's. */
const expression = (text: string) => `\${{ ${text} }}`;

/** GitHub's workflow. Gitea reads the same, and has neither OIDC nor GitHub's cache. */
export function workflow(ctx: RenderContext, host: Host): string {
  const { onMerge, byRequest } = promotionOf(ctx);
  const document = {
    name: ctx.root ? ctx.name : 'ci',
    on: {
      pull_request: ctx.root ? { paths: [`${ctx.root}**`] } : {},
      push: { branches: [ctx.repository.branch], ...pathsOf(ctx) },
    },
    permissions: { contents: 'read' },
    concurrency: {
      group: `${ctx.root ? ctx.name : 'ci'}-${expression('github.ref')}`,
      'cancel-in-progress': expression("github.event_name == 'pull_request'"),
    },
    env: { IMAGE: ctx.image },
    jobs: {
      ...(hasTests(ctx) ? { test: testJob(ctx, host) } : {}),
      image: imageJob(ctx, host),
      ...(onMerge.length ? { deploy: deployJob(ctx, onMerge) } : {}),
      ...(byRequest.length
        ? { propose: proposeJob(ctx, host, byRequest, onMerge.length > 0) }
        : {}),
    },
  };
  return toYaml(document, {
    order: 'given',
    reader: 'yaml-1.2',
    trailing: releases,
    spaced: [
      'on',
      'permissions',
      'concurrency',
      'env',
      'jobs',
      ...Object.keys(document.jobs)
        .slice(1)
        .map(job => `jobs.${job}`),
    ],
    comments: {
      ...(ctx.places.central
        ? {}
        : {
            [`on.push.${ctx.root ? 'paths' : 'paths-ignore'}`]:
              "A commit that changes nothing but tags needs no build; the pipeline's own commits are such.",
          }),
    },
  });
}

function pathsOf({ root, places, environments }: RenderContext) {
  const charted = byChart(environments);
  // What the pipeline itself commits, as far as it is in this repository.
  const own = places.central
    ? []
    : [
        ...(charted.length < environments.length
          ? [`${places.overlay('*')}/kustomization.yaml`]
          : []),
        ...(charted.length ? [places.values('*')] : []),
      ];
  if (root) {
    return { paths: [`${root}**`, ...own.map(path => `!${path}`)] };
  }
  return own.length ? { 'paths-ignore': own } : {};
}

function buildWith({ root, build }: RenderContext) {
  return {
    context: root ? root.slice(0, -1) : '.',
    ...(build.dockerfile ? { file: `${root}${build.dockerfile}` } : {}),
  };
}

/** GitHub keeps layers for its workflows; elsewhere the registry keeps them beside the image. */
function cache(host: Host) {
  const stored = `type=registry,ref=${expression('env.IMAGE')}:cache`;
  return host === 'github'
    ? { 'cache-from': 'type=gha', 'cache-to': 'type=gha,mode=max' }
    : { 'cache-from': stored, 'cache-to': `${stored},mode=max` };
}

function testJob(ctx: RenderContext, host: Host) {
  return {
    'runs-on': 'ubuntu-latest',
    'timeout-minutes': 20,
    steps: [
      { ...use('checkout'), with: { 'persist-credentials': false } },
      use('setupBuildx'),
      {
        ...use('buildPush'),
        with: {
          ...buildWith(ctx),
          target: 'test',
          outputs: 'type=cacheonly',
          ...(host === 'github' ? cache(host) : {}),
        },
      },
    ],
  };
}

function imageJob(ctx: RenderContext, host: Host) {
  const registry = registryOf(ctx);
  const byRole = registry.kind === 'ecr' && host === 'github';
  const tag = expression('steps.version.outputs.tag');
  const ghcr = registry.kind === 'ghcr' && host === 'github';
  return {
    ...(hasTests(ctx) ? { needs: 'test' } : {}),
    if: "github.event_name == 'push'",
    'runs-on': 'ubuntu-latest',
    'timeout-minutes': 30,
    permissions: {
      contents: 'read',
      ...(ghcr ? { packages: 'write' } : {}),
      ...(byRole ? { 'id-token': 'write' } : {}),
    },
    outputs: {
      tag,
      ...(withDigest(ctx)
        ? { digest: expression('steps.build.outputs.digest') }
        : {}),
    },
    steps: [
      { ...use('checkout'), with: { 'persist-credentials': false } },
      {
        id: 'version',
        run: 'echo "tag=0.1.${GITHUB_RUN_NUMBER}-g${GITHUB_SHA::7}" >> "$GITHUB_OUTPUT"',
      },
      use('setupBuildx'),
      ...(byRole
        ? [
            {
              ...use('awsCredentials'),
              with: {
                'role-to-assume': expression('vars.AWS_ROLE'),
                'aws-region': registry.region,
              },
            },
          ]
        : []),
      {
        ...use('login'),
        with: {
          registry: registry.host,
          ...(byRole ? {} : credentials(ghcr)),
        },
      },
      {
        ...(withDigest(ctx) ? { id: 'build' } : {}),
        ...use('buildPush'),
        with: {
          ...buildWith(ctx),
          push: true,
          tags: `${expression('env.IMAGE')}:${tag}`,
          'build-args': `VERSION=${tag}`,
          provenance: 'mode=max',
          sbom: true,
          ...cache(host),
        },
      },
    ],
  };
}

function credentials(ghcr: boolean) {
  return ghcr
    ? {
        username: expression('github.actor'),
        password: expression('secrets.GITHUB_TOKEN'),
      }
    : {
        username: expression('secrets.REGISTRY_USERNAME'),
        password: expression('secrets.REGISTRY_PASSWORD'),
      };
}

/** The repository with the overlays, and what the shell of the steps reads. */
function overlaysCheckout(ctx: RenderContext) {
  const { central } = ctx.places;
  const [, path] =
    /^https?:\/\/[^/]+\/(.+?)(\.git)?$/.exec(central?.url ?? '') ?? [];
  return {
    ...use('checkout'),
    // The token is given to the one step that pushes, rather than left in the clone.
    with: {
      ...(central
        ? {
            repository: path,
            ref: central.branch,
            token: expression('secrets.GITOPS_TOKEN'),
          }
        : { ref: ctx.repository.branch }),
      'persist-credentials': false,
    },
  };
}

function shellVariables(ctx: RenderContext) {
  return {
    TAG: expression('needs.image.outputs.tag'),
    ...(withDigest(ctx)
      ? { DIGEST: expression('needs.image.outputs.digest') }
      : {}),
    BRANCH: ctx.places.central?.branch ?? ctx.repository.branch,
    GIT_TOKEN: expression(
      ctx.places.central ? 'secrets.GITOPS_TOKEN' : 'github.token',
    ),
  };
}

const IDENTITY = `git config user.name 'github-actions[bot]'
git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
git config credential.helper "!f() { echo username=x-access-token; echo password=\\$GIT_TOKEN; }; f"
`;

function subject(ctx: RenderContext): string {
  return ctx.root || ctx.places.central
    ? `Deploy ${ctx.name} $TAG`
    : 'Deploy $TAG';
}

function deployJob(ctx: RenderContext, environments: readonly string[]) {
  return {
    needs: 'image',
    'runs-on': 'ubuntu-latest',
    'timeout-minutes': 10,
    // Two runs that commit at once would only wait for each other.
    concurrency: { group: `deploy-${ctx.name}` },
    permissions: { contents: ctx.places.central ? 'read' : 'write' },
    steps: [
      overlaysCheckout(ctx),
      {
        name: `Set the image of ${environments.join(', ')}`,
        env: shellVariables(ctx),
        run: `${IDENTITY}${setImages(ctx, environments)}${commitAndPush(
          subject(ctx),
          'git push origin "HEAD:$BRANCH"',
        )}`,
      },
    ],
  };
}

function proposeJob(
  ctx: RenderContext,
  host: Host,
  environments: readonly string[],
  after: boolean,
) {
  const { central } = ctx.places;
  const own = central ? 'secrets.GITOPS_TOKEN' : 'github.token';
  return {
    needs: after ? ['image', 'deploy'] : 'image',
    'runs-on': 'ubuntu-latest',
    'timeout-minutes': 10,
    permissions: central
      ? { contents: 'read' }
      : { contents: 'write', 'pull-requests': 'write' },
    steps: [
      overlaysCheckout(ctx),
      ...environments.map(environment => ({
        name: `Propose it for ${environment}`,
        env: {
          ...shellVariables(ctx),
          ...(host === 'github' ? { GH_TOKEN: expression(own) } : {}),
        },
        run: `${IDENTITY}git fetch origin "$BRANCH"
git switch -C ${proposalBranch(ctx, environment)} "origin/$BRANCH"
${setImages(ctx, [environment])}git commit -am "${subject(
          ctx,
        )} to ${environment}" || exit 0
${propose(ctx, host, environment)}`,
      })),
    ],
  };
}

/** A newer version takes the place of the one that was proposed and not merged. */
function propose(ctx: RenderContext, host: Host, environment: string): string {
  const branch = proposalBranch(ctx, environment);
  const title = `${subject(ctx)} to ${environment}`;
  return host === 'github'
    ? `git push --force origin ${branch}
gh pr edit ${branch} --title "${title}" 2>/dev/null ||
  gh pr create --base "$BRANCH" --head ${branch} --title "${title}" --body "Merging deploys $TAG to ${environment}. Rolling back is reverting it."
`
    : `git push origin "HEAD:refs/for/$BRANCH" -o topic=${branch} -o title="${title}" -o force-push=true
`;
}
