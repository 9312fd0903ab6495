import { applyPatch } from 'fast-json-patch';
import { parse } from 'yaml';
import { badRequest, patchFailed, unsupportedMediaType } from './status';

const PATCH_TYPES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];

/** Lists that a strategic merge joins by a key instead of replacing them, by the list's own name. */
const MERGE_KEYS: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  imagePullSecrets: 'name',
  conditions: 'type',
  ownerReferences: 'uid',
};

export function isApply(contentType: string): boolean {
  return contentType === 'application/apply-patch+yaml';
}

/** The patched value; the original is left as it was. */
export function patched(
  contentType: string,
  live: unknown,
  patchText: string,
): unknown {
  switch (contentType) {
    case 'application/json-patch+json':
      return jsonPatched(live, parseJson(patchText));
    case 'application/merge-patch+json':
      return merge(live, parseJson(patchText), false);
    case 'application/strategic-merge-patch+json':
      return merge(live, parseJson(patchText), true);
    case 'application/apply-patch+yaml':
      return merge(live, parseYaml(patchText), true);
    default:
      throw unsupportedMediaType(PATCH_TYPES);
  }
}

function jsonPatched(live: unknown, operations: unknown): unknown {
  if (!Array.isArray(operations)) {
    throw badRequest(
      'error decoding patch: a JSON patch is a list of operations',
    );
  }
  try {
    return applyPatch(structuredClone(live), operations, true).newDocument;
  } catch {
    throw patchFailed();
  }
}

/** RFC 7386; with `strategic` lists of {@link MERGE_KEYS} are joined, and `$patch: delete` takes an entry out. */
export function merge(
  live: unknown,
  patch: unknown,
  strategic: boolean,
): unknown {
  if (!isMap(patch)) {
    return patch;
  }
  const result: Record<string, unknown> = isMap(live) ? { ...live } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else if (strategic && Array.isArray(value) && key in MERGE_KEYS) {
      result[key] = mergeList(result[key], value, MERGE_KEYS[key]);
    } else if (strategic && key === 'ports' && Array.isArray(value)) {
      const by = value.some(p => p?.containerPort) ? 'containerPort' : 'port';
      result[key] = mergeList(result[key], value, by);
    } else {
      result[key] = merge(result[key], value, strategic);
    }
  }
  return result;
}

function mergeList(live: unknown, patch: unknown[], key: string): unknown[] {
  const result = Array.isArray(live) ? [...live] : [];
  for (const entry of patch) {
    if (!isMap(entry)) {
      return patch;
    }
    const at = result.findIndex(e => isMap(e) && e[key] === entry[key]);
    if (entry.$patch === 'delete') {
      if (at >= 0) {
        result.splice(at, 1);
      }
    } else if (at >= 0) {
      result[at] = merge(result[at], entry, true);
    } else {
      result.push(merge(undefined, entry, true));
    }
  }
  return result;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `the object provided is unrecognized: ${(error as Error).message}`,
    );
  }
}

export function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw badRequest(`error decoding YAML: ${(error as Error).message}`);
  }
}
