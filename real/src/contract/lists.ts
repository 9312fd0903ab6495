import {
  configMap,
  configMapsOf,
  Contract,
  created,
  names,
  refusal,
} from './fixture';

export function describeLists(contract: Contract) {
  describe('list', () => {
    it('is a list with a resource version, whose items leave out what the list says already', async () => {
      const path = configMapsOf(await contract.namespace());
      const one = await created(contract.client, path, configMap('one'));
      const { status, body } = await contract.client.get(path);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        kind: 'ConfigMapList',
        apiVersion: 'v1',
        metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
      });
      expect(BigInt(body.metadata.resourceVersion)).toBeGreaterThanOrEqual(
        BigInt(one.metadata.resourceVersion!),
      );
      expect(body.items).toHaveLength(1);
      expect(body.items[0].metadata).toEqual(
        expect.objectContaining({
          uid: one.metadata.uid,
          resourceVersion: one.metadata.resourceVersion,
        }),
      );
      expect(body.items[0]).not.toHaveProperty('kind');
      expect(body.items[0]).not.toHaveProperty('apiVersion');
    });

    it('is empty, and no refusal, for a namespace that is not there', async () => {
      expect(
        await contract.client.get(configMapsOf('nobody-made-this')),
      ).toMatchObject({ status: 200, body: { items: [] } });
    });

    it('spans the namespaces at the cluster’s address', async () => {
      const [a, b] = [await contract.namespace(), await contract.namespace()];
      const labels = { 'contract.slipway.dev/span': a };
      await created(
        contract.client,
        configMapsOf(a),
        configMap('x', { labels }),
      );
      await created(
        contract.client,
        configMapsOf(b),
        configMap('y', { labels }),
      );
      const { body } = await contract.client.get(
        `/api/v1/configmaps?labelSelector=${encodeURIComponent(
          `contract.slipway.dev/span=${a}`,
        )}`,
      );
      expect(names(body)).toEqual(['x', 'y']);
    });
  });

  describe('list in pages', () => {
    const five = ['a', 'b', 'c', 'd', 'e'];
    const filled = async () => {
      const path = configMapsOf(await contract.namespace());
      for (const name of five) {
        await created(contract.client, path, configMap(name));
      }
      return path;
    };

    it('gives every object once, in the order of names, as of the first page', async () => {
      const path = await filled();
      const seen: string[][] = [];
      const versions = new Set<string>();
      const left: Array<number | undefined> = [];
      let token: string | undefined = '';
      while (token !== undefined) {
        const { status, body } = await contract.client.get(
          `${path}?limit=2&continue=${encodeURIComponent(token)}`,
        );
        expect(status).toBe(200);
        seen.push(body.items.map((item: any) => item.metadata.name));
        versions.add(body.metadata.resourceVersion);
        left.push(body.metadata.remainingItemCount);
        if (seen.length === 1) {
          // What happens between two pages belongs to the watch that follows, not to the list.
          await created(contract.client, path, configMap('c-later'));
          await contract.client.delete(`${path}/d`);
        }
        token = body.metadata.continue || undefined;
      }
      expect(seen).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
      expect(versions.size).toBe(1);
      expect(left[0]).toBe(3);
      expect(left[2]).toBeUndefined();
    });

    it('pages through a selection', async () => {
      const path = configMapsOf(await contract.namespace());
      for (const [index, name] of five.entries()) {
        const labels = { parity: index % 2 ? 'odd' : 'even' };
        await created(contract.client, path, configMap(name, { labels }));
      }
      const first = await contract.client.get(
        `${path}?limit=2&labelSelector=parity%3Deven`,
      );
      expect(names(first.body)).toEqual(['a', 'c']);
      const token = encodeURIComponent(first.body.metadata.continue);
      const second = await contract.client.get(
        `${path}?limit=2&labelSelector=parity%3Deven&continue=${token}`,
      );
      expect(names(second.body)).toEqual(['e']);
      expect(second.body.metadata.continue ?? '').toBe('');
    });

    it('refuses a continue token that it did not give', async () => {
      const path = await filled();
      expect(
        await contract.client.get(`${path}?limit=2&continue=nonsense`),
      ).toMatchObject(refusal(400, 'BadRequest'));
    });

    it('says "gone" to a continue token whose past is forgotten', async () => {
      const path = await filled();
      const first = await contract.client.get(`${path}?limit=2`);
      await created(contract.client, path, configMap('f'));
      const token = encodeURIComponent(first.body.metadata.continue);
      await contract.subject.forgetting(async () => {
        expect(
          await contract.client.get(`${path}?limit=2&continue=${token}`),
        ).toMatchObject(refusal(410, 'Expired'));
      });
      const anew = await contract.client.get(path);
      expect(names(anew.body)).toEqual([...five, 'f']);
    });
  });
}
