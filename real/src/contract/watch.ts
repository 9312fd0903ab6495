import { KubeObject } from './client';
import { configMap, configMapsOf, Contract, created } from './fixture';
import { shortly, take, watches } from './watches';

export function describeWatch(contract: Contract) {
  const { watch, listVersion, closeAll } = watches(contract);

  describe('watch', () => {
    afterEach(closeAll);

    it('without a version begins with what is there', async () => {
      const path = configMapsOf(await contract.namespace());
      await created(contract.client, path, configMap('a'));
      await created(contract.client, path, configMap('b'));
      const stream = await watch(path);
      expect(stream.status).toBe(200);
      expect(shortly(await take(stream, 2)).sort()).toEqual([
        'ADDED a',
        'ADDED b',
      ]);
      await created(contract.client, path, configMap('c'));
      expect(shortly(await take(stream, 1))).toEqual(['ADDED c']);
    });

    it('marks where what is there ends, when asked to', async () => {
      const path = configMapsOf(await contract.namespace());
      await created(contract.client, path, configMap('a'));
      const stream = await watch(path, {
        sendInitialEvents: 'true',
        resourceVersionMatch: 'NotOlderThan',
        allowWatchBookmarks: 'true',
      });
      const [added, mark] = await take(stream, 2);
      expect(shortly([added])).toEqual(['ADDED a']);
      expect(mark).toMatchObject({
        type: 'BOOKMARK',
        object: {
          metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
        },
      });
    });

    it('from a list’s version tells every change after it, in order, as whole objects', async () => {
      const path = configMapsOf(await contract.namespace());
      await created(contract.client, path, configMap('before'));
      const stream = await watch(path, {
        resourceVersion: await listVersion(path),
      });
      const one = await created(contract.client, path, configMap('one'));
      await contract.client.merge(`${path}/one`, { data: { key: 'value' } });
      await contract.client.delete(`${path}/one`);
      const events = await take(stream, 3);
      expect(shortly(events)).toEqual([
        'ADDED one',
        'MODIFIED one',
        'DELETED one',
      ]);
      const [added, modified, deleted] = events.map(({ object }) => object);
      expect(added).toEqual(one);
      expect(added).toMatchObject({ kind: 'ConfigMap', apiVersion: 'v1' });
      expect(modified.data).toEqual({ key: 'value' });
      expect(deleted.data).toEqual({ key: 'value' });
      // The deletion has a version of its own, so that a watch can be resumed behind it.
      const versions = [added, modified, deleted].map(object =>
        BigInt(object.metadata.resourceVersion),
      );
      expect(versions[1]).toBeGreaterThan(versions[0]);
      expect(versions[2]).toBeGreaterThan(versions[1]);
    });

    it('resumes behind the last event that was seen: none twice, none lost', async () => {
      const path = configMapsOf(await contract.namespace());
      const first = await watch(path, {
        resourceVersion: await listVersion(path),
      });
      await created(contract.client, path, configMap('a'));
      const [seen] = await take(first, 1);
      first.close();
      await created(contract.client, path, configMap('b'));
      await contract.client.delete(`${path}/a`);
      const second = await watch(path, {
        resourceVersion: seen.object.metadata.resourceVersion,
      });
      await created(contract.client, path, configMap('c'));
      expect(shortly(await take(second, 3))).toEqual([
        'ADDED b',
        'DELETED a',
        'ADDED c',
      ]);
    });

    it('shows what leaves a selection as deleted and what enters it as added', async () => {
      const path = configMapsOf(await contract.namespace());
      const stream = await watch(path, {
        resourceVersion: await listVersion(path),
        labelSelector: 'env in (dev)',
      });
      await created(contract.client, path, configMap('other'));
      await created(
        contract.client,
        path,
        configMap('one', { labels: { env: 'dev' } }),
      );
      await contract.client.merge(`${path}/one`, {
        metadata: { labels: { env: 'prod' } },
      });
      await contract.client.merge(`${path}/one`, { data: { unseen: 'yes' } });
      await contract.client.merge(`${path}/one`, {
        metadata: { labels: { env: 'dev' } },
      });
      expect(shortly(await take(stream, 3))).toEqual([
        'ADDED one',
        'DELETED one',
        'ADDED one',
      ]);
    });

    it('and list together are the truth, whatever happens in between', async () => {
      const path = configMapsOf(await contract.namespace());
      for (const name of ['a', 'b', 'c']) {
        await created(contract.client, path, configMap(name));
      }
      const { body: list } = await contract.client.get(path);
      const held = new Map<string, string>(
        list.items.map(({ metadata }: KubeObject) => [
          metadata.name,
          metadata.resourceVersion,
        ]),
      );
      // Three writers at once, each on an object of its own, so that every run has another order.
      await Promise.all(
        ['a', 'b', 'c'].map(async (name, writer) => {
          for (let round = 0; round < 5; round++) {
            const value = String(round);
            await contract.client.merge(`${path}/${name}`, { data: { value } });
            await contract.client.delete(`${path}/${name}`);
            await created(contract.client, path, configMap(name));
          }
          if (writer === 0) {
            await contract.client.delete(`${path}/${name}`);
          }
        }),
      );
      const end = await created(contract.client, path, configMap('end'));
      const stream = await watch(path, {
        resourceVersion: list.metadata.resourceVersion,
      });
      let last = BigInt(list.metadata.resourceVersion);
      while (!held.has('end')) {
        const [{ type, object }] = await take(stream, 1);
        const version = BigInt(object.metadata.resourceVersion);
        expect(version).toBeGreaterThan(last);
        last = version;
        expect({ type, known: held.has(object.metadata.name) }).toEqual({
          type,
          known: type !== 'ADDED',
        });
        if (type === 'DELETED') {
          held.delete(object.metadata.name);
        } else {
          held.set(object.metadata.name, object.metadata.resourceVersion);
        }
      }
      expect(held.get('end')).toBe(end.metadata.resourceVersion);
      const { body: truth } = await contract.client.get(path);
      expect(Object.fromEntries(held)).toEqual(
        Object.fromEntries(
          truth.items.map(({ metadata }: KubeObject) => [
            metadata.name,
            metadata.resourceVersion,
          ]),
        ),
      );
      expect([...held.keys()].sort()).toEqual(['b', 'c', 'end']);
    });

    it('of one object, by its name', async () => {
      const path = configMapsOf(await contract.namespace());
      const stream = await watch(path, {
        resourceVersion: await listVersion(path),
        fieldSelector: 'metadata.name=one',
      });
      await created(contract.client, path, configMap('other'));
      await created(contract.client, path, configMap('one'));
      expect(shortly(await take(stream, 1))).toEqual(['ADDED one']);
    });

    it('spans the namespaces at the cluster’s address', async () => {
      const [a, b] = [await contract.namespace(), await contract.namespace()];
      const labels = { 'contract.slipway.dev/watch': a };
      const stream = await watch('/api/v1/configmaps', {
        resourceVersion: await listVersion('/api/v1/configmaps'),
        labelSelector: `contract.slipway.dev/watch=${a}`,
      });
      await created(
        contract.client,
        configMapsOf(b),
        configMap('y', { labels }),
      );
      await created(
        contract.client,
        configMapsOf(a),
        configMap('x', { labels }),
      );
      const events = await take(stream, 2);
      expect(events.map(({ object }) => object.metadata.namespace)).toEqual([
        b,
        a,
      ]);
    });
  });
}
