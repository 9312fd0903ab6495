import fs from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { Address } from '../contract';
import { Client } from '../contract/client';
import { downloadModule } from '../programs/goBuild';
import { definitions } from '../programs/programs';

export const ARGOCD_NAMESPACE = 'argocd';

/** Who has a token there and no right at all, until somebody gives him one. */
export const POWERLESS = 'nobody';

const CONFIG = 'manifests/base/config';

const ours: Record<string, Record<string, string>> = {
  'argocd-cm': {
    // The cluster is known by the name that the portal has for it, and by no other.
    'cluster.inClusterEnabled': 'false',
    [`accounts.${POWERLESS}`]: 'apiKey',
    'accounts.admin': 'login, apiKey',
  },
};

/** What Argo CD finds in its cluster: what its module's own manifests say, and the few things that are ours. */
export async function configure(
  client: Client,
  cluster: Address,
  clusterName: string,
): Promise<void> {
  const { module, version } = definitions.argocd;
  const { Dir } = await downloadModule(module, version);
  await create(client, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: ARGOCD_NAMESPACE },
  });
  const folder = path.join(Dir, CONFIG);
  const { resources } = parse(
    await fs.readFile(path.join(folder, 'kustomization.yaml'), 'utf8'),
  );
  for (const file of resources as string[]) {
    const object = parse(await fs.readFile(path.join(folder, file), 'utf8'));
    const { data, metadata } = object;
    await create(client, pathOf(object.kind), {
      ...object,
      data: { ...data, ...ours[metadata.name] },
    });
  }
  await create(client, pathOf('Secret'), clusterSecret(cluster, clusterName));
}

function clusterSecret({ url, token, ca = '' }: Address, name: string) {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: `cluster-${name}`,
      labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
    },
    stringData: {
      name,
      server: url,
      config: JSON.stringify({
        bearerToken: token,
        tlsClientConfig: { caData: Buffer.from(ca).toString('base64') },
      }),
    },
  };
}

function pathOf(kind: string): string {
  return `/api/v1/namespaces/${ARGOCD_NAMESPACE}/${kind.toLowerCase()}s`;
}

async function create(client: Client, where: string, object: object) {
  const { status, body } = await client.post(where, object);
  if (status !== 201) {
    throw new Error(`${where}: ${JSON.stringify(body)}`);
  }
}
