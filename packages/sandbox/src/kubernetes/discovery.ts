import { apiVersionOf, resourceTypes } from './resources';
import { ResourceType } from './types';

const KUBERNETES_VERSION = 'v1.36.3';

const ALL_VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** What the server tells about itself and its kinds; undefined where the path is none of these. */
export function discover(path: string, address: string): unknown {
  const parts = path.split('/').filter(p => p !== '');
  if (path === '/version') {
    return versionInfo();
  }
  if (parts[0] === 'api' && parts.length === 1) {
    return {
      kind: 'APIVersions',
      versions: ['v1'],
      serverAddressByClientCIDRs: [
        { clientCIDR: '0.0.0.0/0', serverAddress: address },
      ],
    };
  }
  if (parts[0] === 'api' && parts[1] === 'v1' && parts.length === 2) {
    return resourceList('v1');
  }
  if (parts[0] !== 'apis' || parts.length > 3) {
    return undefined;
  }
  if (parts.length === 1) {
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: groups().map(apiGroup),
    };
  }
  const [, group, version] = parts;
  if (!groups().includes(group)) {
    return undefined;
  }
  return version
    ? resourceList(`${group}/${version}`)
    : { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(group) };
}

function versionInfo() {
  const [major, minor] = KUBERNETES_VERSION.slice(1).split('.');
  return {
    major,
    minor,
    gitVersion: `${KUBERNETES_VERSION}+slipway-sandbox`,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '2026-01-01T00:00:00Z',
    goVersion: '',
    compiler: '',
    platform: 'slipway/sandbox',
  };
}

function groups(): string[] {
  return [...new Set(resourceTypes.map(t => t.group))].filter(g => g !== '');
}

function apiGroup(name: string) {
  const versions = [
    ...new Set(resourceTypes.filter(t => t.group === name).map(t => t.version)),
  ].map(version => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] };
}

function resourceList(groupVersion: string) {
  const types = resourceTypes.filter(t => apiVersionOf(t) === groupVersion);
  return types.length === 0
    ? undefined
    : {
        kind: 'APIResourceList',
        apiVersion: 'v1',
        groupVersion,
        resources: types.flatMap(describe),
      };
}

function describe(type: ResourceType) {
  const resource = {
    name: type.plural,
    singularName: type.singular,
    namespaced: type.namespaced,
    kind: type.kind,
    verbs: type.measured ? ['get', 'list'] : ALL_VERBS,
    ...(type.shortNames.length > 0 && { shortNames: type.shortNames }),
  };
  const status = {
    name: `${type.plural}/status`,
    singularName: '',
    namespaced: type.namespaced,
    kind: type.kind,
    verbs: ['get', 'patch', 'update'],
  };
  return type.hasStatus ? [resource, status] : [resource];
}
