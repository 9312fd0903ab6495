import { parseQuantity } from '../quantity';
import { nearestName } from '../spec/nearest';
import { entries, map, text } from '../spec/rules/problem';
import type { Plain, Problem } from '../spec/rules/problem';

/** The rules that no single field can tell. They take whatever was given, as those of a service do. */
export function platformProblems(value: unknown): Problem[] {
  const spec = map(map(value)?.spec);
  return spec
    ? [
        ...referenceProblems(spec),
        ...storageProblems(spec),
        ...deliveryProblems(spec),
      ]
    : [];
}

/** Everything that lies in a namespace, and the volume that it asks for. */
function placedIn(spec: Plain) {
  const of = (path: string[], named: [string, unknown][]) =>
    named.flatMap(([name, given]) => {
      const fields = map(given);
      return fields && text(fields.namespace) !== undefined
        ? [
            {
              name,
              path: [...path, name],
              namespace: String(fields.namespace),
              size: text(fields.size),
            },
          ]
        : [];
    });
  return [
    ...of(['spec', 'secrets'], entries(spec.secrets)),
    ...of(['spec', 'observability'], entries(spec.observability)),
    ...of(['spec', 'data'], entries(spec.data)),
  ];
}

function unknown(
  path: string[],
  what: string,
  given: string,
  known: string[],
): Problem {
  return {
    rule: `platform.${what}`,
    path,
    message: `there is no ${what} '${given}'`,
    remedy: `Write ${nearestName(given, known) ?? known.join(' or ')}`,
  };
}

function referenceProblems(spec: Plain): Problem[] {
  const clusters = Object.keys(map(spec.clusters) ?? {});
  const namespaces = Object.keys(map(spec.namespaces) ?? {});
  return [
    ...entries(spec.namespaces).flatMap(([name, given]) => {
      const cluster = text(map(given)?.cluster);
      return cluster === undefined || clusters.includes(cluster)
        ? []
        : [
            unknown(
              ['spec', 'namespaces', name, 'cluster'],
              'cluster',
              cluster,
              clusters,
            ),
          ];
    }),
    ...placedIn(spec)
      .filter(({ namespace }) => !namespaces.includes(namespace))
      .map(({ path, namespace }) =>
        unknown([...path, 'namespace'], 'namespace', namespace, namespaces),
      ),
  ];
}

/** A claim beyond the quota is never bound, and its pod waits for ever. */
function storageProblems(spec: Plain): Problem[] {
  return entries(spec.namespaces).flatMap(([name, given]) => {
    const most = text(map(map(given)?.quota)?.storage);
    const inside = placedIn(spec).filter(
      ({ namespace, size }) => namespace === name && size !== undefined,
    );
    const sum = inside.reduce(
      (all, { size }) => all + (parseQuantity(size!) ?? 0),
      0,
    );
    const limit = most === undefined ? Infinity : parseQuantity(most) ?? 0;
    return sum > limit
      ? [
          {
            rule: 'platform.storage',
            path: ['spec', 'namespaces', name, 'quota', 'storage'],
            message: `the volumes in '${name}' ask for ${
              sum / 1024 ** 3
            }Gi together, and its quota has ${most}: ${inside
              .map(one => `${one.name} ${one.size}`)
              .join(', ')}`,
            remedy: `Raise it to at least ${
              sum / 1024 ** 3
            }Gi, or give something a namespace of its own`,
          },
        ]
      : [];
  });
}

function deliveryProblems(spec: Plain): Problem[] {
  const delivery = map(spec.delivery);
  return delivery?.engine === 'argocd' && delivery.intervals !== undefined
    ? [
        {
          rule: 'platform.intervals',
          path: ['spec', 'delivery', 'intervals'],
          message: 'Argo CD has one interval for everything, set where it runs',
          remedy: 'Remove intervals, or write engine: flux',
          key: true,
        },
      ]
    : [];
}
