import { isDeepStrictEqual } from 'node:util';
import { withDefaults } from './defaults';
import { apiVersionOf } from './resources';
import { FieldCause, badRequest, conflict, invalid } from './status';
import { KubernetesObject, ObjectMeta, ResourceType } from './types';

const NAME =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAME_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

export interface Origin {
  now: string;
  uid: string;
  /** Five characters that complete a `generateName`. */
  suffix: string;
}

/** What a POST would store. */
export function prepareCreate(
  type: ResourceType,
  namespace: string | undefined,
  body: unknown,
  origin: Origin,
): KubernetesObject {
  const object = checkShape(type, namespace, body);
  const { metadata } = object;
  if (metadata.resourceVersion) {
    throw badRequest(
      'resourceVersion should not be set on objects to be created',
    );
  }
  const name =
    metadata.name ||
    (metadata.generateName && metadata.generateName + origin.suffix);
  if (!name) {
    throw invalid(type, '', [
      {
        field: 'metadata.name',
        reason: 'FieldValueRequired',
        message: 'Required value: name or generateName is required',
      },
    ]);
  }
  const created = withDefaults({
    ...(type.hasStatus ? without(object, 'status') : object),
    metadata: {
      ...metadata,
      name,
      ...(namespace && { namespace }),
      uid: origin.uid,
      creationTimestamp: origin.now,
      ...(object.spec && { generation: 1 }),
    },
  });
  checkContent(type, created);
  return created;
}

/** What a PUT would store over a live object. */
export function prepareUpdate(
  type: ResourceType,
  live: KubernetesObject,
  body: unknown,
  subresource?: 'status',
): KubernetesObject {
  const object = checkShape(type, live.metadata.namespace, body);
  const { metadata } = object;
  if (metadata.name !== live.metadata.name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${live.metadata.name})`,
    );
  }
  if (metadata.uid && metadata.uid !== live.metadata.uid) {
    throw conflict(
      type,
      metadata.name,
      `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${live.metadata.uid}`,
    );
  }
  if (
    metadata.resourceVersion &&
    metadata.resourceVersion !== live.metadata.resourceVersion
  ) {
    throw conflict(type, metadata.name);
  }
  if (subresource === 'status') {
    return { ...live, status: object.status };
  }
  const updated = withDefaults({
    ...object,
    ...(type.hasStatus && { status: live.status }),
    metadata: { ...metadata, ...fixedMetadata(live.metadata) },
  });
  if (type.hasStatus && live.status === undefined) {
    delete updated.status;
  }
  checkContent(type, updated);
  const changed = !isDeepStrictEqual(live.spec, updated.spec);
  return changed && live.metadata.generation !== undefined
    ? {
        ...updated,
        metadata: {
          ...updated.metadata,
          generation: live.metadata.generation + 1,
        },
      }
    : updated;
}

/** What a client cannot change. */
function fixedMetadata(live: ObjectMeta): Partial<ObjectMeta> {
  return {
    uid: live.uid,
    resourceVersion: live.resourceVersion,
    creationTimestamp: live.creationTimestamp,
    ...(live.namespace && { namespace: live.namespace }),
    ...(live.generation !== undefined && { generation: live.generation }),
    ...(live.deletionTimestamp && {
      deletionTimestamp: live.deletionTimestamp,
      deletionGracePeriodSeconds: live.deletionGracePeriodSeconds,
    }),
  };
}

function checkShape(
  type: ResourceType,
  namespace: string | undefined,
  body: unknown,
): KubernetesObject {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest(
      "the object provided is unrecognized: couldn't get version/kind",
    );
  }
  const object = body as KubernetesObject;
  const expected = apiVersionOf(type);
  if (object.apiVersion !== undefined && object.apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${object.apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  if (object.kind !== undefined && object.kind !== type.kind) {
    throw badRequest(
      `${object.kind} in version "${type.version}" cannot be handled as a ${type.kind}: no kind "${object.kind}" is registered`,
    );
  }
  const metadata: ObjectMeta = object.metadata ?? { name: '' };
  if (namespace && metadata.namespace && metadata.namespace !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  const {
    apiVersion: _version,
    kind: _kind,
    metadata: _metadata,
    ...rest
  } = object;
  return { apiVersion: expected, kind: type.kind, metadata, ...rest };
}

function checkContent(type: ResourceType, object: KubernetesObject): void {
  const causes: FieldCause[] = [];
  const { name } = object.metadata;
  if (!NAME.test(name) || name.length > 253) {
    causes.push({
      field: 'metadata.name',
      reason: 'FieldValueInvalid',
      message: `Invalid value: "${name}": ${NAME_RULE}`,
    });
  }
  const template = object.kind === 'Pod' ? object : object.spec?.template;
  const path = object.kind === 'Pod' ? 'spec' : 'spec.template.spec';
  if (
    template &&
    ['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].includes(
      type.kind,
    )
  ) {
    if (!template.spec?.containers?.length) {
      causes.push({
        field: `${path}.containers`,
        reason: 'FieldValueRequired',
        message: 'Required value',
      });
    }
  }
  if (causes.length > 0) {
    throw invalid(type, name, causes);
  }
}

function without<T extends object>(object: T, field: keyof T): T {
  const { [field]: _, ...rest } = object;
  return rest as T;
}
