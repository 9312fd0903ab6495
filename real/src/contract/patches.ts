import {
  configMap,
  configMapsOf,
  Contract,
  created,
  deployment,
  refusal,
} from './fixture';

export function describePatches(contract: Contract) {
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

  describe('JSON patch', () => {
    it('applies all of its steps or none', async () => {
      const path = configMapsOf(await contract.namespace());
      await created(
        contract.client,
        path,
        configMap('one', { data: { step: '1' } }),
      );
      const patch = (steps: unknown) =>
        contract.client.send('PATCH', `${path}/one`, {
          body: steps,
          contentType: 'application/json-patch+json',
        });
      expect(
        await patch([
          { op: 'replace', path: '/data/step', value: '2' },
          { op: 'test', path: '/data/step', value: 'never' },
        ]),
      ).toMatchObject(refusal(422, 'Invalid'));
      expect(await patch({ not: 'a list' })).toMatchObject(
        refusal(400, 'BadRequest'),
      );
      expect(
        await patch([
          { op: 'test', path: '/data/step', value: '1' },
          { op: 'add', path: '/data/more', value: 'yes' },
        ]),
      ).toMatchObject({
        status: 200,
        body: { data: { step: '1', more: 'yes' } },
      });
    });
  });

  describe('strategic merge patch', () => {
    it('joins containers and variables by their names', async () => {
      const namespace = await contract.namespace();
      const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
      await created(contract.client, path, deployment('app'));
      const patch = (containers: object[]) =>
        contract.client.send('PATCH', `${path}/app`, {
          body: { spec: { template: { spec: { containers } } } },
          contentType: 'application/strategic-merge-patch+json',
        });
      const seen = async () =>
        (await contract.client.get(`${path}/app`)).body.spec.template.spec
          .containers;
      await patch([
        { name: 'app', env: [{ name: 'A', value: '1' }] },
        { name: 'side', image: 'registry.example/side:1' },
      ]);
      await patch([{ name: 'app', env: [{ name: 'B', value: '2' }] }]);
      const containers = await seen();
      expect(
        containers.map(({ name }: { name: string }) => name).sort(),
      ).toEqual(['app', 'side']);
      const app = containers.find(
        ({ name }: { name: string }) => name === 'app',
      );
      expect(app.image).toBe('registry.example/shop/app:1.0.0');
      expect(app.env).toHaveLength(2);
      expect(app.env).toEqual(
        expect.arrayContaining([
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ]),
      );
      await patch([{ name: 'side', $patch: 'delete' }]);
      expect(await seen()).toEqual([app]);
    });
  });
}
