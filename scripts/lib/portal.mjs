import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, TRANSFORM } from './paths.mjs';
import { run } from './run.mjs';
import { firstLine, startService, until } from './service.mjs';

const PORTS_OF_SANDBOX = [
  'gitea',
  'argocd',
  'local',
  'eu-1',
  'us-1',
  'control',
  'vault',
];

/** How a workspace's TypeScript runs as a service: without a build, and not longer than this program. */
const PRELOADED = [
  '--enable-source-maps',
  '--require',
  TRANSFORM,
  '--require',
  join(ROOT, 'scripts/lib/withParent.cjs'),
];

/** The stand-in platform: one process. Resolves with its addresses when it serves. */
export async function startSandbox({ node, env }, { data, ports }) {
  const service = startService('sandbox', {
    command: node,
    args: [
      ...PRELOADED,
      join(ROOT, 'packages/sandbox/src/main.ts'),
      '--data',
      join(data, 'sandbox'),
      '--examples',
      join(ROOT, 'examples'),
      ...PORTS_OF_SANDBOX.flatMap(name => [
        `--port-${name}`,
        String(ports[name]),
      ]),
    ],
    logFile: join(data, 'logs/sandbox.log'),
    cwd: ROOT,
    env,
  });
  const addresses = firstLine(service.child, line =>
    line.startsWith('{"ready":true') ? JSON.parse(line).addresses : undefined,
  );
  return {
    addresses: await Promise.race([addresses, service.died]),
    died: service.died,
  };
}

/** Where the portal's configuration finds the sandbox, and its own port. */
export function addressVariables(addresses, port) {
  return {
    SLIPWAY_PORT: String(port),
    SLIPWAY_GITEA_HOST: new URL(addresses.gitea).host,
    SLIPWAY_GITEA_URL: addresses.gitea,
    SLIPWAY_ARGOCD_URL: addresses.argocd,
    SLIPWAY_VAULT_URL: addresses.vault,
    SLIPWAY_KUBERNETES_LOCAL_URL: addresses.kubernetes.local,
    SLIPWAY_KUBERNETES_EU_1_URL: addresses.kubernetes['eu-1'],
    SLIPWAY_KUBERNETES_US_1_URL: addresses.kubernetes['us-1'],
  };
}

/** The real servers, built already: one process that holds them all. Resolves with where they are when they serve. */
export async function startReal({ node, env }, { data }) {
  const service = startService('real servers', {
    command: node,
    args: [...PRELOADED, 'src/platform/main.ts'],
    logFile: join(data, 'logs/real.log'),
    cwd: join(ROOT, 'real'),
    env,
  });
  const told = firstLine(service.child, line =>
    line.startsWith('{"ready":true') ? JSON.parse(line) : undefined,
  );
  return { ...(await Promise.race([told, service.died])), died: service.died };
}

/** Has the portal make a service on the real servers. */
export function fillReal({ node, env }, { portal, variables }) {
  return run(node, ['--require', TRANSFORM, 'src/platform/fill.ts', portal], {
    cwd: join(ROOT, 'real'),
    env: { ...env, ...variables },
  });
}

/**
 * The back end, which serves the front end, too, on the platform of that name: its addresses are in variables. Resolves
 * when a page could be opened.
 */
export async function startBackEnd(
  { node, env },
  { data, port, platform = 'sandbox', variables },
) {
  const portal = `http://127.0.0.1:${port}`;
  const service = startService('back end', {
    command: node,
    args: [
      ...PRELOADED,
      'src/index.ts',
      '--config',
      '../../app-config.yaml',
      '--config',
      `../../app-config.${platform}.yaml`,
    ],
    logFile: join(data, 'logs/back-end.log'),
    cwd: join(ROOT, 'packages/backend'),
    env: {
      ...env,
      NODE_ENV: 'development',
      ...variables,
      SLIPWAY_PORT: String(port),
      SLIPWAY_DATA: join(data, 'portal'),
    },
  });
  await until(
    'The start of the back end',
    async () => (await fetch(`${portal}/.backstage/health/v1/readiness`)).ok,
    service,
  );
  return { portal, ...service };
}

/** Waits until the catalog has read the services that the sandbox runs. */
export function catalogIsRead({ portal, ...service }) {
  const services = readdirSync(join(ROOT, 'examples/services')).length;
  return until(
    'Reading the catalog',
    async () => {
      const session = await fetch(`${portal}/api/auth/guest/refresh`, {
        method: 'POST',
      });
      const { backstageIdentity } = await session.json();
      const entities = await fetch(
        `${portal}/api/catalog/entities?filter=kind=component`,
        { headers: { authorization: `Bearer ${backstageIdentity.token}` } },
      );
      const count = (await entities.json()).length;
      return count >= services && count;
    },
    service,
  );
}
