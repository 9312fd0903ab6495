import fc from 'fast-check';
import { acceptedServices } from '../__testUtils__/services';
import { testBundle } from '../__testUtils__/testBundle';
import type { PlatformBundle, Service } from '@slipway/model';
import { anySpec, fullBundle } from '@slipway/test-specs';
import { renderContext } from '../context';
import type { EnvironmentContext } from '../context';
import type { KubernetesObject, Plain } from '../kubernetes';
import { isPlain } from '../kubernetes';
import { fieldShape, itemShape, shapeOfKind } from '../kinds';
import type { Shape } from '../kinds';
import { evaluateOverlay } from '../kustomize';
import { objectsOf, renderService } from '../render';
import { identityOf, mergeKeys } from './mergeKeys';

/** Where a list merges by a key, its order tells nothing. */
function sorted(value: unknown, shape: Shape | undefined): unknown {
  if (Array.isArray(value)) {
    const items = value.map(item => sorted(item, itemShape(shape)));
    const keys = mergeKeys(shape, value);
    return keys
      ? [...(items as Plain[])].sort((a, b) =>
          identityOf(a, keys) < identityOf(b, keys) ? -1 : 1,
        )
      : items;
  }
  return isPlain(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map(name => [name, sorted(value[name], fieldShape(shape, name))]),
      )
    : value;
}

/** What the transformers of an overlay add to every object. */
function withoutTransformed(object: KubernetesObject): KubernetesObject {
  const copy = JSON.parse(
    JSON.stringify(object).replace(/"image":"[^"]*"/g, '"image":"any"'),
  );
  delete copy.metadata.namespace;
  for (const metadata of [
    copy.metadata,
    copy.spec?.template?.metadata,
    copy.spec?.jobTemplate?.spec?.template?.metadata,
    copy.spec?.jobTemplate?.metadata,
    ...(copy.spec?.volumeClaimTemplates ?? []).map(
      (claim: KubernetesObject) => claim.metadata,
    ),
  ]) {
    for (const label of Object.keys(metadata?.labels ?? {})) {
      if (
        !/^(app\.kubernetes\.io\/component|slipway\.dev\/workload|access-.*|pod-security.*)$/.test(
          label,
        )
      ) {
        delete metadata.labels[label];
      }
    }
    if (metadata?.labels && Object.keys(metadata.labels).length === 0) {
      delete metadata.labels;
    }
  }
  if (
    Object.keys(copy.spec?.jobTemplate?.metadata ?? { some: 1 }).length === 0
  ) {
    delete copy.spec.jobTemplate.metadata;
  }
  return sorted(
    copy,
    shapeOfKind(object.apiVersion, object.kind),
  ) as KubernetesObject;
}

const identity = ({ kind, metadata }: KubernetesObject) =>
  `${kind}/${metadata.name}`;

const comparable = (objects: KubernetesObject[]) =>
  Object.fromEntries(
    objects.map(object => [identity(object), withoutTransformed(object)]),
  );

/** What the overlays build to, and what the parts asked for, by environment. */
function builtAndAsked(service: Service, bundle: PlatformBundle) {
  const { tree, central, findings } = renderService(service, bundle);
  fc.pre(findings.every(({ severity }) => severity !== 'error'));
  const ctx = renderContext(service, bundle);
  // What a chart brings is its own affair.
  const overlaid = ctx.environments.filter(({ chart }) => !chart);
  const of = (
    objects: (environment: EnvironmentContext) => KubernetesObject[],
  ) =>
    Object.fromEntries(
      overlaid.map(environment => [
        environment.name,
        comparable(objects(environment)),
      ]),
    );
  return {
    built: of(({ name }) =>
      evaluateOverlay(central ?? tree, ctx.places.overlay(name)),
    ),
    asked: of(environment =>
      objectsOf(ctx, environment).map(({ object }) =>
        JSON.parse(JSON.stringify(object)),
      ),
    ),
  };
}

describe('the layout', () => {
  it('builds to what the parts asked for, whatever people write into fields', () => {
    fc.assert(
      fc.property(acceptedServices, service => {
        const { built, asked } = builtAndAsked(service, testBundle);
        expect(built).toEqual(asked);
      }),
    );
  });

  it('builds to what the parts asked for, whatever a service has', () => {
    fc.assert(
      fc.property(anySpec, ({ service }) => {
        const { built, asked } = builtAndAsked(service, fullBundle);
        expect(built).toEqual(asked);
      }),
    );
  });
});
