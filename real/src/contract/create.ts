import {
  configMap,
  configMapsOf,
  Contract,
  created,
  deployment,
  refusal,
} from './fixture';

export function describeCreate(contract: Contract) {
  describe('create', () => {
    it('gives identity, time and version', async () => {
      const namespace = await contract.namespace();
      const before = Date.now();
      const one = await created(
        contract.client,
        configMapsOf(namespace),
        configMap('one', { data: { key: 'value' } }),
      );
      expect(one).toMatchObject({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'one',
          namespace,
          uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
          resourceVersion: expect.stringMatching(/^\d+$/),
          creationTimestamp: expect.stringMatching(
            /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
          ),
        },
        data: { key: 'value' },
      });
      // Whole seconds, so "now" may be up to a second ago.
      expect(Date.parse(one.metadata.creationTimestamp!)).toBeGreaterThan(
        before - 2_000,
      );
      const read = await contract.client.get(`${configMapsOf(namespace)}/one`);
      expect(read).toMatchObject({ status: 200, body: one });
    });

    it('ignores identity that the caller made up', async () => {
      const path = configMapsOf(await contract.namespace());
      const made = configMap('one');
      made.metadata.uid = 'made-up';
      made.metadata.creationTimestamp = '2001-01-01T00:00:00Z';
      const one = await created(contract.client, path, made);
      expect(one.metadata.uid).not.toBe('made-up');
      expect(one.metadata.creationTimestamp).not.toBe('2001-01-01T00:00:00Z');
    });

    it('finishes a name', async () => {
      const path = configMapsOf(await contract.namespace());
      const template = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { generateName: 'part-' },
      };
      const a = await created(contract.client, path, template);
      const b = await created(contract.client, path, template);
      expect(a.metadata.name).toMatch(/^part-[a-z0-9]{5}$/);
      expect(a.metadata.generateName).toBe('part-');
      expect(b.metadata.name).not.toBe(a.metadata.name);
    });

    it('refuses a name that is taken', async () => {
      const path = configMapsOf(await contract.namespace());
      await created(contract.client, path, configMap('one'));
      expect(await contract.client.post(path, configMap('one'))).toMatchObject(
        refusal(409, 'AlreadyExists', {
          message: 'configmaps "one" already exists',
          details: { name: 'one', kind: 'configmaps' },
        }),
      );
    });

    it('refuses a namespace that is not there', async () => {
      expect(
        await contract.client.post(
          configMapsOf('nobody-made-this'),
          configMap('one'),
        ),
      ).toMatchObject(
        refusal(404, 'NotFound', {
          message: 'namespaces "nobody-made-this" not found',
          details: { name: 'nobody-made-this', kind: 'namespaces' },
        }),
      );
    });

    it('refuses an object that says another namespace than the address', async () => {
      const path = configMapsOf(await contract.namespace());
      const stray = configMap('one');
      stray.metadata.namespace = 'elsewhere';
      expect(await contract.client.post(path, stray)).toMatchObject(
        refusal(400, 'BadRequest'),
      );
    });

    it('refuses what is not JSON, and a name that is none', async () => {
      const path = configMapsOf(await contract.namespace());
      expect(
        await contract.client.send('POST', path, { text: '{"kind": ' }),
      ).toMatchObject(refusal(400, 'BadRequest'));
      expect(
        await contract.client.post(path, configMap('No Name!')),
      ).toMatchObject(
        refusal(422, 'Invalid', {
          details: expect.objectContaining({
            name: 'No Name!',
            kind: 'ConfigMap',
          }),
        }),
      );
    });

    it('refuses another kind than the address, an object without a name, and a name in the address', async () => {
      const path = configMapsOf(await contract.namespace());
      expect(await contract.client.post(path, deployment('app'))).toMatchObject(
        refusal(400, 'BadRequest'),
      );
      expect(
        await contract.client.post(path, {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: {},
        }),
      ).toMatchObject(refusal(422, 'Invalid'));
      expect(
        await contract.client.post(`${path}/one`, configMap('one')),
      ).toMatchObject(refusal(405, 'MethodNotAllowed'));
    });

    it('makes a namespace that is active and labelled with its name', async () => {
      const name = `made-${Date.now().toString(36)}`;
      const namespace = await created(contract.client, '/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      });
      expect(namespace).toMatchObject({
        metadata: { labels: { 'kubernetes.io/metadata.name': name } },
        status: { phase: 'Active' },
      });
      expect(namespace.metadata).not.toHaveProperty('namespace');
    });
  });

  describe('get', () => {
    it('says what is not there', async () => {
      const namespace = await contract.namespace();
      expect(
        await contract.client.get(`${configMapsOf(namespace)}/nothing`),
      ).toMatchObject(
        refusal(404, 'NotFound', {
          message: 'configmaps "nothing" not found',
          details: { name: 'nothing', kind: 'configmaps' },
        }),
      );
      expect(
        await contract.client.get(
          `/apis/apps/v1/namespaces/${namespace}/deployments/nothing`,
        ),
      ).toMatchObject(
        refusal(404, 'NotFound', {
          message: 'deployments.apps "nothing" not found',
          details: { name: 'nothing', group: 'apps', kind: 'deployments' },
        }),
      );
    });
  });
}
