import { Client } from '../contract/client';

const answered = async (
  reply: Promise<{ status: number; body: any }>,
): Promise<any> => {
  const { status, body } = await reply;
  if (status >= 300) {
    throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  }
  return body;
};

/** Lets a namespace have no more pods than it has; gives what takes that back. */
export async function limitPods(
  cluster: Client,
  namespace: string,
  pods: number,
): Promise<() => Promise<void>> {
  const quotas = `/api/v1/namespaces/${namespace}/resourcequotas`;
  await answered(
    cluster.post(quotas, {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'small' },
      spec: { hard: { pods: String(pods) } },
    }),
  );
  return async () => {
    await answered(cluster.delete(`${quotas}/small`));
  };
}

/** Runs a CronJob now, as `kubectl create job --from` does; with another image it may fail. */
export async function runNow(
  cluster: Client,
  namespace: string,
  cronJob: string,
  name: string,
  image?: string,
): Promise<void> {
  const batch = `/apis/batch/v1/namespaces/${namespace}`;
  const { metadata: owner, spec: cron } = await answered(
    cluster.get(`${batch}/cronjobs/${cronJob}`),
  );
  const { spec, metadata } = structuredClone(cron.jobTemplate);
  const [container] = spec.template.spec.containers;
  container.image = image ?? container.image;
  await answered(
    cluster.post(`${batch}/jobs`, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        ...metadata,
        name,
        annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
        ownerReferences: [
          {
            apiVersion: 'batch/v1',
            kind: 'CronJob',
            name: owner.name,
            uid: owner.uid,
            controller: true,
          },
        ],
      },
      spec: { ...spec, backoffLimit: 0 },
    }),
  );
}

/** Changes by hand what Git says of a Deployment, where nobody heals it by itself any more. */
export async function changeByHand(
  cluster: Client,
  namespace: string,
  deployment: string,
): Promise<void> {
  await answered(
    cluster.merge(
      `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${namespace}`,
      { spec: { syncPolicy: { automated: null } } },
    ),
  );
  await answered(
    cluster.merge(
      `/apis/apps/v1/namespaces/${namespace}/deployments/${deployment}`,
      { metadata: { labels: { 'app.kubernetes.io/part-of': 'another' } } },
    ),
  );
}
