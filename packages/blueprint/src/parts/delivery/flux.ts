import type { IHelmRelease } from '@kubernetes-models/flux-cd/helm.toolkit.fluxcd.io/v2';
import type { IKustomization } from '@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1';
import type { IGitRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1';
import { valueFiles } from './chart';
import { manifestSource } from './source';
import type { Chart, EnvironmentContext, RenderContext } from '../../context';
import { environmentLabels } from '../../kubernetes/labels';

/** Flux looks for commits every minute, and puts right what differs every few. */
export function fluxObjects(
  ctx: RenderContext,
  environment: EnvironmentContext,
): [IGitRepository, IKustomization | IHelmRelease] {
  const source = manifestSource(ctx);
  return [
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: metadataOf(ctx, environment),
      spec: {
        interval: '1m',
        url: source.url,
        ref: { branch: source.branch },
      },
    },
    environment.chart
      ? helmRelease(ctx, environment, environment.chart)
      : kustomization(ctx, environment),
  ];
}

function kustomization(
  ctx: RenderContext,
  environment: EnvironmentContext,
): IKustomization {
  const metadata = metadataOf(ctx, environment);
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata,
    spec: {
      interval: intervalOf(environment),
      retryInterval: '1m',
      timeout: '5m',
      path: `./${ctx.places.overlay(environment.name)}`,
      prune: true,
      wait: true,
      sourceRef: { kind: 'GitRepository', name: metadata.name },
      ...after(environment),
    },
  };
}

function helmRelease(
  ctx: RenderContext,
  environment: EnvironmentContext,
  chart: Chart,
): IHelmRelease {
  const { namespace, ownsNamespace } = environment;
  const metadata = metadataOf(ctx, environment);
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata,
    spec: {
      interval: intervalOf(environment),
      timeout: '5m',
      chart: {
        spec: {
          chart: `./${chart.path}`,
          // A new tag is a new commit, and the chart's version stays.
          reconcileStrategy: 'Revision',
          sourceRef: { kind: 'GitRepository', name: metadata.name },
          // From the root of the repository; the chart's own values.yaml is read only when it is named.
          valuesFiles: [
            `${chart.path}/values.yaml`,
            ...valueFiles(ctx, { ...environment, chart }),
          ],
        },
      },
      releaseName: ctx.name,
      targetNamespace: namespace,
      // Where `helm list` looks for it.
      storageNamespace: namespace,
      ...(ownsNamespace ? { install: { createNamespace: true } } : {}),
      ...after(environment),
    },
  };
}

function metadataOf(ctx: RenderContext, { name }: EnvironmentContext) {
  return {
    name: `${ctx.name}-${name}`,
    namespace: ctx.bundle.flux?.namespace ?? 'flux-system',
    labels: environmentLabels(ctx, name),
  };
}

function intervalOf({ delivery }: EnvironmentContext): string {
  return delivery.interval ?? '5m';
}

function after({ delivery }: EnvironmentContext) {
  return delivery.dependsOn?.length
    ? { dependsOn: delivery.dependsOn.map(name => ({ name })) }
    : {};
}
