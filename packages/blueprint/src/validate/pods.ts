import { parseQuantity } from '@slipway/model';
import type { Finding } from '@slipway/model';
import { at, isPlain, listAt } from '../kubernetes';
import type { KubernetesObject, Plain } from '../kubernetes';
import { containersOf, error, nameOf, podTemplate } from './objects';

/** What the API server refuses though every field by itself is right, and what would never run as it is meant. */
export function sensibleFindings(objects: KubernetesObject[]): Finding[] {
  return objects.flatMap(object => [
    ...restartFindings(object),
    ...containerFindings(object),
    ...rolloutFindings(object),
    ...budgetFindings(object),
    ...boundsFindings(object),
    ...scheduleFindings(object),
    ...servicePortFindings(object),
  ]);
}

function refused(message: string, remedy: string): Finding {
  return error('object.invalid', message, remedy);
}

/** Pods of jobs end, all others go on. */
function restartFindings(object: KubernetesObject): Finding[] {
  const template = podTemplate(object);
  if (template === undefined) {
    return [];
  }
  const policy = at(template, 'spec', 'restartPolicy') ?? 'Always';
  const allowed = ['Job', 'CronJob'].includes(object.kind)
    ? ['OnFailure', 'Never']
    : ['Always'];
  return allowed.includes(String(policy))
    ? []
    : [
        refused(
          `the pods of ${nameOf(object)} have restartPolicy ${policy}`,
          `Write restartPolicy: ${allowed.join(' or ')}`,
        ),
      ];
}

function containerFindings(object: KubernetesObject): Finding[] {
  const template = podTemplate(object);
  const containers = containersOf(template);
  const where = (container: Plain) =>
    `container '${container.name}' of ${nameOf(object)}`;
  return [
    ...twice(containers.map(({ name }) => name)).map(name =>
      refused(
        `${nameOf(object)} has two containers named '${name}'`,
        'Give one of them another name',
      ),
    ),
    ...twice(
      listAt(template, 'spec', 'volumes').map(volume => at(volume, 'name')),
    ).map(name =>
      refused(
        `${nameOf(object)} has two volumes named '${name}'`,
        'Give one of them another name',
      ),
    ),
    ...containers.flatMap(container => [
      ...twice(
        listAt(container, 'volumeMounts').map(mount => at(mount, 'mountPath')),
      ).map(path =>
        refused(
          `${where(container)} has two volumes at ${path}`,
          'Mount one of them elsewhere',
        ),
      ),
      ...listAt(container, 'ports')
        .map(port => at(port, 'name'))
        .filter(name => typeof name === 'string' && name.length > 15)
        .map(name =>
          refused(
            `${where(container)} has a port named '${name}'`,
            'Name it with up to 15 characters',
          ),
        ),
      ...overLimit(container).map(resource =>
        refused(
          `${where(container)} requests more ${resource} than its limit`,
          'Raise the limit or lower the request',
        ),
      ),
      ...unresolved(container).map(([name, other]) =>
        error(
          'reference.variable',
          `${where(
            container,
          )} puts $(${other}) into ${name}, and ${other} does not come before it`,
          `Name ${other} further up`,
        ),
      ),
      ...emptyProbes(container).map(probe =>
        refused(
          `the ${probe} of ${where(container)} asks nothing`,
          'Add httpGet, tcpSocket, grpc or exec',
        ),
      ),
    ]),
  ];
}

function twice(values: readonly unknown[]): unknown[] {
  const known = values.filter(value => value !== undefined);
  return [...new Set(known.filter((value, i) => known.indexOf(value) < i))];
}

function overLimit(container: Plain): string[] {
  return ['cpu', 'memory', 'ephemeral-storage'].filter(resource => {
    const amount = (field: string) =>
      parseQuantity(String(at(container, 'resources', field, resource) ?? ''));
    const [request, limit] = [amount('requests'), amount('limits')];
    return request !== undefined && limit !== undefined && request > limit;
  });
}

/** Variables that name one which comes later: Kubernetes leaves the name standing as it is. */
function unresolved(container: Plain): [name: unknown, other: string][] {
  const variables = listAt(container, 'env').filter(isPlain);
  return variables.flatMap(({ name, value }, index) =>
    [...String(value ?? '').matchAll(/(?<!\$)\$\(([A-Za-z_][\w.-]*)\)/g)]
      .map(([, other]): [unknown, string] => [name, other])
      .filter(([, other]) =>
        variables.slice(index).some(later => later.name === other),
      ),
  );
}

