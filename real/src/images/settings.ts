import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Bind } from './chamber';
import { said } from './machine';

/** What tells the clients of this machine where packages come from; none of it is known here, it is only handed on. */
const TOLD =
  /^(npm_config_(?!.*(prefix|cache)$)|PIP_(?!CACHE)|MAVEN_|GOPROXY|GONOPROXY|GOSUMDB|GONOSUMDB|GOPRIVATE|GOINSECURE|SSL_CERT|NODE_EXTRA_CA_CERTS|(https?|no|all)_proxy$)/i;

const FILES = [
  '.npmrc',
  '.pip/pip.conf',
  '.config/pip/pip.conf',
  '.m2/settings.xml',
];

const GO = ['GOPROXY', 'GONOPROXY', 'GOSUMDB', 'GONOSUMDB', 'GOPRIVATE'];

/** The settings of this machine's package clients, for a build that has a root of its own. */
export function packageSettings(): {
  env: Record<string, string>;
  binds: Bind[];
} {
  const env = Object.fromEntries([
    ...GO.map(name => [name, said('go', 'env', name)]),
    ['npm_config_registry', said('npm', 'config', 'get', 'registry')],
    ...Object.entries(process.env).filter(([name]) => TOLD.test(name)),
  ]);
  const named = Object.values<string>(env).filter(
    value => path.isAbsolute(value) && existsSync(value),
  );
  const home = os.homedir();
  return {
    env,
    binds: [
      ...named.map(place => ({ from: place, to: place })),
      ...FILES.filter(file => existsSync(path.join(home, file))).map(file => ({
        from: path.join(home, file),
        to: path.join('/root', file),
      })),
    ],
  };
}
