import { ResourceType } from './types';

type Options = Partial<
  Pick<
    ResourceType,
    'shortNames' | 'namespaced' | 'hasStatus' | 'custom' | 'measured'
  >
>;

export function define(
  apiVersion: string,
  kind: string,
  plural: string,
  options: Options = {},
): ResourceType {
  const [version, group = ''] = apiVersion.split('/').reverse();
  return {
    group,
    version,
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames: [],
    namespaced: true,
    hasStatus: true,
    custom: false,
    measured: false,
    ...options,
  };
}

export const plain: Options = { hasStatus: false };
