import fc from 'fast-check';
import { acceptedServices } from '../__testUtils__/services';
import { testBundle } from '../__testUtils__/testBundle';
import { overlayPath, renderContext } from '../context';
import type { KubernetesObject, Plain } from '../kubernetes';
import { isPlain } from '../kubernetes';
import { evaluateOverlay, isBuiltIn } from '../kustomize';
import { objectsOf, renderService } from '../render';
import { mergeKey } from './mergeKeys';

/** Where a list merges by a key, its order tells nothing. */
function sorted(value: unknown, builtIn: boolean, under = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map(item => sorted(item, builtIn));
    const key = mergeKey(builtIn, under, value);
    return key
      ? [...(items as Plain[])].sort((a, b) =>
          String(a[key]) < String(b[key]) ? -1 : 1,
        )
      : items;
  }
  return isPlain(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map(name => [name, sorted(value[name], builtIn, name)]),
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
  return sorted(copy, isBuiltIn(object)) as KubernetesObject;
}

const identity = ({ kind, metadata }: KubernetesObject) =>
  `${kind}/${metadata.name}`;

const comparable = (objects: KubernetesObject[]) =>
  Object.fromEntries(
    objects.map(object => [identity(object), withoutTransformed(object)]),
  );

describe('the layout', () => {
  it('builds to what the parts asked for, in every environment', () => {
    fc.assert(
      fc.property(acceptedServices, service => {
        const { tree, findings } = renderService(service, testBundle);
        fc.pre(findings.length === 0);
        const ctx = renderContext(service, testBundle);
        for (const environment of ctx.environments) {
          expect(
            comparable(evaluateOverlay(tree, overlayPath(environment.name))),
          ).toEqual(
            comparable(
              objectsOf(ctx, environment).map(({ object }) =>
                JSON.parse(JSON.stringify(object)),
              ),
            ),
          );
        }
      }),
    );
  });
});
