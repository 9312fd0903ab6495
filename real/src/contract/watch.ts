import { OpenWatch, WatchEvent } from './client';
import { configMap, configMapsOf, Contract, created, refusal } from './fixture';

async function take(watch: OpenWatch, count: number): Promise<WatchEvent[]> {
  const events: WatchEvent[] = [];
  while (events.length < count) {
    const event = await watch.next();
    if (!event) {
      throw new Error(
        `the stream ended after ${events.length} of ${count} events`,
      );
    }
    events.push(event);
  }
  return events;
}

const shortly = (events: WatchEvent[]) =>
  events.map(({ type, object }) => `${type} ${object.metadata.name}`);

export function describeWatch(contract: Contract) {
  const opened: OpenWatch[] = [];
  const watch = async (path: string, query: Record<string, string> = {}) => {
    const search = new URLSearchParams({ watch: 'true', ...query });
    const stream = await contract.client.watch(`${path}?${search}`);
    opened.push(stream);
    return stream;
  };
  const listVersion = async (path: string): Promise<string> =>
    (await contract.client.get(path)).body.metadata.resourceVersion;

  describe('watch', () => {
    afterEach(() => opened.splice(0).forEach(stream => stream.close()));

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

    it('ends by itself after timeoutSeconds', async () => {
      const path = configMapsOf(await contract.namespace());
      const stream = await watch(path, {
        resourceVersion: await listVersion(path),
        timeoutSeconds: '1',
      });
      expect(await stream.next()).toBeUndefined();
    });

    it('bookmarks how far it is, before its time is over', async () => {
      const path = configMapsOf(await contract.namespace());
      const version = await listVersion(path);
      const elsewhere = configMapsOf(await contract.namespace());
      const stream = await watch(path, {
        resourceVersion: version,
        allowWatchBookmarks: 'true',
        timeoutSeconds: '4',
      });
      const other = await created(contract.client, elsewhere, configMap('x'));
      const events: WatchEvent[] = [];
      for (;;) {
        const event = await stream.next();
        if (!event) break;
        events.push(event);
      }
      expect(events.length).toBeGreaterThan(0);
      expect(events.map(({ type }) => type)).toEqual(
        events.map(() => 'BOOKMARK'),
      );
      const { object } = events[events.length - 1];
      expect(object).toMatchObject({ kind: 'ConfigMap', apiVersion: 'v1' });
      // A change that this watch does not show moves the bookmark on: that is what it is for.
      expect(BigInt(object.metadata.resourceVersion)).toBeGreaterThanOrEqual(
        BigInt(other.metadata.resourceVersion!),
      );
    });

    it('sends no bookmark to those who did not ask', async () => {
      const path = configMapsOf(await contract.namespace());
      const stream = await watch(path, {
        resourceVersion: await listVersion(path),
        timeoutSeconds: '3',
      });
      expect(await stream.next()).toBeUndefined();
    });

    it('says "gone" as an event in a stream that began well, and ends it', async () => {
      const path = configMapsOf(await contract.namespace());
      await created(contract.client, path, configMap('one'));
      await contract.subject.forget?.();
      const stream = await watch(path, { resourceVersion: '1' });
      expect(stream.status).toBe(200);
      const [event] = await take(stream, 1);
      expect(event.type).toBe('ERROR');
      expect({ status: 410, body: event.object }).toMatchObject(
        refusal(410, 'Expired'),
      );
      expect(await stream.next()).toBeUndefined();
    });

    it('refuses a version that is none', async () => {
      const path = configMapsOf(await contract.namespace());
      const reply = await contract.client.get(
        `${path}?watch=true&resourceVersion=yesterday`,
      );
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.body).toMatchObject({ kind: 'Status', status: 'Failure' });
    });
  });
}
