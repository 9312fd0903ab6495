import { Client, KubeObject } from '../contract/client';

interface Resource {
  name: string;
  kind: string;
  namespaced: boolean;
}

export interface Refused {
  object: string;
  status: number;
  message: string;
}

export const nameOf = (object: KubeObject): string =>
  [object.kind, object.metadata.namespace, object.metadata.name]
    .filter(Boolean)
    .join('/');

/** The address of an object, as the server's own discovery tells it. */
async function addressOf(client: Client, object: KubeObject): Promise<string> {
  const version = object.apiVersion ?? '';
  const root = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
  const { status, body } = await client.get(root);
  const resource: Resource | undefined =
    status === 200
      ? body.resources.find(
          (candidate: Resource) =>
            candidate.kind === object.kind && !candidate.name.includes('/'),
        )
      : undefined;
  if (!resource) {
    throw new Error(`the server has no ${object.kind} in ${version}`);
  }
  const { namespace = 'default', name } = object.metadata;
  const place = resource.namespaced ? `/namespaces/${namespace}` : '';
  return `${root}${place}/${resource.name}/${name}`;
}

/** What the server would refuse of these objects: a dry run of server-side apply in which unknown fields are errors. */
export async function refusedBy(
  client: Client,
  objects: KubeObject[],
): Promise<Refused[]> {
  const refused: Refused[] = [];
  for (const object of objects) {
    const reply = await client.send(
      'PATCH',
      `${await addressOf(
        client,
        object,
      )}?dryRun=All&fieldValidation=Strict&fieldManager=slipway`,
      { body: object, contentType: 'application/apply-patch+yaml' },
    );
    if (reply.status !== 200 && reply.status !== 201) {
      refused.push({
        object: nameOf(object),
        status: reply.status,
        message: reply.body.message ?? reply.body,
      });
    }
  }
  return refused;
}

/** Makes the namespaces of these objects, so that a dry run meets them as Argo CD would. */
export async function createNamespaces(
  client: Client,
  objects: KubeObject[],
): Promise<void> {
  const namespaces = new Set(
    objects.flatMap(({ metadata }) => metadata.namespace ?? []),
  );
  for (const name of namespaces) {
    const reply = await client.post('/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
    if (reply.status !== 201 && reply.status !== 409) {
      throw new Error(`namespace ${name}: ${JSON.stringify(reply.body)}`);
    }
  }
}
