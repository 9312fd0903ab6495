import type { RenderContext } from '../../context';
import { toYaml } from '../../kubernetes';
import {
  commitAndPush,
  promotionOf,
  proposalBranch,
  setImages,
  withDigest,
} from './promotion';
import { registryOf } from './registry';
import { hasTests } from './tests';

const DOCKER = 'docker.io/library/docker:29';

/** GitLab's pipeline: the same as elsewhere, by Docker in Docker. */
export function gitlabPipeline(ctx: RenderContext): string {
  const { onMerge, byRequest } = promotionOf(ctx);
  const jobs = {
    ...(hasTests(ctx) ? { [job(ctx, 'test')]: testJob(ctx) } : {}),
    [job(ctx, 'image')]: imageJob(ctx),
    ...(onMerge.length + byRequest.length
      ? { [job(ctx, 'deploy')]: deployJob(ctx, onMerge, byRequest) }
      : {}),
  };
  return toYaml(
    {
      stages: ['test', 'image', 'deploy'],
      ...jobs,
    },
    {
      order: 'given',
      spaced: Object.keys(jobs),
      comments: ctx.root
        ? {
            '': `Included by the .gitlab-ci.yml in the root of the repository: include: [{ local: ${ctx.root}.gitlab-ci.yml }]`,
          }
        : {},
    },
  );
}

/** In a repository of several services each has jobs of its own. */
function job(ctx: RenderContext, name: string): string {
  return ctx.root ? `${ctx.name}-${name}` : name;
}

function onMain(ctx: RenderContext) {
  return {
    if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH',
    ...(ctx.root ? { changes: [`${ctx.root}**/*`] } : {}),
  };
}

const docker = {
  image: DOCKER,
  services: [`${DOCKER}-dind`],
  variables: { DOCKER_TLS_CERTDIR: '/certs' },
};

function folder({ root }: RenderContext): string {
  return root ? root.slice(0, -1) : '.';
}

function testJob(ctx: RenderContext) {
  return {
    stage: 'test',
    ...docker,
    rules: [
      {
        if: "$CI_PIPELINE_SOURCE == 'merge_request_event'",
        ...(ctx.root ? { changes: [`${ctx.root}**/*`] } : {}),
      },
      onMain(ctx),
    ],
    script: [`docker build --target test ${folder(ctx)}`],
  };
}

function imageJob(ctx: RenderContext) {
  const { kind, host, region } = registryOf(ctx);
  const file = ctx.build.dockerfile
    ? ` --file ${ctx.root}${ctx.build.dockerfile}`
    : '';
  return {
    stage: 'image',
    ...docker,
    variables: { ...docker.variables, IMAGE: ctx.image },
    rules: [onMain(ctx)],
    // AWS hands out passwords for half a day; the others have one that is kept in the project's variables.
    before_script:
      kind === 'ecr'
        ? [
            'apk add --no-cache aws-cli',
            `aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin ${host}`,
          ]
        : [
            `echo "$REGISTRY_PASSWORD" | docker login --username "$REGISTRY_USERNAME" --password-stdin ${host}`,
          ],
    script: [
      'TAG="0.1.$CI_PIPELINE_IID-g$(echo "$CI_COMMIT_SHA" | cut -c1-7)"',
      'docker context create builder',
      'docker buildx create --use builder',
      `docker buildx build --push --provenance mode=max --sbom true --tag "$IMAGE:$TAG" --build-arg VERSION="$TAG"${file} ${folder(
        ctx,
      )}`,
      'echo "TAG=$TAG" >> image.env',
      ...(withDigest(ctx)
        ? [
            `DIGEST="$(docker buildx imagetools inspect "$IMAGE:$TAG" --format '{{ .Manifest.Digest }}')"`,
            'echo "DIGEST=$DIGEST" >> image.env',
          ]
        : []),
    ],
    artifacts: { reports: { dotenv: 'image.env' } },
  };
}

function deployJob(
  ctx: RenderContext,
  onMerge: readonly string[],
  byRequest: readonly string[],
) {
  const { central } = ctx.places;
  const url = new URL(central?.url ?? ctx.repository.cloneUrl);
  const branch = central?.branch ?? ctx.repository.branch;
  const title = `Deploy ${ctx.name} $TAG`;
  const push = 'git push -o ci.skip origin "HEAD:$BRANCH"';
  return {
    stage: 'deploy',
    image: 'docker.io/library/alpine:3.23',
    variables: { BRANCH: branch },
    rules: [onMain(ctx)],
    // DEPLOY_TOKEN: a project access token that may write to the repository.
    before_script: [
      'apk add --no-cache git sed',
      `git clone --branch "$BRANCH" "https://oauth2:$DEPLOY_TOKEN@${url.host}${url.pathname}" overlays`,
      'cd overlays',
      "git config user.name 'GitLab CI'",
      'git config user.email "ci@$CI_SERVER_HOST"',
    ],
    script: [
      ...byRequest.map(
        environment => `git switch -C ${proposalBranch(
          ctx,
          environment,
        )} "origin/$BRANCH"
${setImages(ctx, [
  environment,
])}if git commit -am "${title} to ${environment}"; then
  git push --force origin HEAD -o ci.skip -o merge_request.create -o merge_request.target="$BRANCH" -o merge_request.title="${title} to ${environment}"
fi
git switch "$BRANCH"
`,
      ),
      ...(onMerge.length
        ? [`${setImages(ctx, onMerge)}${commitAndPush(title, push)}`]
        : []),
    ],
  };
}
