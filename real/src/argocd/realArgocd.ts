import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeKubeconfig } from '../cluster/kubeconfig';
import { freePort, untilReady } from '../cluster/ready';
import { startSupervised, type Supervised } from '../cluster/supervised';
import { Address } from '../contract';
import { Client } from '../contract/client';
import { requestText } from '../http';
import { installDefinitions } from '../judges/definitions';
import { buildProgram } from '../programs/goBuild';
import { definitions, programs } from '../programs/programs';
import { ARGOCD_NAMESPACE, configure } from './configure';

export interface RealArgocd {
  url: string;
  username: string;
  password: string;
  stop(): Promise<void>;
}

/** How often it looks whether a branch moved: nobody tells it here. */
const LOOKS_EVERY_SECONDS = 5;

/** Argo CD on loopback, kept in the cluster that it delivers to, which it knows by this name. */
export async function startRealArgocd(
  cluster: Address,
  clusterName: string,
): Promise<RealArgocd> {
  const binary = await buildProgram(programs.argocd);
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-argocd-'));
  const started: Supervised[] = [];
  const stop = async () => {
    for (const program of started.splice(0).reverse()) {
      await program.stop();
    }
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const client = new Client(cluster);
    await installDefinitions(client, definitions.argocd);
    await configure(client, cluster, clusterName);
    const kubeconfig = await writeKubeconfig(
      path.join(folder, 'kubeconfig'),
      cluster,
    );
    const env = await environment(folder);
    const begin = (
      name: string,
      program: string,
      args: string[],
      more: NodeJS.ProcessEnv = {},
    ) => {
      const one = startSupervised(program, args, {
        logFile: path.join(folder, `${name}.log`),
        cwd: folder,
        env: { ...env, ...more },
      });
      started.push(one);
      return one;
    };
    const argocd = (name: string, args: string[]) =>
      begin(name, binary, args, { ARGOCD_BINARY_NAME: name });

    const redisPort = await freePort();
    const redis = ['--redis', `127.0.0.1:${redisPort}`];
    begin('redis', 'redis-server', [
      ...['--bind', '127.0.0.1', '--port', String(redisPort)],
      ...['--save', '', '--appendonly', 'no', '--dir', folder],
    ]);
    const repoPort = await freePort();
    argocd('argocd-repo-server', [
      ...['--address', '127.0.0.1', '--port', String(repoPort)],
      ...['--metrics-address', '127.0.0.1'],
      ...['--metrics-port', String(await freePort())],
      ...['--disable-tls', ...redis],
      // Where a branch was is remembered for minutes otherwise.
      ...['--revision-cache-expiration', `${LOOKS_EVERY_SECONDS}s`],
    ]);
    const common = [
      ...['--kubeconfig', kubeconfig, '--namespace', ARGOCD_NAMESPACE],
      ...['--repo-server', `127.0.0.1:${repoPort}`, '--repo-server-plaintext'],
      ...redis,
    ];
    argocd('argocd-application-controller', [
      ...common,
      // Its figures are for everybody, it knows no address of its own for them.
      ...['--metrics-port', String(await freePort())],
      ...['--app-resync', String(LOOKS_EVERY_SECONDS)],
      ...['--app-resync-jitter', '0'],
    ]);
    const port = await freePort();
    const server = argocd('argocd-server', [
      ...common,
      ...['--insecure', '--address', '127.0.0.1', '--port', String(port)],
      ...['--metrics-address', '127.0.0.1'],
      ...['--metrics-port', String(await freePort())],
      ...['--staticassets', folder],
    ]);
    const url = `http://127.0.0.1:${port}`;
    await untilReady(
      'argocd-server',
      server,
      async () => (await requestText(`${url}/healthz`)).status === 200,
    );
    return { url, ...(await administrator(client, server)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where it looks for programs, and where it keeps what it clones. */
async function environment(folder: string): Promise<NodeJS.ProcessEnv> {
  const bin = path.join(folder, 'bin');
  await fs.mkdir(bin);
  for (const name of ['kustomize', 'helm'] as const) {
    await fs.symlink(await buildProgram(programs[name]), path.join(bin, name));
  }
  const own = async (name: string) => {
    await fs.mkdir(path.join(folder, name));
    return path.join(folder, name);
  };
  return {
    PATH: `${bin}${path.delimiter}${process.env.PATH}`,
    HOME: folder,
    TMPDIR: await own('tmp'),
    HOSTNAME: 'argocd-application-controller-0',
    ARGOCD_GPG_ENABLED: 'false',
    ARGOCD_TLS_DATA_PATH: await own('tls'),
    ARGOCD_SSH_DATA_PATH: await own('ssh'),
  };
}

/** It makes up a password and leaves it in a Secret. */
async function administrator(client: Client, server: Supervised) {
  let password = '';
  await untilReady('argocd-server', server, async () => {
    const { body } = await client.get(
      `/api/v1/namespaces/${ARGOCD_NAMESPACE}/secrets/argocd-initial-admin-secret`,
    );
    password = Buffer.from(body.data?.password ?? '', 'base64').toString();
    return password !== '';
  });
  return { username: 'admin', password };
}
