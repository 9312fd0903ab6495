import { labels } from '@slipway/model';
import type { RuntimeFacts } from '@slipway/plugin-slipway-common';
import { Client, KubeObject } from '../contract/client';
import { createNamespaces } from '../judges/apply';

/** In the order in which they own each other. */
const kinds = [
  { apiVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets' },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', plural: 'replicasets' },
  { apiVersion: 'v1', kind: 'Pod', plural: 'pods' },
];

const rootOf = (apiVersion: string) =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

/** Everything that runs for services, as a cluster holds it. */
export async function readLandscape(client: Client): Promise<KubeObject[]> {
  const found: KubeObject[] = [];
  for (const { apiVersion, kind, plural } of kinds) {
    const { status, body } = await client.get(
      `${rootOf(apiVersion)}/${plural}?labelSelector=${labels.service}`,
    );
    if (status !== 200) {
      throw new Error(`${plural}: ${status} ${JSON.stringify(body)}`);
    }
    found.push(
      ...body.items.map((item: KubeObject) => ({ ...item, apiVersion, kind })),
    );
  }
  return found;
}

function written(
  reply: { status: number; body: any },
  what: string,
): KubeObject {
  if (reply.status !== 200 && reply.status !== 201) {
    throw new Error(
      `${what} was refused with ${reply.status}: ${reply.body.message}`,
    );
  }
  return reply.body;
}

/**
 * Writes the objects of one cluster into another: first what somebody wished for, under strict checks, then the
 * status that controllers wrote. What a server gives (identity, version, time) is given anew.
 */
export async function writeLandscape(
  client: Client,
  objects: KubeObject[],
): Promise<void> {
  await createNamespaces(client, objects);
  const identities = new Map<string, string>();
  for (const object of objects) {
    const { apiVersion = '', kind, metadata, status, ...rest } = object;
    const { plural } = kinds.find(known => known.kind === kind)!;
    const path = `${rootOf(apiVersion)}/namespaces/${
      metadata.namespace
    }/${plural}`;
    const what = `${kind} ${metadata.namespace}/${metadata.name}`;
    const made = written(
      await client.post(`${path}?fieldValidation=Strict`, {
        ...rest,
        apiVersion,
        kind,
        metadata: {
          name: metadata.name,
          namespace: metadata.namespace,
          labels: metadata.labels,
          annotations: metadata.annotations,
          ownerReferences: metadata.ownerReferences?.map(owner => ({
            ...owner,
            uid: identities.get(owner.uid) ?? owner.uid,
          })),
        },
      }),
      what,
    );
    identities.set(metadata.uid!, made.metadata.uid!);
    if (status) {
      // Creating made it generation 1, whatever it was where it came from.
      const { observedGeneration, ...observed } = status;
      const lag = (metadata.generation ?? 1) - (observedGeneration ?? 0);
      written(
        await client.send(
          'PATCH',
          `${path}/${metadata.name}/status?fieldValidation=Strict`,
          {
            contentType: 'application/merge-patch+json',
            body: {
              status: {
                ...observed,
                ...(observedGeneration !== undefined && {
                  observedGeneration: Math.max(
                    0,
                    (made.metadata.generation ?? 1) - lag,
                  ),
                }),
              },
            },
          },
        ),
        `the status of ${what}`,
      );
    }
  }
}

/** Facts without what differs between two clusters that hold the same: the cluster's name, and when it was told. */
export function comparable(
  facts: Map<string, RuntimeFacts | undefined>,
): Record<string, unknown> {
  return Object.fromEntries(
    [...facts]
      .filter(([, value]) => value !== undefined)
      .map(([subject, value]) => {
        const [service, environment, , namespace] = subject.split('/');
        const workloads = value!.workloads.map(workload => ({
          ...workload,
          since: 'some time',
          // A server gives identities and times; that there is a time is told by both.
          revisions: workload.revisions?.map(({ at, number, image }) => ({
            number,
            image,
            dated: at !== undefined,
          })),
          // What clusters warned of is not written into the other one.
          pods: workload.pods.map(({ events, containers, ...pod }) => ({
            ...pod,
            createdAt: 'some time',
            // Who tries to pull an image again and again fails and waits in turn.
            containers: containers.map(({ waiting, ...container }) => ({
              ...container,
              waiting:
                waiting === 'ErrImagePull' ? 'ImagePullBackOff' : waiting,
            })),
          })),
        }));
        return [`${service}/${environment}/${namespace}`, workloads];
      }),
  );
}
