import {
  configMap,
  configMapsOf,
  Contract,
  created,
  deployment,
  refusal,
} from './fixture';

export function describeChange(contract: Contract) {
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

    it('lets one of many win who read the same version', async () => {
      const path = configMapsOf(await contract.namespace());
      const first = await created(contract.client, path, configMap('one'));
      const writers = Array.from(
        { length: 10 },
        (_, index) => `writer-${index}`,
      );
      const replies = await Promise.all(
        writers.map(writer =>
          contract.client.put(`${path}/one`, { ...first, data: { writer } }),
        ),
      );
      const winners = writers.filter(
        (_, index) => replies[index].status === 200,
      );
      expect(winners).toHaveLength(1);
      expect(replies.filter(reply => reply.status === 409)).toHaveLength(
        writers.length - 1,
      );
      expect((await contract.client.get(`${path}/one`)).body.data).toEqual({
        writer: winners[0],
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
      expect(
        await contract.client.put(`${path}/lost`, configMap('lost')),
      ).toMatchObject(refusal(404, 'NotFound'));
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

    it('spares an object of the same name that is another one', async () => {
      const path = configMapsOf(await contract.namespace());
      const one = await created(contract.client, path, configMap('one'));
      const remove = (uid: string) =>
        contract.client.send('DELETE', `${path}/one`, {
          body: {
            apiVersion: 'v1',
            kind: 'DeleteOptions',
            preconditions: { uid },
          },
        });
      expect(await remove('another')).toMatchObject(refusal(409, 'Conflict'));
      expect((await contract.client.get(`${path}/one`)).status).toBe(200);
      expect((await remove(one.metadata.uid!)).status).toBe(200);
    });
  });
}
