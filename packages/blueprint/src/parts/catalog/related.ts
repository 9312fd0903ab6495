import type { NeedType } from '@slipway/model';
import type { RenderContext } from '../../context';
import { subgraphServices } from '../router/subgraphs';
import { skeletonOf, wantedSkeletons } from '../source/source';

const kinds: Record<NeedType, string> = {
  postgres: 'database',
  redis: 'cache',
  kafka: 'message-broker',
  rabbitmq: 'message-broker',
  sqs: 'queue',
  s3: 'bucket',
};

/** The needs that are the service's own: what others own is in their catalog files. */
export function resources(ctx: RenderContext) {
  return needsOf(ctx)
    .filter(({ provider }) => provider !== 'shared')
    .map(({ objectName, name, type }) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: objectName,
        description: `${name} of ${ctx.name} (${type})`,
      },
      spec: {
        type: kinds[type],
        owner: ctx.service.metadata.owner,
        system: ctx.service.metadata.system,
      },
    }));
}

export function dependencies(ctx: RenderContext): string[] {
  return [
    ...needsOf(ctx).map(({ objectName, name, provider, service, need }) =>
      provider === 'shared'
        ? `resource:${service}-${need ?? name}`
        : `resource:${objectName}`,
    ),
    ...subgraphServices(ctx).map(service => `component:${service}`),
  ];
}

/** As they are in the last environment, which is the one that counts. */
function needsOf({ environments }: RenderContext) {
  return environments[environments.length - 1].needs;
}

const definitions: [RegExp, string][] = [
  [/^api\/openapi\.ya?ml$/, 'openapi'],
  [/^api\/[^/]+\.proto$/, 'grpc'],
  [/^api\/schema\.graphql$/, 'graphql'],
  [/^api\/asyncapi\.ya?ml$/, 'asyncapi'],
];

/** The interfaces that the source defines: an entity without a definition would say nothing. */
export function apis(ctx: RenderContext) {
  const [first] = wantedSkeletons(ctx);
  const skeleton = first && skeletonOf(ctx, first);
  return Object.keys(skeleton ?? {}).flatMap(path => {
    const type = definitions.find(([pattern]) => pattern.test(path))?.[1];
    return type
      ? [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'API',
            metadata: { name: `${ctx.name}-api` },
            spec: {
              type,
              lifecycle: ctx.service.metadata.lifecycle ?? 'production',
              owner: ctx.service.metadata.owner,
              system: ctx.service.metadata.system,
              definition: { $text: `./${path}` },
            },
          },
        ]
      : [];
  });
}
