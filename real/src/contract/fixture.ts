import { Client, KubeObject, Subject } from './client';

/** What each group of the contract is given: set before its first test runs. */
export interface Contract {
  readonly subject: Subject;
  readonly client: Client;
  /** A namespace that nothing else uses. */
  namespace(): Promise<string>;
}

export function configMap(
  name: string,
  extra: {
    labels?: Record<string, string>;
    data?: Record<string, string>;
  } = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...(extra.labels ? { labels: extra.labels } : {}) },
    ...(extra.data ? { data: extra.data } : {}),
  };
}

export function deployment(name: string, replicas = 0): KubeObject {
  const labels = { 'app.kubernetes.io/name': name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'app', image: 'registry.example/shop/app:1.0.0' },
          ],
        },
      },
    },
  };
}

export function configMapsOf(namespace: string): string {
  return `/api/v1/namespaces/${namespace}/configmaps`;
}

export function names(list: { items: KubeObject[] }): string[] {
  return list.items.map(({ metadata }) => metadata.name).sort();
}

/** Creates and gives back what the server made of it. */
export async function created(
  client: Client,
  path: string,
  object: unknown,
): Promise<KubeObject> {
  const reply = await client.post(path, object);
  expect({ path, status: reply.status, body: reply.body }).toEqual({
    path,
    status: 201,
    body: expect.objectContaining({ metadata: expect.anything() }),
  });
  return reply.body;
}

/** The refusals of the API: a Status, whatever was asked. */
export function refusal(code: number, reason: string, extra: object = {}) {
  return {
    status: code,
    body: expect.objectContaining({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: expect.anything(),
      status: 'Failure',
      message: expect.stringMatching(/\S/),
      reason,
      code,
      ...extra,
    }),
  };
}
