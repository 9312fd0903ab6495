import { WatchEvent } from './client';
import { configMap, configMapsOf, Contract, created, refusal } from './fixture';
import { take, watches } from './watches';

export function describeWatchEnds(contract: Contract) {
  const { watch, listVersion, closeAll } = watches(contract);

  describe('the bounds of a watch', () => {
    afterEach(closeAll);

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
      await contract.subject.forgetting(async () => {
        const stream = await watch(path, { resourceVersion: '1' });
        expect(stream.status).toBe(200);
        const [event] = await take(stream, 1);
        expect(event.type).toBe('ERROR');
        expect({ status: 410, body: event.object }).toMatchObject(
          refusal(410, 'Expired'),
        );
        expect(await stream.next()).toBeUndefined();
      });
    });

    it('goes on when the right to it was taken away, until its time is over', async () => {
      const path = configMapsOf(await contract.namespace());
      const resourceVersion = await listVersion(path);
      await contract.subject.losing(async (token, lose) => {
        const stream = await watch(
          path,
          { resourceVersion, allowWatchBookmarks: 'true', timeoutSeconds: '5' },
          token,
        );
        expect(stream.status).toBe(200);
        await lose();
        expect((await contract.client.get(path, { token })).status).toBe(403);
        const [{ type }] = await take(stream, 1);
        expect(type).toBe('BOOKMARK');
        const again = await contract.client.get(`${path}?watch=true`, {
          token,
        });
        expect(again.status).toBe(403);
      });
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
