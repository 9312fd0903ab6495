import { join } from 'node:path';
import { ROOT, TRANSFORM } from './paths.mjs';
import { firstLine, startService, until } from './service.mjs';

const PORTS_OF_SANDBOX = ['gitea', 'argocd', 'local', 'eu-1', 'control'];

/** The stand-in platform: one process. Resolves with its addresses when it serves. */
export async function startSandbox({ node, env }, { data, ports }) {
  const { child, died } = startService('sandbox', {
    command: node,
    args: [
      '--require',
      TRANSFORM,
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
  const addresses = firstLine(child, line =>
    line.startsWith('{"ready":true') ? JSON.parse(line).addresses : undefined,
  );
  return { addresses: await Promise.race([addresses, died]), died };
}

/** The back end, which serves the front end, too. Resolves when a page could be opened. */
export async function startBackEnd({ node, env }, { data, ports, addresses }) {
  const portal = `http://127.0.0.1:${ports.portal}`;
  const { died } = startService('back end', {
    command: node,
    args: [
      '--require',
      TRANSFORM,
      'src/index.ts',
      '--config',
      '../../app-config.yaml',
      '--config',
      '../../app-config.sandbox.yaml',
    ],
    logFile: join(data, 'logs/back-end.log'),
    cwd: join(ROOT, 'packages/backend'),
    env: {
      ...env,
      NODE_ENV: 'development',
      SLIPWAY_PORT: String(ports.portal),
      SLIPWAY_DATA: join(data, 'portal'),
      SLIPWAY_GITEA_HOST: new URL(addresses.gitea).host,
      SLIPWAY_GITEA_URL: addresses.gitea,
      SLIPWAY_ARGOCD_URL: addresses.argocd,
      SLIPWAY_KUBERNETES_LOCAL_URL: addresses.kubernetes.local,
      SLIPWAY_KUBERNETES_EU_1_URL: addresses.kubernetes['eu-1'],
    },
  });
  await until(
    'The start of the back end',
    async () => (await fetch(`${portal}/.backstage/health/v1/readiness`)).ok,
    { died },
  );
  return { portal, died };
}

/** Waits until the catalog has read the services that the sandbox runs. */
export function catalogIsRead(portal, { died }) {
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
      return count >= 4 && count;
    },
    { died },
  );
}
