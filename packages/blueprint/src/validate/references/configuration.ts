import { nearestName } from '@slipway/model';
import type { Finding, PlatformBundle } from '@slipway/model';
import { at, isPlain, listAt } from '../../kubernetes';
import type { KubernetesObject } from '../../kubernetes';
import {
  containersOf,
  error,
  nameOf,
  podTemplate,
  sameNamespace,
} from '../objects';

/** What pods read from ConfigMaps and Secrets is there, and what brings Secrets has a store to read from. */
export function configurationFindings(
  objects: readonly KubernetesObject[],
  bundle: PlatformBundle,
): Finding[] {
  const brought = objects.flatMap(broughtBy);
  const reads = objects.flatMap(readsOf);
  return [
    ...reads.flatMap(read => readFindings(read, reads, brought)),
    ...objects.flatMap(object => storeFindings(object, objects, bundle)),
  ];
}

/** A ConfigMap or Secret that is there, or that something of the overlay makes. */
interface Brought {
  kind: 'ConfigMap' | 'Secret';
  name: string;
  by: KubernetesObject;
  /** Undefined where only the cluster will tell. */
  keys?: string[];
}

/** Of a Secret that CloudNativePG makes. */
const clusterKeys = [
  'username',
  'user',
  'password',
  'dbname',
  'host',
  'port',
  'uri',
  'jdbc-uri',
  'fqdn-uri',
  'fqdn-jdbc-uri',
  'pgpass',
];

function broughtBy(object: KubernetesObject): Brought[] {
  const { kind, metadata } = object;
  const { name } = metadata;
  const secret = (called: unknown, keys?: string[]): Brought[] => [
    {
      kind: 'Secret',
      name: String(called || name),
      by: object,
      keys,
    },
  ];
  switch (kind) {
    case 'ConfigMap':
      return [
        {
          kind,
          name,
          by: object,
          keys: keysIn(object, 'data', 'binaryData'),
        },
      ];
    case 'Secret':
      return secret(name, keysIn(object, 'data', 'stringData'));
    case 'ExternalSecret':
      return secret(at(object, 'spec', 'target', 'name'), externalKeys(object));
    case 'SealedSecret':
      return secret(
        at(object, 'spec', 'template', 'metadata', 'name'),
        sealedKeys(object),
      );
    case 'Certificate':
      return secret(at(object, 'spec', 'secretName'), [
        'tls.crt',
        'tls.key',
        'ca.crt',
      ]);
    case 'InfisicalStaticSecret':
      return secret(at(object, 'spec', 'target', 'name'));
    case 'Cluster':
      return [
        ...secret(`${name}-app`, clusterKeys),
        ...secret(`${name}-superuser`, clusterKeys),
      ];
    case 'RabbitmqCluster':
      return secret(`${name}-default-user`);
    default:
      return [];
  }
}

function keysIn(object: KubernetesObject, ...fields: string[]): string[] {
  return fields.flatMap(field => Object.keys(Object(object[field])));
}

/** Undefined while nobody has sealed anything. */
function sealedKeys(object: KubernetesObject): string[] | undefined {
  const keys = Object.keys(Object(at(object, 'spec', 'encryptedData')));
  return keys.length ? keys : undefined;
}

function externalKeys(object: KubernetesObject): string[] | undefined {
  // Whole folders bring what is in them.
  if (
    listAt(object, 'spec', 'dataFrom').length > 0 ||
    at(object, 'spec', 'target', 'template') !== undefined
  ) {
    return undefined;
  }
  return listAt(object, 'spec', 'data').map(entry =>
    String(at(entry, 'secretKey')),
  );
}

interface Read {
  by: KubernetesObject;
  kind: 'ConfigMap' | 'Secret';
  name: string;
  key?: string;
}

