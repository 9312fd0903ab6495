import {
  configMap,
  configMapsOf,
  Contract,
  created,
  deployment,
  refusal,
} from './fixture';

export function describeObjects(contract: Contract) {
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

  describe('replace', () => {
    it('takes the version that was read, and refuses an older one', async () => {
      const path = configMapsOf(await contract.namespace());
      const first = await created(contract.client, path, configMap('one'));
      const second = await contract.client.put(`${path}/one`, {
        ...first,
        data: { writer: 'second' },
      });
      expect(second).toMatchObject({
        status: 200,
        body: {
          metadata: {
            uid: first.metadata.uid,
            creationTimestamp: first.metadata.creationTimestamp,
          },
          data: { writer: 'second' },
        },
      });
      expect(BigInt(second.body.metadata.resourceVersion)).toBeGreaterThan(
        BigInt(first.metadata.resourceVersion!),
      );
      expect(
        await contract.client.put(`${path}/one`, {
          ...first,
          data: { writer: 'third' },
        }),
      ).toMatchObject(
        refusal(409, 'Conflict', {
          details: { name: 'one', kind: 'configmaps' },
        }),
      );
      expect((await contract.client.get(`${path}/one`)).body.data).toEqual({
        writer: 'second',
      });
    });

    it('gives no new version to what did not change', async () => {
      const path = configMapsOf(await contract.namespace());
      const first = await created(
        contract.client,
        path,
        configMap('one', { data: { key: 'value' } }),
      );
      const again = await contract.client.put(`${path}/one`, first);
      expect(again.body.metadata.resourceVersion).toBe(
        first.metadata.resourceVersion,
      );
    });

    it('does not rename, and does not replace what is not there', async () => {
      const path = configMapsOf(await contract.namespace());
      await created(contract.client, path, configMap('one'));
      expect(
        await contract.client.put(`${path}/one`, configMap('two')),
      ).toMatchObject(refusal(400, 'BadRequest'));
      const lost = configMap('lost');
      lost.metadata.resourceVersion = '1';
      expect((await contract.client.put(`${path}/lost`, lost)).status).not.toBe(
        200,
      );
    });
  });

  describe('merge patch', () => {
    it('merges maps, and null removes', async () => {
      const path = configMapsOf(await contract.namespace());
      await created(
        contract.client,
        path,
        configMap('one', { data: { keep: '1', drop: '2', change: '3' } }),
      );
      expect(
        await contract.client.merge(`${path}/one`, {
          data: { drop: null, change: '4', add: '5' },
        }),
      ).toMatchObject({ status: 200 });
      expect((await contract.client.get(`${path}/one`)).body.data).toEqual({
        keep: '1',
        change: '4',
        add: '5',
      });
    });

    it('refuses an older version, a missing object and a format that nobody knows', async () => {
      const path = configMapsOf(await contract.namespace());
      const one = await created(contract.client, path, configMap('one'));
      await contract.client.merge(`${path}/one`, { data: { a: '1' } });
      expect(
        await contract.client.merge(`${path}/one`, {
          metadata: { resourceVersion: one.metadata.resourceVersion },
          data: { a: '2' },
        }),
      ).toMatchObject(refusal(409, 'Conflict'));
      expect(
        await contract.client.merge(`${path}/nothing`, { data: {} }),
      ).toMatchObject(refusal(404, 'NotFound'));
      expect(
        await contract.client.send('PATCH', `${path}/one`, {
          text: '{}',
          contentType: 'application/x-nothing',
        }),
      ).toMatchObject({ status: 415 });
    });
  });

  describe('status and generation', () => {
    it('counts changes of the spec alone', async () => {
      const namespace = await contract.namespace();
      const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
      const first = await created(contract.client, path, deployment('app'));
      expect(first.metadata.generation).toBe(1);
      const labelled = await contract.client.merge(`${path}/app`, {
        metadata: { labels: { team: 'shop' } },
      });
      expect(labelled.body.metadata.generation).toBe(1);
      const changed = await contract.client.merge(`${path}/app`, {
        spec: { minReadySeconds: 5 },
      });
      expect(changed.body.metadata.generation).toBe(2);
    });

    it('keeps spec and status apart', async () => {
      const namespace = await contract.namespace();
      const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
      await created(contract.client, path, deployment('app'));
      const viaMain = await contract.client.merge(`${path}/app`, {
        status: { observedGeneration: 77 },
      });
      expect(viaMain.status).toBe(200);
      expect(viaMain.body.status?.observedGeneration).not.toBe(77);
      const viaStatus = await contract.client.merge(`${path}/app/status`, {
        spec: { minReadySeconds: 9 },
        status: { observedGeneration: 1 },
      });
      expect(viaStatus.status).toBe(200);
      expect(viaStatus.body.spec.minReadySeconds).not.toBe(9);
      expect(viaStatus.body.status.observedGeneration).toBe(1);
    });
  });

  describe('delete', () => {
    it('answers with success and what was deleted; then it is gone', async () => {
      const path = configMapsOf(await contract.namespace());
      const one = await created(contract.client, path, configMap('one'));
      expect(await contract.client.delete(`${path}/one`)).toMatchObject({
        status: 200,
        body: {
          kind: 'Status',
          apiVersion: 'v1',
          status: 'Success',
          details: { name: 'one', kind: 'configmaps', uid: one.metadata.uid },
        },
      });
      expect(await contract.client.delete(`${path}/one`)).toMatchObject(
        refusal(404, 'NotFound'),
      );
      const again = await created(contract.client, path, configMap('one'));
      expect(again.metadata.uid).not.toBe(one.metadata.uid);
    });
  });
}
