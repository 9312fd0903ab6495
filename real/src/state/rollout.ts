import { labels } from '@slipway/model';
import { Client, KubeObject } from '../contract/client';

export interface Rollout {
  namespace: string;
  service: string;
  environment: string;
  image: string;
  replicas: number;
}

const apps = (namespace: string) => `/apis/apps/v1/namespaces/${namespace}`;
const core = (namespace: string) => `/api/v1/namespaces/${namespace}`;

async function ok(reply: Promise<{ status: number; body: any }>) {
  const { status, body } = await reply;
  if (status !== 200 && status !== 201) {
    throw new Error(`refused with ${status}: ${JSON.stringify(body)}`);
  }
  return body as KubeObject;
}

function owner(object: KubeObject) {
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    name: object.metadata.name,
    uid: object.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Writes what the controllers of a cluster would write while a Deployment rolls out: there are none in this one. */
export class ByHand {
  constructor(private readonly client: Client, private readonly of: Rollout) {}

  private labels() {
    return {
      'app.kubernetes.io/name': this.of.service,
      [labels.kubernetesId]: this.of.service,
      [labels.service]: this.of.service,
      [labels.environment]: this.of.environment,
      [labels.workload]: this.of.service,
    };
  }

  private template() {
    return {
      metadata: { labels: this.labels() },
      spec: {
        containers: [
          {
            name: this.of.service,
            image: this.of.image,
            resources: { limits: { memory: '128Mi' } },
          },
        ],
      },
    };
  }

  private selector() {
    return { matchLabels: { 'app.kubernetes.io/name': this.of.service } };
  }

  createDeployment(): Promise<KubeObject> {
    const { namespace, service, replicas } = this.of;
    return ok(
      this.client.post(`${apps(namespace)}/deployments`, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {
          name: service,
          labels: this.labels(),
          annotations: { 'deployment.kubernetes.io/revision': '1' },
        },
        spec: {
          replicas,
          selector: this.selector(),
          template: this.template(),
        },
      }),
    );
  }

  createReplicaSet(deployment: KubeObject): Promise<KubeObject> {
    const { namespace, service, replicas } = this.of;
    return ok(
      this.client.post(`${apps(namespace)}/replicasets`, {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: {
          name: `${service}-1`,
          labels: this.labels(),
          annotations: { 'deployment.kubernetes.io/revision': '1' },
          ownerReferences: [owner(deployment)],
        },
        spec: {
          replicas,
          selector: this.selector(),
          template: this.template(),
        },
      }),
    );
  }

  createPod(set: KubeObject, index: number): Promise<KubeObject> {
    return ok(
      this.client.post(`${core(this.of.namespace)}/pods`, {
        apiVersion: 'v1',
        kind: 'Pod',
        ...this.template(),
        metadata: {
          name: `${set.metadata.name}-${index}`,
          labels: this.labels(),
          ownerReferences: [owner(set)],
        },
      }),
    );
  }

  podStatus(pod: KubeObject, status: object): Promise<KubeObject> {
    return ok(
      this.client.merge(
        `${core(this.of.namespace)}/pods/${pod.metadata.name}/status`,
        { status },
      ),
    );
  }

  deploymentStatus(status: object): Promise<KubeObject> {
    return ok(
      this.client.merge(
        `${apps(this.of.namespace)}/deployments/${this.of.service}/status`,
        { status },
      ),
    );
  }
}
