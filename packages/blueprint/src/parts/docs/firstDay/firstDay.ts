import type { FirstDayNeed, NeedType } from '@slipway/model';
import type { EnvironmentContext, RenderContext } from '../../../context';
import { deliveryNeeds } from './delivery';
import { graphNeeds } from './graph';
import { pipelineNeeds } from './pipeline';
import { secretNeeds } from './secrets';

/** What a new service needs that no repository can bring, in the order in which it is missed. */
export function firstDay(ctx: RenderContext): FirstDayNeed[] {
  const remote = ctx.environments.filter(({ local }) => !local);
  return [
    ...graphNeeds(ctx),
    ...(ctx.build.image ? [] : pipelineNeeds(ctx)),
    ...deliveryNeeds(ctx),
    ...remote.filter(({ ownsNamespace }) => !ownsNamespace).map(namespace),
    ...images(ctx, remote),
    ...remote.flatMap(environment => secretNeeds(ctx, environment)),
    ...remote.flatMap(managed),
  ];
}

function namespace({
  name,
  namespace: wanted,
  cluster,
}: EnvironmentContext): FirstDayNeed {
  return {
    id: `namespace.${name}`,
    environment: name,
    text: `The namespace \`${wanted}\` is on cluster ${cluster}; its owner makes it.`,
    look: { kind: 'namespace', cluster, namespace: wanted },
  };
}

function images(
  ctx: RenderContext,
  remote: readonly EnvironmentContext[],
): FirstDayNeed[] {
  const clusters = [...new Set(remote.map(({ cluster }) => cluster))];
  return clusters.length
    ? [
        {
          id: 'images',
          text: `The nodes of ${clusters.join(', ')} may pull \`${
            ctx.build.image ?? ctx.image
          }\`.`,
          look: { kind: 'secret' },
        },
      ]
    : [];
}

const titles: Record<NeedType, string> = {
  postgres: 'PostgreSQL',
  redis: 'Redis',
  kafka: 'Kafka',
  rabbitmq: 'RabbitMQ',
  sqs: 'SQS queue',
  s3: 'S3 bucket',
};

function managed({ name, needs }: EnvironmentContext): FirstDayNeed[] {
  const theirs = needs
    .filter(({ provider }) => provider === 'managed')
    .map(need => `the ${titles[need.type]} of \`needs.${need.name}\``);
  return theirs.length
    ? [
        {
          id: `managed.${name}`,
          environment: name,
          text: `Somebody runs ${theirs.join(', ')} for ${name}.`,
          look: { kind: 'nobody' },
        },
      ]
    : [];
}
