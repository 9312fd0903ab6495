import { nearestName } from '@slipway/model';
import type { Finding, PlatformBundle } from '@slipway/model';
import { at, listAt } from '../../kubernetes';
import type { KubernetesObject } from '../../kubernetes';
import {
  containersOf,
  error,
  nameOf,
  podTemplate,
  sameNamespace,
} from '../objects';

/** What is mounted is a volume of the pod, its claim is there, and a claim's class is one of the platform. */
export function volumeFindings(
  objects: readonly KubernetesObject[],
  bundle: PlatformBundle,
): Finding[] {
  return objects.flatMap(object => [
    ...mountFindings(object),
    ...claimFindings(object, objects),
    ...classFindings(object, bundle),
  ]);
}

const namesIn = (items: unknown[]) => items.map(item => at(item, 'name'));

function mountFindings(object: KubernetesObject): Finding[] {
  const template = podTemplate(object);
  const volumes = [
    ...namesIn(listAt(template, 'spec', 'volumes')),
    ...listAt(object, 'spec', 'volumeClaimTemplates').map(claim =>
      at(claim, 'metadata', 'name'),
    ),
  ].map(String);
  return containersOf(template).flatMap(container =>
    listAt(container, 'volumeMounts')
      .map(mount => String(at(mount, 'name')))
      .filter(name => !volumes.includes(name))
      .map(name => {
        const near = nearestName(name, volumes);
        return error(
          'reference.volume',
          `container '${container.name}' of ${nameOf(
            object,
          )} mounts '${name}', which is no volume of the pod`,
          near ? `Write ${near}` : `Add '${name}' to the volumes`,
        );
      }),
  );
}

function claimFindings(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
): Finding[] {
  const claims = objects
    .filter(
      other =>
        other.kind === 'PersistentVolumeClaim' && sameNamespace(other, object),
    )
    .map(({ metadata }) => metadata.name);
  return listAt(podTemplate(object), 'spec', 'volumes')
    .map(volume => at(volume, 'persistentVolumeClaim', 'claimName'))
    .filter(
      (name): name is string =>
        typeof name === 'string' && !claims.includes(name),
    )
    .map(name =>
      error(
        'reference.claim',
        `${nameOf(
          object,
        )} mounts the PersistentVolumeClaim '${name}', which is not there`,
        'Add the PersistentVolumeClaim, or correct the name',
      ),
    );
}

function classFindings(
  object: KubernetesObject,
  { clusters }: PlatformBundle,
): Finding[] {
  const known = Object.values(clusters).flatMap(
    ({ storageClass }) => storageClass ?? [],
  );
  const claims =
    object.kind === 'PersistentVolumeClaim'
      ? [object]
      : listAt(object, 'spec', 'volumeClaimTemplates');
  return claims
    .map(claim => at(claim, 'spec', 'storageClassName'))
    .filter(
      (name): name is string =>
        typeof name === 'string' && name !== '' && !known.includes(name),
    )
    .flatMap(name => {
      // A cluster may have more classes than the one that it takes by default: only what looks misspelt is named.
      const near = nearestName(name, known);
      return near
        ? [
            {
              ...error(
                'reference.storage-class',
                `${nameOf(
                  object,
                )} asks for storage of class '${name}', and the platform tells of '${near}'`,
                `Write ${near}, or see that the cluster has '${name}'`,
              ),
              severity: 'warning' as const,
            },
          ]
        : [];
    });
}
