import {
  badRequest,
  continueExpired,
  versionExpired,
  versionTooLarge,
} from './status';
import { apiVersionOf } from './resources';
import { Matcher } from './selectors';
import { keyOfObject } from './shelf';
import { ObjectStore } from './store';
import { KubernetesObject, ResourceType } from './types';

export interface ListRequest {
  type: ResourceType;
  namespace?: string;
  matches: Matcher;
  /** Whether a selector was given: then the server does not count what remains. */
  selective: boolean;
  limit?: number;
  continueToken?: string;
  resourceVersion?: string;
  resourceVersionMatch?: string;
  /** Behave as though the history were gone. */
  gone?: boolean;
}

interface ContinueToken {
  v: 'meta.k8s.io/v1';
  /** -1 goes on without a consistent view. */
  rv: number;
  start: string;
}

/** One page of objects, as the real server answers it. */
export function listPage(store: ObjectStore, request: ListRequest) {
  const { type, namespace, matches, limit } = request;
  const from = request.continueToken
    ? decodeToken(request.continueToken)
    : undefined;
  const version = versionOf(store, request, from);
  const objects =
    request.gone && from && from.rv > 0
      ? undefined
      : store.listAt(type, version, namespace);
  if (!objects) {
    throw from
      ? continueExpired(encodeToken({ ...from, rv: -1 }))
      : versionExpired(version, store.oldestVersion);
  }
  const wanted = objects.filter(
    o => matches(o) && (!from || keyOfObject(o) > from.start),
  );
  // From the watch cache ("0") the real server answers with everything.
  const page =
    limit && request.resourceVersion !== '0' ? wanted.slice(0, limit) : wanted;
  const remaining = wanted.length - page.length;
  const last = page[page.length - 1];
  return {
    kind: `${type.kind}List`,
    apiVersion: apiVersionOf(type),
    metadata: {
      resourceVersion: String(version),
      ...(remaining > 0 && {
        continue: encodeToken({
          v: 'meta.k8s.io/v1',
          rv: version,
          start: keyOfObject(last),
        }),
        ...(!request.selective && { remainingItemCount: remaining }),
      }),
    },
    items: page.map(o => listItem(type, o)),
  };
}

function versionOf(
  store: ObjectStore,
  request: ListRequest,
  from: ContinueToken | undefined,
): number {
  if (from) {
    if (request.resourceVersion && request.resourceVersion !== '0') {
      throw badRequest(
        'specifying resource version is not allowed when using continue',
      );
    }
    return from.rv > 0 ? from.rv : store.version;
  }
  const { resourceVersion, resourceVersionMatch } = request;
  if (!resourceVersion) {
    if (resourceVersionMatch) {
      throw badRequest(
        'resourceVersionMatch is forbidden unless resourceVersion is provided',
      );
    }
    return store.version;
  }
  const version = parseVersion(resourceVersion);
  if (version > store.version) {
    throw versionTooLarge(version, store.version);
  }
  return resourceVersionMatch === 'Exact' ? version : store.version;
}

export function parseVersion(text: string): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw badRequest(
      `invalid resource version "${text}": strconv.ParseUint: parsing "${text}": invalid syntax`,
    );
  }
  return Number(text);
}

function listItem(type: ResourceType, object: KubernetesObject): object {
  if (type.custom) {
    return object;
  }
  const { apiVersion: _version, kind: _kind, ...item } = object;
  return item;
}

function encodeToken(token: ContinueToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function decodeToken(text: string): ContinueToken {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (
      token.v === 'meta.k8s.io/v1' &&
      typeof token.rv === 'number' &&
      typeof token.start === 'string'
    ) {
      return token;
    }
  } catch {
    // Answered below, as any other token that the server did not make.
  }
  throw badRequest('continue key is not valid: unrecognized token');
}
