import type { Finding } from '@slipway/model';
import { at, isPlain, listAt } from '../../kubernetes';
import type { KubernetesObject, Plain } from '../../kubernetes';
import { error, nameOf, sameNamespace } from '../objects';

/** Objects that are called by name have to be there: what is scaled, what is routed to, what names pods. */
export function targetFindings(objects: KubernetesObject[]): Finding[] {
  return objects.flatMap(object => [
    ...scaledFindings(object, objects),
    ...serviceFindings(object, objects),
  ]);
}

function find(
  objects: readonly KubernetesObject[],
  from: KubernetesObject,
  kind: string,
  name: unknown,
): KubernetesObject | undefined {
  return objects.find(
    other =>
      other.kind === kind &&
      other.metadata.name === name &&
      sameNamespace(other, from),
  );
}

function scaledFindings(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
): Finding[] {
  const target = at(object, 'spec', 'scaleTargetRef');
  if (!isPlain(target)) {
    return [];
  }
  const kind = String(target.kind ?? 'Deployment');
  if (!find(objects, object, kind, target.name)) {
    return [
      error(
        'reference.target',
        `${nameOf(object)} scales ${kind} '${target.name}', which is not there`,
        'Name the workload that it is to scale',
      ),
    ];
  }
  const rival = objects.find(
    other =>
      other !== object &&
      sameNamespace(other, object) &&
      at(other, 'spec', 'scaleTargetRef', 'name') === target.name &&
      (at(other, 'spec', 'scaleTargetRef', 'kind') ?? 'Deployment') === kind,
  );
  return rival
    ? [
        error(
          'reference.one-scaler',
          `${nameOf(object)} and ${nameOf(rival)} both scale ${kind} '${
            target.name
          }'`,
          'Leave it to one of them: they would undo what the other does',
        ),
      ]
    : [];
}

interface Called {
  name: unknown;
  port?: unknown;
}

/** The Services that an object leads to, or is named by. */
function calledBy(object: KubernetesObject): Called[] {
  switch (object.kind) {
    case 'HTTPRoute':
    case 'GRPCRoute':
      return listAt(object, 'spec', 'rules')
        .flatMap(rule => listAt(rule, 'backendRefs'))
        .filter((ref): ref is Plain => isPlain(ref) && !ref.namespace)
        .filter(ref => (ref.kind ?? 'Service') === 'Service')
        .map(({ name, port }) => ({ name, port }));
    case 'Ingress':
      return listAt(object, 'spec', 'rules')
        .flatMap(rule => listAt(rule, 'http', 'paths'))
        .map(path => at(path, 'backend', 'service'))
        .filter(isPlain)
        .map(service => ({
          name: service.name,
          port: at(service, 'port', 'number') ?? at(service, 'port', 'name'),
        }));
    case 'StatefulSet':
      return [{ name: at(object, 'spec', 'serviceName') }];
    case 'Rollout':
      return ['activeService', 'previewService'].map(field => ({
        name: at(object, 'spec', 'strategy', 'blueGreen', field),
      }));
    default:
      return [];
  }
}

function serviceFindings(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
): Finding[] {
  return calledBy(object)
    .filter(({ name }) => name !== undefined && name !== '')
    .flatMap(({ name, port }) => {
      const service = find(objects, object, 'Service', name);
      if (!service) {
        return [
          error(
            'reference.service',
            `${nameOf(object)} names Service '${name}', which is not there`,
            'Add the Service, or name one that is there',
          ),
        ];
      }
      const ports = listAt(service, 'spec', 'ports').flatMap(one => [
        at(one, 'port'),
        at(one, 'name'),
      ]);
      return port === undefined || ports.includes(port)
        ? []
        : [
            error(
              'reference.port',
              `${nameOf(
                object,
              )} leads to port ${port} of Service '${name}', which has not that port`,
              'Name a port of the Service',
            ),
          ];
    });
}
