import { RealCluster, startRealCluster } from './cluster/realCluster';
import { Client } from './contract/client';
import { describeReal, workingCluster } from './realHalf';

jest.setTimeout(180_000);

const NAMESPACE = 'shop';

const podSpec = (image: string, more: object = {}) => ({
  containers: [{ name: 'app', image, ...more }],
});

describeReal(
  'a real cluster',
  () => {
    let cluster: RealCluster;
    let client: Client;

    const made = async (path: string, object: object) => {
      const { status, body } = await client.post(path, object);
      expect({ path, status, body }).toMatchObject({ status: 201 });
    };
    const until = async <T>(
      path: string,
      read: (body: any) => T | undefined | false,
    ): Promise<T> => {
      for (;;) {
        const { body } = await client.get(path);
        const value = read(body);
        if (value) {
          return value;
        }
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    };
    const deploy = (name: string, image: string, replicas = 2) =>
      made(`/apis/apps/v1/namespaces/${NAMESPACE}/deployments`, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name },
        spec: {
          replicas,
          selector: { matchLabels: { app: name } },
          template: {
            metadata: { labels: { app: name } },
            spec: podSpec(image, {
              resources: {
                requests: { cpu: '100m', memory: '64Mi' },
                limits: { memory: '64Mi' },
              },
            }),
          },
        },
      });
    const runJob = (name: string, image: string) =>
      made(`/apis/batch/v1/namespaces/${NAMESPACE}/jobs`, {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name },
        spec: {
          backoffLimit: 0,
          template: { spec: { ...podSpec(image), restartPolicy: 'Never' } },
        },
      });
    const deployment = (name: string) =>
      `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${name}`;
    const podsOf = (name: string) =>
      `/api/v1/namespaces/${NAMESPACE}/pods?labelSelector=app=${name}`;
    const waiting = (body: any) =>
      body.items.map(
        ({ status }: any) =>
          status.containerStatuses?.[0]?.state?.waiting?.reason,
      );

    beforeAll(async () => {
      cluster = await startRealCluster({ working: true });
      client = new Client(cluster);
      await made('/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: NAMESPACE },
      });
      // Pods of a namespace wait for what its controller makes.
      await until(
        `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/default`,
        ({ kind }) => kind === 'ServiceAccount',
      );
    });
    afterAll(() => cluster?.stop(), 60_000);

    it('runs what is deployed, on nodes of several zones', async () => {
      await deploy('payments', 'registry.example/shop/payments:0.1.1-gabcdef0');
      const { status } = await until(
        deployment('payments'),
        body => body.status?.readyReplicas === 2 && body,
      );
      expect(status).toMatchObject({ replicas: 2, updatedReplicas: 2 });
      const { items } = (await client.get(podsOf('payments'))).body;
      const nodes = items.map(({ spec }: any) => spec.nodeName);
      expect(new Set(nodes).size).toBe(2);
    });

    it('keeps what runs where the next version cannot be pulled, or ends at once', async () => {
      const change = (image: string) =>
        client.send('PATCH', deployment('payments'), {
          contentType: 'application/strategic-merge-patch+json',
          body: {
            spec: {
              template: { spec: { containers: [{ name: 'app', image }] } },
            },
          },
        });
      await change('registry.example/shop/payments:0.1.2-gbad0000');
      await until(podsOf('payments'), body =>
        waiting(body).includes('ImagePullBackOff'),
      );
      await change('registry.example/shop/payments:0.1.3-gdead000');
      await until(podsOf('payments'), body =>
        waiting(body).includes('CrashLoopBackOff'),
      );
      const { body } = await client.get(deployment('payments'));
      expect(body.status.availableReplicas).toBe(2);
    });

    it('completes Jobs, and lets those fail whose process fails', async () => {
      await runJob('backup', 'registry.example/tools/dump:1');
      await runJob('backup-fails', 'registry.example/tools/dump:1-gdead');
      const job = (name: string) =>
        `/apis/batch/v1/namespaces/${NAMESPACE}/jobs/${name}`;
      await until(job('backup'), ({ status }) => status?.succeeded === 1);
      const failed = await until(job('backup-fails'), ({ status }) =>
        status?.conditions?.find(({ type }: any) => type === 'Failed'),
      );
      expect(failed).toMatchObject({ reason: 'BackoffLimitExceeded' });
    });

    it('refuses what a quota does not hold, and says so at the ReplicaSet', async () => {
      await made(`/api/v1/namespaces/${NAMESPACE}/resourcequotas`, {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'platform' },
        spec: { hard: { 'requests.cpu': '500m' } },
      });
      await until(
        `/api/v1/namespaces/${NAMESPACE}/resourcequotas/platform`,
        ({ status }) => status?.used?.['requests.cpu'],
      );
      await deploy('greedy', 'registry.example/shop/greedy:1', 9);
      const events = `/api/v1/namespaces/${NAMESPACE}/events?fieldSelector=reason=FailedCreate`;
      const { message } = await until(events, ({ items }) => items[0]);
      expect(message).toContain('exceeded quota: platform');
    });
  },
  workingCluster,
);
