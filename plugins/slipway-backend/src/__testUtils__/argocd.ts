import { labels } from '@slipway/model';
import { Sandbox } from '@slipway/sandbox';
import { randomUUID } from 'node:crypto';
import { GitWorld } from './GitWorld';

/** Registers an Application of the service with the sandbox's Argo CD, beside the repository that it brings. */
export async function register(
  { addresses }: Pick<Sandbox, 'addresses'>,
  name: string,
  more: Record<string, string> = {
    [labels.service]: 'payments',
    [labels.environment]: 'dev',
  },
): Promise<void> {
  const world = new GitWorld({
    url: addresses.gitea,
    username: 'slipway',
    password: 'sandbox',
    stop: async () => {},
  });
  const owner = `acme-${randomUUID()}`;
  await world.repositories(owner, name);
  await world.commit(`${owner}/${name}`, [
    [
      'config.yaml',
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`,
    ],
  ]);
  const answer = await fetch(
    `${addresses.argocd}/api/v1/applications?upsert=true`,
    {
      method: 'POST',
      headers: {
        authorization: 'Bearer sandbox-argocd',
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        metadata: { name, labels: more },
        spec: {
          project: 'default',
          source: {
            repoURL: `${addresses.gitea}/${owner}/${name}.git`,
            path: '.',
            targetRevision: 'main',
          },
          destination: { name: 'local', namespace: name },
        },
      }),
    },
  );
  if (!answer.ok) {
    throw new Error(`${answer.status} ${await answer.text()}`);
  }
}
