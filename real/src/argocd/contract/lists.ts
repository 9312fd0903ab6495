import { ArgocdContract } from './world';

export function describeLists(contract: ArgocdContract) {
  describe('lists and streams', () => {
    it('are empty, and have a version, where there is nothing', async () => {
      expect(
        await contract.api.get('/applications?selector=of=nobody'),
      ).toEqual({
        status: 200,
        body: {
          metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
          items: null,
        },
      });
    });

    it('are cut down to some fields, and leave out all others that are asked for', async () => {
      const service = await contract.service();
      const { api } = contract;
      await api.post(
        '/applications',
        service.application({ labels: { of: 'fields' } }),
      );
      await api.application(
        service.name,
        ({ status }) => status.sync?.status === 'OutOfSync',
      );
      const fields = [
        'metadata.name',
        'metadata.resourceVersion',
        'spec.destination',
        'status.sync',
        'status.sync.status',
        'status.history',
        'status.conditions',
        'status.operationState',
      ];
      const { body } = await api.get(
        `/applications?selector=of=fields&fields=${fields
          .map(field => `items.${field}`)
          .join(',')}`,
      );
      expect(body.items).toEqual([
        {
          metadata: { name: service.name },
          status: { sync: { status: 'OutOfSync' } },
        },
      ]);
    });

    it('begin with what there is, and go on with what happens to it', async () => {
      const service = await contract.service();
      const { api } = contract;
      const labels = { of: 'the-stream' };
      await api.post('/applications', service.application({ labels }));
      await api.application(
        service.name,
        ({ status }) => status.sync?.status === 'OutOfSync',
      );
      const seen: string[] = [];
      for await (const { type, application } of api.stream(
        '?selector=of=the-stream',
      )) {
        seen.push(type);
        expect(application.metadata).toMatchObject({
          name: service.name,
          namespace: 'argocd',
          resourceVersion: expect.any(String),
          labels,
        });
        expect(application.status.sync.revision).toMatch(/^[0-9a-f]{40}$/);
        if (seen.length === 1) {
          await api.post(`/applications/${service.name}/sync`, {});
        }
        if (application.status.history) {
          await api.delete(`/applications/${service.name}?cascade=false`);
        }
        if (type === 'DELETED') {
          break;
        }
      }
      expect(seen[0]).toBe('ADDED');
      expect(new Set(seen.slice(1, -1))).toEqual(new Set(['MODIFIED']));
    });
  });
}