function readsOf(object: KubernetesObject): Read[] {
  const template = podTemplate(object);
  const found: Read[] = [];
  const add = (kind: Read['kind'], ref: unknown, name: unknown) => {
    if (
      isPlain(ref) &&
      typeof name === 'string' &&
      at(ref, 'optional') !== true
    ) {
      const key = at(ref, 'key');
      const keys = listAt(ref, 'items').map(item => at(item, 'key'));
      const wanted = key === undefined ? keys : [key];
      const all = wanted.length ? wanted : [undefined];
      found.push(
        ...all.map(one => ({
          by: object,
          kind,
          name,
          ...(typeof one === 'string' ? { key: one } : {}),
        })),
      );
    }
  };
  const addBoth = (from: unknown, config: string, secret: string) => {
    add('ConfigMap', at(from, config), at(from, config, 'name'));
    add('Secret', at(from, secret), at(from, secret, 'name'));
  };
  for (const container of containersOf(template)) {
    for (const variable of listAt(container, 'env')) {
      addBoth(at(variable, 'valueFrom'), 'configMapKeyRef', 'secretKeyRef');
    }
    for (const source of listAt(container, 'envFrom')) {
      addBoth(source, 'configMapRef', 'secretRef');
    }
  }
  for (const volume of listAt(template, 'spec', 'volumes')) {
    add('ConfigMap', at(volume, 'configMap'), at(volume, 'configMap', 'name'));
    add('Secret', at(volume, 'secret'), at(volume, 'secret', 'secretName'));
    for (const source of listAt(volume, 'projected', 'sources')) {
      addBoth(source, 'configMap', 'secret');
    }
  }
  if (object.kind === 'TriggerAuthentication') {
    for (const ref of listAt(object, 'spec', 'secretTargetRef')) {
      add('Secret', ref, at(ref, 'name'));
    }
  }
  return found;
}

function readFindings(
  read: Read,
  reads: readonly Read[],
  brought: readonly Brought[],
): Finding[] {
  const beside = brought.filter(
    one => one.kind === read.kind && sameNamespace(one.by, read.by),
  );
  const found = beside.filter(({ name }) => name === read.name);
  if (found.length === 0) {
    return missingFindings(read, reads, beside);
  }
  const known = found.flatMap(({ keys }) => keys ?? []);
  return read.key === undefined ||
    found.some(({ keys }) => keys === undefined) ||
    known.includes(read.key)
    ? []
    : [
        error(
          'reference.key',
          `${nameOf(read.by)} reads '${read.key}' of ${read.kind} '${
            read.name
          }', which has not that key`,
          `Write ${nearestName(read.key, known) ?? known.join(' or ')}`,
        ),
      ];
}

/** A Secret may come from elsewhere. When one that is brought is read by nobody, it is most likely the one that was meant. */
function missingFindings(
  read: Read,
  reads: readonly Read[],
  beside: readonly Brought[],
): Finding[] {
  if (read.kind === 'ConfigMap') {
    const near = nearestName(
      read.name,
      beside.map(({ name }) => name),
    );
    // Every cluster puts this one into every namespace.
    return read.name === 'kube-root-ca.crt'
      ? []
      : [
          error(
            'reference.config-map',
            `${nameOf(read.by)} reads ConfigMap '${
              read.name
            }', which is not there`,
            near ? `Write ${near}` : 'Add the ConfigMap',
          ),
        ];
  }
  const unread = beside.filter(
    ({ name, by }) =>
      ['ExternalSecret', 'SealedSecret', 'InfisicalStaticSecret'].includes(
        by.kind,
      ) && !reads.some(other => other.kind === 'Secret' && other.name === name),
  );
  const near = nearestName(
    read.name,
    unread.map(({ name }) => name),
  );
  const maker = unread.find(({ name }) => name === near);
  return maker
    ? [
        error(
          'reference.secret',
          `${nameOf(read.by)} reads Secret '${
            read.name
          }', which nothing here makes, and ${nameOf(maker.by)} makes '${
            maker.name
          }', which nobody reads`,
          `Write ${maker.name}`,
        ),
      ]
    : [];
}

function storeFindings(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
  { clusters }: PlatformBundle,
): Finding[] {
  const ref = at(object, 'spec', 'secretStoreRef');
  if (object.kind !== 'ExternalSecret' || !isPlain(ref)) {
    return [];
  }
  const kind = String(ref.kind ?? 'SecretStore');
  const known = [
    ...objects
      .filter(
        other =>
          other.kind === kind &&
          (kind === 'ClusterSecretStore' || sameNamespace(other, object)),
      )
      .map(({ metadata }) => metadata.name),
    ...Object.values(clusters).flatMap(({ secretStore }) =>
      secretStore?.kind === kind ? [secretStore.name] : [],
    ),
  ];
  // A platform that tells of none may have some all the same.
  const told = kind === 'SecretStore' || known.length > 0;
  return !told || known.includes(String(ref.name))
    ? []
    : [
        error(
          'reference.store',
          `${nameOf(object)} reads from ${kind} '${
            ref.name
          }', which is not there`,
          known.length
            ? `Write ${nearestName(String(ref.name), known) ?? known[0]}`
            : `Add the ${kind}`,
        ),
      ];
}
