import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- what is held to the contract is internal, and stays so
import {
  ClusterDirectory,
  ProxyClusterDirectory,
} from '../../../plugins/slipway-backend/src/sources/kubernetes/proxyClient';
import { untilReady } from '../cluster/ready';
import { startSupervised } from '../cluster/supervised';
import { Address } from '../contract';

export interface Portal {
  directory: ClusterDirectory;
  stop(): Promise<void>;
}

function configFor(clusters: Record<string, Address>) {
  return {
    backend: { baseUrl: 'http://localhost' },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: Object.entries(clusters).map(([name, cluster]) => ({
            name,
            url: cluster.url,
            authProvider: 'serviceAccount',
            serviceAccountToken: cluster.token,
            skipTLSVerify: false,
            ...(cluster.ca && {
              caData: Buffer.from(cluster.ca).toString('base64'),
            }),
          })),
        },
      ],
    },
  };
}

/** A portal's Kubernetes back end in front of these clusters: the way by which the state back end reaches them. */
export async function startPortal(
  clusters: Record<string, Address>,
): Promise<Portal> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-portal-'));
  const configFile = path.join(folder, 'config.json');
  const portFile = path.join(folder, 'port');
  await fs.writeFile(configFile, JSON.stringify(configFor(clusters)), {
    mode: 0o600,
  });
  const program = startSupervised(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      require.resolve('./portalProgram.ts'),
      configFile,
      portFile,
    ],
    { logFile: path.join(folder, 'log'), cwd: folder },
  );
  const stop = async () => {
    await program.stop();
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  let port = '';
  try {
    await untilReady('the Kubernetes back end', program, async () => {
      port = (await fs.readFile(portFile, 'utf8')).trim();
      return port !== '';
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    directory: new ProxyClusterDirectory({
      auth: mockServices.auth({ pluginId: 'slipway' }),
      discovery: {
        getBaseUrl: async pluginId =>
          `http://127.0.0.1:${port}/api/${pluginId}`,
        getExternalBaseUrl: async () => {
          throw new Error('nobody asks this portal from outside');
        },
      },
    }),
    stop,
  };
}
