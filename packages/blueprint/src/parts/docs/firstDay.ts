import type { NeedType } from '@slipway/model';
import type { EnvironmentContext, RenderContext } from '../../context';
import { promotionOf } from '../ci/promotion';
import { registryOf } from '../ci/registry';
import { pathOf, wantedSecrets } from '../secrets/wanted';
import type { WantedSecret } from '../secrets/wanted';

/** What a new service needs that no repository can bring: one line each, in the order in which it is missed. */
export function firstDay(ctx: RenderContext): string[] {
  const remote = ctx.environments.filter(({ local }) => !local);
  return [
    ...(ctx.build.image ? [] : pipeline(ctx)),
    ...delivery(ctx),
    ...remote.filter(({ ownsNamespace }) => !ownsNamespace).map(namespace),
    ...images(ctx, remote),
    ...remote.flatMap(environment => secrets(ctx, environment)),
    ...remote.flatMap(managed),
  ];
}

function pipeline(ctx: RenderContext): string[] {
  const { host, url } = ctx.service.spec.repository;
  const { byRequest } = promotionOf(ctx);
  const { central } = ctx.places;
  const kept =
    host === 'gitlab' ? 'Settings, CI/CD, Variables' : 'Settings, Secrets';
  return [
    ...(host === 'github'
      ? [
          `GitHub, Settings, Actions, General: workflows may read and write${
            byRequest.length ? ', and create pull requests' : ''
          }.`,
        ]
      : []),
    ...pusher(ctx, kept),
    ...(host === 'gitlab'
      ? [
          `${kept}: \`DEPLOY_TOKEN\`, which may write to ${
            central?.url ?? url
          }.`,
        ]
      : []),
    ...(central && host !== 'gitlab'
      ? [`${kept}: \`GITOPS_TOKEN\`, which may write to ${central.url}.`]
      : []),
    `The branch \`${
      central?.branch ?? ctx.repository.branch
    }\` takes the pipeline's commits of new tags, if it is protected.`,
  ];
}

/** Who pushes the image. GitHub signs in to its own registry with what every run gets. */
function pusher(ctx: RenderContext, kept: string): string[] {
  const { kind, host: registry } = registryOf(ctx);
  const { host } = ctx.service.spec.repository;
  if (host === 'github' && kind === 'ghcr') {
    return [];
  }
  if (host === 'github' && kind === 'ecr') {
    return [
      `${kept}: the variable \`AWS_ROLE\`, a role that GitHub's runs of this repository may take, and that may push to ${registry}.`,
    ];
  }
  return [
    host === 'gitlab' && kind === 'ecr'
      ? `${kept}: \`AWS_ACCESS_KEY_ID\` and \`AWS_SECRET_ACCESS_KEY\`, who may push to ${registry}.`
      : `${kept}: \`REGISTRY_USERNAME\` and \`REGISTRY_PASSWORD\`, who may push to ${registry}.`,
  ];
}

const readers = { argocd: 'Argo CD', flux: 'Flux', kubectl: undefined };

function delivery({ environments, places, service }: RenderContext): string[] {
  const { engine } = environments[0].delivery;
  const reader = readers[engine];
  return [
    ...(reader
      ? [
          `${reader} may read ${
            places.central?.url ?? service.spec.repository.url
          }.`,
        ]
      : []),
    // Argo CD is told by the portal.
    ...(engine === 'flux'
      ? environments.map(
          ({ name, cluster }) =>
            `Flux on ${cluster} knows of it: \`kubectl apply -f ${places.flux}/${name}.yaml\`, once.`,
        )
      : []),
  ];
}

function namespace({ namespace: name, cluster }: EnvironmentContext): string {
  return `The namespace \`${name}\` is on cluster ${cluster}; its owner makes it.`;
}

function images(
  ctx: RenderContext,
  remote: readonly EnvironmentContext[],
): string[] {
  const clusters = [...new Set(remote.map(({ cluster }) => cluster))];
  return clusters.length
    ? [
        `The nodes of ${clusters.join(', ')} may pull \`${
          ctx.build.image ?? ctx.image
        }\`.`,
      ]
    : [];
}

function secrets(
  ctx: RenderContext,
  environment: EnvironmentContext,
): string[] {
  const { name, namespace: where, secrets: told, profile } = environment;
  const wanted = wantedSecrets(ctx, environment);
  if (wanted.length === 0) {
    return [];
  }
  const each = (line: (keys: string, secret: WantedSecret) => string) =>
    wanted.map(secret =>
      line(secret.keys.map(key => `\`${key}\``).join(', '), secret),
    );
  switch (told?.provider) {
    case 'vault':
      return [
        // Where the platform has a store for all, it signs in for them, too.
        ...(profile.vault && !profile.secretStore
          ? [
              `Vault has the role \`${
                profile.vault.role ?? ctx.name
              }\`, which the service account \`${
                ctx.name
              }\` of \`${where}\` may take.`,
            ]
          : []),
        ...each(
          (keys, secret) =>
            `Vault has ${keys} at \`${pathOf(ctx, environment, secret)}\`.`,
        ),
      ];
    case 'infisical':
      return each(keys => `Infisical has ${keys} for ${name}.`);
    case 'sealed-secrets':
      return [
        `What is in \`${ctx.places.overlay(
          name,
        )}/sealed-secrets.yaml\` is sealed; the file says how.`,
      ];
    default:
      return each(
        (keys, secret) =>
          `The Secret \`${secret.name}\` with ${keys} is in \`${where}\`.`,
      );
  }
}

const titles: Record<NeedType, string> = {
  postgres: 'PostgreSQL',
  redis: 'Redis',
  kafka: 'Kafka',
  rabbitmq: 'RabbitMQ',
  sqs: 'SQS queue',
  s3: 'S3 bucket',
};

function managed({ name, needs }: EnvironmentContext): string[] {
  const theirs = needs
    .filter(({ provider }) => provider === 'managed')
    .map(need => `the ${titles[need.type]} of \`needs.${need.name}\``);
  return theirs.length
    ? [`Somebody runs ${theirs.join(', ')} for ${name}.`]
    : [];
}
