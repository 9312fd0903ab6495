import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Config } from '@backstage/config';
import { readFileSync } from 'node:fs';
import { patternOf } from '../../lib/pattern';

export type VaultAuth =
  | { type: 'static'; token: string }
  | { type: 'kubernetes'; path: string; role: string; tokenFile: string }
  | { type: 'approle'; path: string; roleId: string; secretId: string };

export interface VaultServerConfig {
  name: string;
  baseUrl: string;
  /** Where people see it. */
  frontendUrl?: string;
  /** Vault Enterprise's and OpenBao's. */
  namespace?: string;
  ca?: string;
  /** Of secret stores that lead to it. */
  stores: RegExp[];
  /** For paths that name none. */
  mount?: string;
  /** The one that annotations of entities mean, with the engine of those that name none. */
  named?: {
    engine: string;
    /** Which folders, with their engine: `{name}`, `{system}` and `{owner}` are the entity's. */
    folders: string[];
  };
  auth: VaultAuth;
}

/** Its own: who names it wants to see it, and nobody comes upon another's by the way. */
const OWN_FOLDERS = ['*/{name}', '*/{system}', '*/{owner}'];

const POD_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** From Slipway's own block, or else from the one that the community's Vault plugin reads. */
export function vaultServersIn(config: RootConfigService): VaultServerConfig[] {
  const own = config.getOptionalConfig('slipway.sources.vault');
  if (own?.getOptionalBoolean('enabled') === false) {
    return [];
  }
  const servers = own?.getOptionalConfigArray('servers');
  const folders = own?.getOptionalStringArray('folders') ?? OWN_FOLDERS;
  const incumbent = config.getOptionalConfig('vault');
  if (servers) {
    return withNamed(
      told(servers.map((server, i) => [server, `servers[${i}]`] as const)),
      incumbent,
      folders,
    );
  }
  return incumbent?.has('baseUrl')
    ? withNamed([incumbentServer(incumbent)], incumbent, folders)
    : [];
}

/** The community's plugin has one server, and an engine of its own choice. */
function withNamed(
  servers: VaultServerConfig[],
  incumbent: Config | undefined,
  folders: string[],
): VaultServerConfig[] {
  const baseUrl = incumbent?.getOptionalString('baseUrl')?.replace(/\/+$/, '');
  const named =
    servers.find(server => server.baseUrl === baseUrl) ??
    (servers.length === 1 ? servers[0] : undefined);
  const engine =
    incumbent?.getOptionalString('secretEngine') ?? named?.mount ?? 'secrets';
  return servers.map(server =>
    server === named ? { ...server, named: { engine, folders } } : server,
  );
}

/** Everything that is wrong, at once. */
function told(servers: (readonly [Config, string])[]): VaultServerConfig[] {
  const wrong: string[] = [];
  const found = servers.flatMap(([server, at]) => {
    try {
      return [ownServer(server, servers.length === 1)];
    } catch (error) {
      wrong.push(`slipway.sources.vault.${at}: ${(error as Error).message}`);
      return [];
    }
  });
  const names = found.map(({ name }) => name);
  if (new Set(names).size < names.length) {
    wrong.push('slipway.sources.vault.servers: each needs a name of its own');
  }
  if (wrong.length > 0) {
    throw new InputError(`The configuration is wrong: ${wrong.join('; ')}`);
  }
  return found;
}

function ownServer(server: Config, only: boolean): VaultServerConfig {
  const name = server.getString('name');
  if (!/^[a-z0-9-]{1,63}$/.test(name)) {
    throw new Error('name: write letters, digits and dashes');
  }
  const stores = server.getOptionalStringArray('stores');
  if (!stores && !only) {
    throw new Error(
      'stores: say which secret stores lead to it, since there are several servers',
    );
  }
  const ca = server.getOptionalString('caFile');
  const frontendUrl = server.getOptionalString('frontendUrl');
  return {
    name,
    baseUrl: address(server.getString('baseUrl')),
    frontendUrl: frontendUrl && address(frontendUrl, 'frontendUrl'),
    namespace: server.getOptionalString('namespace'),
    ca: ca && readFileSync(ca, 'utf8'),
    stores: (stores ?? ['*']).map(patternOf),
    mount: server.getOptionalString('mount'),
    auth: authOf(server.getConfig('auth')),
  };
}

function incumbentServer(vault: Config): VaultServerConfig {
  const auth = vault.getOptionalConfig('auth');
  return {
    name: 'vault',
    baseUrl: address(vault.getString('baseUrl')),
    stores: [/^/],
    mount: vault.getOptionalString('secretEngine'),
    auth: auth
      ? authOf(auth)
      : { type: 'static', token: vault.getString('token') },
  };
}

function authOf(auth: Config): VaultAuth {
  const type = auth.getString('type');
  switch (type) {
    case 'static':
      return { type, token: auth.getString('secret') };
    case 'kubernetes':
      return {
        type,
        path: auth.getOptionalString('authPath') ?? 'kubernetes',
        role: auth.getString('role'),
        tokenFile:
          auth.getOptionalString('serviceAccountTokenPath') ?? POD_TOKEN,
      };
    case 'approle':
      return {
        type,
        path: auth.getOptionalString('authPath') ?? 'approle',
        roleId: auth.getString('roleId'),
        secretId: auth.getString('secretId'),
      };
    default:
      throw new Error(
        `auth.type: ${type} is none of static, kubernetes and approle`,
      );
  }
}

function address(url: string, setting = 'baseUrl'): string {
  if (!/^https?:\/\/[^\s/]+(\/[^\s]*)?$/.test(url)) {
    throw new Error(
      `${setting}: write an address such as https://vault.example`,
    );
  }
  return url.replace(/\/+$/, '');
}
