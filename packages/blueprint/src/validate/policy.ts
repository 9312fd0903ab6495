import { parseQuantity } from '@slipway/model';
import type { Finding } from '@slipway/model';
import { at, listAt } from '../kubernetes';
import type { KubernetesObject, Plain } from '../kubernetes';
import { imageParts } from '../kustomize';
import { containersOf, error, nameOf, podTemplate } from './objects';

/** Pod Security "restricted", resources, probes, and images that say which. */
export function policyFindings(objects: KubernetesObject[]): Finding[] {
  return objects.flatMap(object => {
    if (object.kind === 'Secret') {
      return secretFindings(object);
    }
    const template = podTemplate(object);
    return template === undefined
      ? []
      : [
          ...podFindings(object, template),
          ...containersOf(template).flatMap(container =>
            containerFindings(object, template, container),
          ),
          ...probeFindings(object, template),
        ];
  });
}

/** A Secret without values, which something else fills, is no secret told. */
function secretFindings(object: KubernetesObject): Finding[] {
  const told = ['data', 'stringData'].some(
    field => Object.keys(Object(object[field])).length > 0,
  );
  return told
    ? [
        error(
          'policy.plain-secret',
          `${nameOf(object)} has its values in the repository`,
          'Keep them in a store of secrets, or seal them, and give new values to what they open',
        ),
      ]
    : [];
}

const allowedVolumes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

function podFindings(object: KubernetesObject, template: unknown): Finding[] {
  const shared = ['hostNetwork', 'hostPID', 'hostIPC']
    .filter(field => at(template, 'spec', field) === true)
    .map(field =>
      error(
        'policy.restricted',
        `${nameOf(object)} sets ${field}`,
        `Remove ${field}`,
      ),
    );
  const volumes = listAt(template, 'spec', 'volumes').flatMap(volume =>
    Object.keys(Object(volume))
      .filter(kind => kind !== 'name' && !allowedVolumes.includes(kind))
      .map(kind =>
        error(
          'policy.restricted',
          `the volume '${at(volume, 'name')}' of ${nameOf(
            object,
          )} is a ${kind}`,
          'Use a volume that is not of the node',
        ),
      ),
  );
  const hostPorts = containersOf(template)
    .flatMap(container => listAt(container, 'ports'))
    .map(port => at(port, 'hostPort'))
    .filter(port => port !== undefined && port !== 0)
    .map(port =>
      error(
        'policy.restricted',
        `${nameOf(object)} takes port ${port} of its node`,
        'Remove hostPort, and add a Service',
      ),
    );
  return [
    ...shared,
    ...volumes,
    ...hostPorts,
    ...roomFindings(object, template),
  ];
}

