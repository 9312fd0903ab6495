import { Contract, refusal } from './fixture';

const namespaced = (name: string, kind: string) =>
  expect.objectContaining({
    name,
    kind,
    namespaced: true,
    verbs: expect.arrayContaining([
      'create',
      'delete',
      'get',
      'list',
      'patch',
      'update',
      'watch',
    ]),
  });

export function describeDiscovery(contract: Contract) {
  describe('discovery', () => {
    it('tells its version', async () => {
      const reply = await contract.client.get('/version');
      expect(reply).toMatchObject({
        status: 200,
        body: {
          major: '1',
          minor: expect.stringMatching(/^\d+\+?$/),
          gitVersion: expect.stringMatching(/^v1\.\d+\.\d+/),
          platform: expect.stringMatching(/^\w+\/\w+$/),
        },
      });
    });

    it.each(['/readyz', '/livez', '/healthz'])('is well at %s', async path => {
      expect(await contract.client.get(path)).toMatchObject({
        status: 200,
        body: 'ok',
      });
    });

    it('names its groups and their preferred versions', async () => {
      expect(await contract.client.get('/api')).toMatchObject({
        status: 200,
        body: { kind: 'APIVersions', versions: ['v1'] },
      });
      const { body } = await contract.client.get('/apis');
      expect(body).toMatchObject({ kind: 'APIGroupList', apiVersion: 'v1' });
      expect(body.groups).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            name: 'apps',
            versions: expect.arrayContaining([
              { groupVersion: 'apps/v1', version: 'v1' },
            ]),
            preferredVersion: { groupVersion: 'apps/v1', version: 'v1' },
          }),
        ]),
      );
    });

    it('names the resources of a version', async () => {
      const core = await contract.client.get('/api/v1');
      expect(core.body).toMatchObject({
        kind: 'APIResourceList',
        groupVersion: 'v1',
      });
      expect(core.body.resources).toEqual(
        expect.arrayContaining([
          namespaced('pods', 'Pod'),
          namespaced('configmaps', 'ConfigMap'),
          expect.objectContaining({
            name: 'namespaces',
            kind: 'Namespace',
            namespaced: false,
          }),
        ]),
      );
      const apps = await contract.client.get('/apis/apps/v1');
      expect(apps.body).toMatchObject({
        kind: 'APIResourceList',
        groupVersion: 'apps/v1',
      });
      expect(apps.body.resources).toEqual(
        expect.arrayContaining([
          namespaced('deployments', 'Deployment'),
          namespaced('replicasets', 'ReplicaSet'),
          namespaced('statefulsets', 'StatefulSet'),
        ]),
      );
    });

    it('answers with 404 for a group that it does not have', async () => {
      for (const path of [
        '/apis/nothing.example/v1',
        '/apis/nothing.example/v1/namespaces/default/things',
      ]) {
        expect({ path, ...(await contract.client.get(path)) }).toMatchObject({
          path,
          status: 404,
        });
      }
    });

    it('answers with 404 for a kind that it does not have, in a form of its own', async () => {
      for (const path of [
        '/apis/apps/v1/namespaces/default/things',
        '/api/v1/things',
      ]) {
        expect(await contract.client.get(path)).toMatchObject(
          refusal(404, 'NotFound', {
            message: 'the server could not find the requested resource',
          }),
        );
      }
    });
  });

  describe('who may', () => {
    it.each([
      ['without a token', undefined],
      ['with a token that nobody has', 'nobodys-token'],
    ])('refuses a request %s', async (_, token) => {
      expect(
        await contract.client.get('/api/v1/pods', { token }),
      ).toMatchObject(refusal(401, 'Unauthorized'));
    });

    it('says which right a known user misses', async () => {
      await contract.subject.powerless(async token => {
        const reply = await contract.client.get(
          '/apis/apps/v1/namespaces/default/deployments',
          { token },
        );
        expect(reply).toMatchObject(
          refusal(403, 'Forbidden', {
            details: { group: 'apps', kind: 'deployments' },
          }),
        );
        expect(reply.body.message).toMatch(
          /^deployments\.apps is forbidden: User ".+" cannot list resource "deployments" in API group "apps" in the namespace "default"/,
        );
      });
    });
  });
}
