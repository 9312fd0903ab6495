import type { IKustomization } from '@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1';
import type { IGitRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1';
import { manifestSource } from './source';
import type { EnvironmentContext, RenderContext } from '../../context';
import { environmentLabels } from '../../kubernetes/labels';

/** Flux looks for commits every minute, and puts right what differs every few. */
export function fluxObjects(
  ctx: RenderContext,
  environment: EnvironmentContext,
): [IGitRepository, IKustomization] {
  const { delivery, name } = environment;
  const source = manifestSource(ctx);
  const metadata = {
    name: `${ctx.name}-${name}`,
    namespace: ctx.bundle.flux?.namespace ?? 'flux-system',
    labels: environmentLabels(ctx, name),
  };
  return [
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata,
      spec: {
        interval: '1m',
        url: source.url,
        ref: { branch: source.branch },
      },
    },
    {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata,
      spec: {
        interval: delivery.interval ?? '5m',
        retryInterval: '1m',
        timeout: '5m',
        path: `./${ctx.places.overlay(name)}`,
        prune: true,
        wait: true,
        sourceRef: { kind: 'GitRepository', name: metadata.name },
        ...(delivery.dependsOn?.length
          ? { dependsOn: delivery.dependsOn.map(other => ({ name: other })) }
          : {}),
      },
    },
  ];
}
