import { configMap } from './manifests';
import { ArgocdContract } from './world';

export function describeApplications(contract: ArgocdContract) {
  const mapOf = (namespace: string) =>
    `/api/v1/namespaces/${namespace}/configmaps/settings`;
  const sync = (name: string) =>
    contract.api.post(`/applications/${name}/sync`, {
      name,
      appNamespace: 'argocd',
    });
  const refresh = (name: string) =>
    contract.api.get(`/applications/${name}?refresh=normal`);
  const synced = (is: string) => (application: any) =>
    application.status?.sync?.status === is;

  describe('applications', () => {
    it('are registered once, whoever says it again, and only where they fit', async () => {
      const service = await contract.service();
      const { api } = contract;
      const application = service.application({ labels: { of: 'somebody' } });
      for (const _ of ['once', 'again']) {
        expect(
          await api.post('/applications?upsert=true', application),
        ).toMatchObject({
          status: 200,
          body: {
            metadata: { name: service.name, namespace: 'argocd' },
            status: { sync: {}, health: {}, summary: {} },
          },
        });
      }
      expect(
        await api.post(
          '/applications',
          service.application({ spec: { revisionHistoryLimit: 3 } }),
        ),
      ).toMatchObject({
        status: 400,
        body: {
          code: 3,
          message:
            'existing application spec is different, use upsert flag to force update',
        },
      });
      const refused = async (spec: object) =>
        (
          await api.post(
            '/applications?upsert=true',
            (await contract.service()).application({ spec }),
          )
        ).body.message;
      expect(await refused({ project: 'none' })).toBe(
        'app is not allowed in project "none", or the project does not exist',
      );
      expect(await refused({ destination: { name: 'nowhere' } })).toMatch(
        /is invalid: there are no clusters with this name: nowhere$/,
      );
      const listed = await api.get(`/applications?selector=of=somebody`);
      expect(listed.body.items.map(({ metadata }: any) => metadata)).toEqual([
        expect.objectContaining({
          name: service.name,
          resourceVersion: expect.any(String),
          creationTimestamp: expect.any(String),
          labels: { of: 'somebody' },
        }),
      ]);
    });

    it('come to be when somebody syncs, and say which revision by whom', async () => {
      const service = await contract.service();
      const { api, cluster } = contract;
      await api.post('/applications', service.application());
      const before = await api.application(service.name, synced('OutOfSync'));
      expect(before.status).toMatchObject({
        sync: {
          revision: expect.stringMatching(/^[0-9a-f]{40}$/),
          comparedTo: { source: { path: 'deploy' } },
        },
        health: { status: 'Missing' },
        resources: [
          {
            version: 'v1',
            kind: 'ConfigMap',
            namespace: service.namespace,
            name: 'settings',
            status: 'OutOfSync',
          },
        ],
      });
      expect(before.status.history).toBeUndefined();

      expect(await sync(service.name)).toMatchObject({ status: 200 });
      const { status } = await api.application(service.name, synced('Synced'));
      const { revision } = before.status.sync;
      expect(status).toMatchObject({
        sync: { revision },
        health: { status: 'Healthy' },
        history: [
          {
            id: 0,
            revision,
            deployedAt: expect.any(String),
            deployStartedAt: expect.any(String),
            initiatedBy: { username: 'admin' },
          },
        ],
        operationState: {
          phase: 'Succeeded',
          message: 'successfully synced (all tasks run)',
          startedAt: expect.any(String),
          finishedAt: expect.any(String),
          operation: { initiatedBy: { username: 'admin' } },
          syncResult: {
            revision,
            resources: [
              {
                kind: 'ConfigMap',
                name: 'settings',
                status: 'Synced',
                message: 'configmap/settings created',
                hookPhase: 'Running',
                syncPhase: 'Sync',
              },
            ],
          },
        },
      });
      expect((await cluster.get(mapOf(service.namespace))).body.data).toEqual({
        value: '1',
      });
      const metadata = await api.get(
        `/applications/${service.name}/revisions/${revision}/metadata`,
      );
      expect(metadata.body).toMatchObject({
        author: 'Ann <ann@example.org>',
        message: 'Ours',
        date: expect.any(String),
      });
    });

    it('look at the repository when they are asked to, and follow it where they are told to', async () => {
      const service = await contract.service();
      const { api, cluster } = contract;
      await api.post(
        '/applications',
        service.application({ spec: { syncPolicy: { automated: {} } } }),
      );
      const first = await api.application(service.name, synced('Synced'));
      await service.commit({ 'a.yaml': configMap('2') });
      await refresh(service.name);
      const next = await api.application(
        service.name,
        ({ status }) => status.history?.length === 2,
      );
      expect(next.status.history[1]).toMatchObject({
        id: 1,
        initiatedBy: { automated: true },
      });
      expect(next.status.sync.revision).not.toBe(first.status.sync.revision);
      expect((await cluster.get(mapOf(service.namespace))).body.data).toEqual({
        value: '2',
      });
    });

    it('say what somebody changed by hand', async () => {
      const service = await contract.service();
      const { api, cluster } = contract;
      await api.post(
        '/applications',
        service.application({ spec: { syncPolicy: { automated: {} } } }),
      );
      await api.application(service.name, synced('Synced'));
      await cluster.merge(mapOf(service.namespace), { data: { value: '9' } });
      const drifted = await api.application(service.name, synced('OutOfSync'));
      expect(drifted.status.resources).toEqual([
        expect.objectContaining({ name: 'settings', status: 'OutOfSync' }),
      ]);
      expect(drifted.status.history).toHaveLength(1);
    });

    it('say what the cluster refused', async () => {
      const service = await contract.service({
        'a.yaml': configMap('1').replace('settings', 'Not-a-name'),
      });
      const { api } = contract;
      await api.post('/applications', service.application());
      await api.application(service.name, synced('OutOfSync'));
      await sync(service.name);
      const failed = await api.application(
        service.name,
        ({ status }) => status.operationState?.phase === 'Failed',
      );
      expect(failed.status.operationState).toMatchObject({
        message: expect.stringMatching(
          /^one or more objects failed to apply, reason: .*Not-a-name/,
        ),
        syncResult: {
          resources: [
            {
              kind: 'ConfigMap',
              name: 'Not-a-name',
              status: 'SyncFailed',
              message: expect.stringContaining('Invalid value: "Not-a-name"'),
              hookPhase: 'Failed',
            },
          ],
        },
      });
      expect(failed.status.history).toBeUndefined();
    });

    it('say what keeps them from comparing', async () => {
      const service = await contract.service();
      const { api } = contract;
      await api.post('/applications', service.application());
      await api.application(service.name, synced('OutOfSync'));
      await service.commit({ 'kustomization.yaml': 'resources: [b.yaml]\n' });
      await refresh(service.name);
      const { status } = await api.application(service.name, synced('Unknown'));
      expect(status.conditions).toEqual([
        {
          type: 'ComparisonError',
          message: expect.stringMatching(
            /^Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: /,
          ),
          lastTransitionTime: expect.any(String),
        },
      ]);
    });

    it('take along what they brought when they end', async () => {
      const service = await contract.service();
      const { api, cluster } = contract;
      await api.post(
        '/applications',
        service.application({ spec: { syncPolicy: { automated: {} } } }),
      );
      await api.application(service.name, synced('Synced'));
      expect(
        await api.delete(`/applications/${service.name}?cascade=true`),
      ).toEqual({ status: 200, body: {} });
      await api.application(service.name, ({ code }) => code === 7);
      expect((await cluster.get(mapOf(service.namespace))).status).toBe(404);
    });
  });
}
