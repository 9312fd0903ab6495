import type { FirstDayNeed } from '@slipway/model';
import type { RenderContext } from '../../../context';
import { promotionOf } from '../../ci/promotion';
import { registryOf } from '../../ci/registry';

/** Where hosts have what a repository is told, below its address. */
const pages = {
  github: {
    pipeline: 'settings/actions',
    settings: 'settings/secrets/actions',
    branches: 'settings/branches',
  },
  gitlab: {
    pipeline: '-/settings/ci_cd',
    settings: '-/settings/ci_cd',
    branches: '-/settings/repository',
  },
  gitea: {
    pipeline: 'settings',
    settings: 'settings/actions/secrets',
    branches: 'settings/branches',
  },
};

/** What the repository's own pages have to say before its pipeline builds and commits. */
export function pipelineNeeds(ctx: RenderContext): FirstDayNeed[] {
  const { host } = ctx.service.spec.repository;
  const { central } = ctx.places;
  const { url } = ctx.repository;
  const branch = central?.branch ?? ctx.repository.branch;
  const where = central?.url ?? url;
  return [
    ...permitted(ctx),
    ...pusher(ctx),
    ...(host === 'gitlab' ? [token(ctx, 'DEPLOY_TOKEN', where)] : []),
    ...(central && host !== 'gitlab'
      ? [token(ctx, 'GITOPS_TOKEN', central.url)]
      : []),
    {
      id: 'ci.branch',
      text: `The branch \`${branch}\` takes the pipeline's commits of new tags, if it is protected.`,
      // Who keeps the GitOps repository has it on a host of their own, maybe.
      ...(central ? {} : { url: `${url}/${pages[host].branches}` }),
      look: { kind: 'branch', url: where, branch },
    },
  ];
}

function permitted(ctx: RenderContext): FirstDayNeed[] {
  const { host } = ctx.service.spec.repository;
  const pullRequests = promotionOf(ctx).byRequest.length > 0;
  const text = {
    github: `GitHub, Settings, Actions, General: workflows may read and write${
      pullRequests ? ', and create pull requests' : ''
    }.`,
    gitea: 'Gitea, Settings: Actions is enabled.',
    // On from the beginning.
    gitlab: undefined,
  }[host];
  return text
    ? [
        {
          id: 'ci.permitted',
          text,
          url: `${ctx.repository.url}/${pages[host].pipeline}`,
          look: { kind: 'pipeline', pullRequests },
        },
      ]
    : [];
}

/** Who pushes the image. GitHub signs in to its own registry with what every run gets. */
function pusher(ctx: RenderContext): FirstDayNeed[] {
  const { kind, host: registry } = registryOf(ctx);
  const { host } = ctx.service.spec.repository;
  if (host === 'github' && kind === 'ghcr') {
    return [];
  }
  if (host === 'github' && kind === 'ecr') {
    return [
      told(
        ctx,
        'ci.pusher',
        { secrets: [], variables: ['AWS_ROLE'] },
        `the variable \`AWS_ROLE\`, a role that GitHub's runs of this repository may take, and that may push to ${registry}.`,
      ),
    ];
  }
  const names =
    host === 'gitlab' && kind === 'ecr'
      ? ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']
      : ['REGISTRY_USERNAME', 'REGISTRY_PASSWORD'];
  return [
    told(
      ctx,
      'ci.pusher',
      { secrets: names, variables: [] },
      `\`${names[0]}\` and \`${names[1]}\`, who may push to ${registry}.`,
    ),
  ];
}

function token(ctx: RenderContext, name: string, url: string): FirstDayNeed {
  return told(
    ctx,
    `ci.${name.toLowerCase().replace('_', '-')}`,
    { secrets: [name], variables: [] },
    `\`${name}\`, which may write to ${url}.`,
  );
}

function told(
  { repository, service }: RenderContext,
  id: string,
  names: { secrets: string[]; variables: string[] },
  text: string,
): FirstDayNeed {
  const { host } = service.spec.repository;
  const kept =
    host === 'gitlab' ? 'Settings, CI/CD, Variables' : 'Settings, Secrets';
  return {
    id,
    text: `${kept}: ${text}`,
    url: `${repository.url}/${pages[host].settings}`,
    look: { kind: 'settings', ...names },
  };
}