const handlers = ['httpGet', 'tcpSocket', 'grpc', 'exec'];

function emptyProbes(container: Plain): string[] {
  return ['startupProbe', 'livenessProbe', 'readinessProbe'].filter(
    probe =>
      isPlain(container[probe]) &&
      !handlers.some(handler => isPlain(at(container, probe, handler))),
  );
}

function rolloutFindings(object: KubernetesObject): Finding[] {
  const zero = (value: unknown) =>
    ['0', '0%'].includes(String(value)) && value !== undefined;
  const update = at(object, 'spec', 'strategy', 'rollingUpdate');
  return object.kind === 'Deployment' &&
    zero(at(update, 'maxSurge')) &&
    zero(at(update, 'maxUnavailable'))
    ? [
        refused(
          `${nameOf(object)} may have neither a pod more nor a pod less`,
          'Give maxSurge or maxUnavailable a value above 0',
        ),
      ]
    : [];
}

function budgetFindings(object: KubernetesObject): Finding[] {
  return object.kind === 'PodDisruptionBudget' &&
    at(object, 'spec', 'minAvailable') !== undefined &&
    at(object, 'spec', 'maxUnavailable') !== undefined
    ? [
        refused(
          `${nameOf(object)} has both minAvailable and maxUnavailable`,
          'Keep one of them',
        ),
      ]
    : [];
}

function boundsFindings(object: KubernetesObject): Finding[] {
  const least = Number(
    at(object, 'spec', 'minReplicas') ??
      at(object, 'spec', 'minReplicaCount') ??
      0,
  );
  const most = Number(
    at(object, 'spec', 'maxReplicas') ??
      at(object, 'spec', 'maxReplicaCount') ??
      Infinity,
  );
  return ['HorizontalPodAutoscaler', 'ScaledObject'].includes(object.kind) &&
    least > most
    ? [
        refused(
          `${nameOf(object)} has at least ${least} pods and at most ${most}`,
          'Make the first number the smaller one',
        ),
      ]
    : [];
}

/** Bounds of the five fields of a schedule. */
const fields: readonly [from: number, to: number][] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];
const part = /^(\*|(\d+|[a-z]{3})(-(\d+|[a-z]{3}))?)(\/[1-9]\d*)?$/i;

function isSchedule(text: string): boolean {
  if (/^@(hourly|daily|midnight|weekly|monthly|yearly|annually)$/.test(text)) {
    return true;
  }
  const given = text.trim().split(/\s+/);
  return (
    given.length === fields.length &&
    given.every((field, index) =>
      field
        .split(',')
        .every(
          one =>
            part.test(one) &&
            (one.split('/')[0].match(/\d+/g) ?? []).every(
              number =>
                Number(number) >= fields[index][0] &&
                Number(number) <= fields[index][1],
            ),
        ),
    )
  );
}

function scheduleFindings(object: KubernetesObject): Finding[] {
  const schedule = at(object, 'spec', 'schedule');
  return object.kind === 'CronJob' &&
    typeof schedule === 'string' &&
    !isSchedule(schedule)
    ? [
        refused(
          `${nameOf(object)} runs at '${schedule}', which is no schedule`,
          "Write five fields, such as '0 3 * * *'",
        ),
      ]
    : [];
}

function servicePortFindings(object: KubernetesObject): Finding[] {
  const ports = listAt(object, 'spec', 'ports');
  if (object.kind !== 'Service') {
    return [];
  }
  const unnamed = ports.length > 1 && ports.some(port => !at(port, 'name'));
  return [
    ...twice(
      ports.map(port => `${at(port, 'port')}/${at(port, 'protocol') ?? 'TCP'}`),
    ).map(port =>
      refused(`${nameOf(object)} has port ${port} twice`, 'Remove one of them'),
    ),
    ...(unnamed
      ? [
          refused(
            `${nameOf(object)} has several ports, and not all have a name`,
            'Name each of them',
          ),
        ]
      : []),
  ];
}