/** What is written into volumes of the node counts against what the containers may write. */
function roomFindings(object: KubernetesObject, template: unknown): Finding[] {
  const bytes = (values: unknown[]) =>
    values.map(value => parseQuantity(String(value)) ?? 0);
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const limits = (field: string) =>
    bytes(
      listAt(template, 'spec', field).flatMap(
        container =>
          at(container, 'resources', 'limits', 'ephemeral-storage') ?? [],
      ),
    );
  const limit = Math.max(
    sum(limits('containers')),
    ...limits('initContainers'),
  );
  const volumes = listAt(template, 'spec', 'volumes')
    .map(volume => at(volume, 'emptyDir'))
    .filter(volume => at(volume, 'medium') !== 'Memory')
    .flatMap(volume => at(volume, 'sizeLimit') ?? []);
  const room = sum(bytes(volumes));
  return limit > 0 && room > limit
    ? [
        error(
          'policy.ephemeral-storage',
          `${nameOf(object)} is evicted once it has written ${mebibytes(
            limit,
          )}, and its emptyDirs are to hold up to ${mebibytes(room)}`,
          'Raise limits.ephemeral-storage, or lower sizeLimit',
        ),
      ]
    : [];
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)}Mi`;
}

interface Check {
  rule: string;
  passed: boolean;
  what: string;
  remedy: string;
}

function containerFindings(
  object: KubernetesObject,
  template: unknown,
  container: Plain,
): Finding[] {
  const where = `container '${container.name}' of ${nameOf(object)}`;
  return [
    ...securityChecks(template, container),
    resourceCheck(container),
    imageCheck(String(container.image ?? '')),
  ]
    .filter(({ passed }) => !passed)
    .map(({ rule, what, remedy }) => error(rule, `${where} ${what}`, remedy));
}

function securityChecks(template: unknown, container: Plain): Check[] {
  const own = (field: string) => at(container, 'securityContext', field);
  const effective = (field: string) =>
    own(field) ?? at(template, 'spec', 'securityContext', field);
  const capabilities = (field: string) =>
    listAt(container, 'securityContext', 'capabilities', field);
  const user = effective('runAsUser');
  return [
    {
      rule: 'policy.restricted',
      passed: effective('runAsNonRoot') === true,
      what: 'may run as root',
      remedy: 'Set runAsNonRoot: true',
    },
    {
      rule: 'policy.numeric-user',
      passed: typeof user === 'number' && user !== 0,
      what: 'has no numeric user other than root',
      remedy: 'Set runAsUser, for example 65532',
    },
    {
      rule: 'policy.restricted',
      passed: own('allowPrivilegeEscalation') === false,
      what: 'may gain privileges',
      remedy: 'Set allowPrivilegeEscalation: false',
    },
    {
      rule: 'policy.restricted',
      passed: own('privileged') !== true,
      what: 'is privileged',
      remedy: 'Remove privileged',
    },
    {
      rule: 'policy.restricted',
      passed:
        capabilities('drop').includes('ALL') &&
        capabilities('add').every(name => name === 'NET_BIND_SERVICE'),
      what: 'keeps capabilities',
      remedy: 'Set capabilities: { drop: [ALL] }',
    },
    {
      rule: 'policy.restricted',
      passed: ['RuntimeDefault', 'Localhost'].includes(
        String(at(effective('seccompProfile'), 'type')),
      ),
      what: 'has no seccomp profile',
      remedy: 'Set seccompProfile: { type: RuntimeDefault }',
    },
    {
      rule: 'policy.read-only-root',
      passed: own('readOnlyRootFilesystem') === true,
      what: 'may write to its root file system',
      remedy:
        'Set readOnlyRootFilesystem: true, and mount an emptyDir where it writes',
    },
  ];
}

function resourceCheck(container: Plain): Check {
  const requests = ['cpu', 'memory'].map(name =>
    at(container, 'resources', 'requests', name),
  );
  const limit = at(container, 'resources', 'limits', 'memory');
  return {
    rule: 'policy.resources',
    passed: [...requests, limit].every(quantity => quantity !== undefined),
    what: 'has no request for CPU or memory, or no memory limit',
    remedy: 'Set resources.requests.cpu, .memory and resources.limits.memory',
  };
}

function imageCheck(image: string): Check {
  const { tag, digest } = imageParts(image);
  return {
    rule: 'policy.image-tag',
    passed: Boolean(digest) || (Boolean(tag) && tag !== 'latest'),
    what: `takes whatever '${image}' is at the time`,
    remedy: 'Name a tag other than latest, or a digest',
  };
}

/** A container that lasts and can be asked is asked whether it is well, in one way at least. */
function probeFindings(object: KubernetesObject, template: unknown): Finding[] {
  const lasts = ['Deployment', 'Rollout', 'StatefulSet', 'DaemonSet'];
  return lasts.includes(object.kind)
    ? listAt(template, 'spec', 'containers')
        .filter(
          container =>
            listAt(container, 'ports').some(
              port => at(port, 'name') !== 'metrics',
            ) &&
            at(container, 'startupProbe') === undefined &&
            at(container, 'readinessProbe') === undefined &&
            at(container, 'livenessProbe') === undefined,
        )
        .map(container =>
          error(
            'policy.probes',
            `container '${at(container, 'name')}' of ${nameOf(
              object,
            )} has no probe`,
            'Add readinessProbe, and livenessProbe where a restart mends something',
          ),
        )
    : [];
}
