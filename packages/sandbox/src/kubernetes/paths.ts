import { findType } from './resources';
import { ResourceType } from './types';

export interface ResourcePath {
  type: ResourceType;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/** `/api/v1/namespaces/shop/pods/web-1/status` and its like; undefined where the API has no such path. */
export function parsePath(path: string): ResourcePath | undefined {
  const parts = path.split('/').slice(1).map(decode);
  if (parts.some(p => p === undefined || p === '')) {
    return undefined;
  }
  const [root, ...rest] = parts as string[];
  const [group, version, ...steps] = root === 'api' ? ['', ...rest] : rest;
  if (!['api', 'apis'].includes(root) || steps.length === 0) {
    return undefined;
  }
  const inNamespace =
    steps[0] === 'namespaces' &&
    steps.length > 2 &&
    !(steps.length === 3 && ['status', 'finalize'].includes(steps[2]));
  const [plural, name, subresource, ...more] = inNamespace
    ? steps.slice(2)
    : steps;
  const type = findType(group, version, plural);
  if (!type || more.length > 0) {
    return undefined;
  }
  if (inNamespace !== type.namespaced && (inNamespace || name !== undefined)) {
    return undefined;
  }
  return {
    type,
    ...(inNamespace && { namespace: steps[1] }),
    ...(name !== undefined && { name }),
    ...(subresource !== undefined && { subresource }),
  };
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
