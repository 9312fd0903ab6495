import { Client } from '../contract/client';

/**
 * Kinds whose definitions no Go module has. They are served as anything goes, so that objects of them are applied
 * beside the others; that they are right is not judged here, and the result says so.
 */
const unjudged = [
  ['kafka.strimzi.io', 'v1', 'Kafka', 'kafkas'],
  ['kafka.strimzi.io', 'v1', 'KafkaNodePool', 'kafkanodepools'],
  ['kafka.strimzi.io', 'v1', 'KafkaTopic', 'kafkatopics'],
  ['rabbitmq.com', 'v1beta1', 'RabbitmqCluster', 'rabbitmqclusters'],
  ['helm.toolkit.fluxcd.io', 'v2', 'HelmRelease', 'helmreleases'],
  [
    'secrets.infisical.com',
    'v1beta1',
    'InfisicalStaticSecret',
    'infisicalstaticsecrets',
  ],
] as const;

export async function installOpenDefinitions(client: Client): Promise<void> {
  for (const [group, version, kind, plural] of unjudged) {
    const reply = await client.post(
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `${plural}.${group}` },
        spec: {
          group,
          scope: 'Namespaced',
          names: { kind, plural },
          versions: [
            {
              name: version,
              served: true,
              storage: true,
              schema: {
                openAPIV3Schema: {
                  type: 'object',
                  'x-kubernetes-preserve-unknown-fields': true,
                },
              },
            },
          ],
        },
      },
    );
    if (reply.status !== 201) {
      throw new Error(`${plural}.${group}: ${JSON.stringify(reply.body)}`);
    }
  }
}
