import fs from 'node:fs/promises';
import { Address } from '../contract';

/** How programs of the Kubernetes family are told where a cluster is. */
export async function writeKubeconfig(
  file: string,
  { url, token, ca = '' }: Address,
): Promise<string> {
  const name = 'real';
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [
      {
        name,
        cluster: {
          server: url,
          'certificate-authority-data': Buffer.from(ca).toString('base64'),
        },
      },
    ],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  };
  await fs.writeFile(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}
