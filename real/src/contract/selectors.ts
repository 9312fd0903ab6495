import {
  configMap,
  configMapsOf,
  Contract,
  created,
  names,
  refusal,
} from './fixture';

export function describeSelectors(contract: Contract) {
  describe('list by label', () => {
    const select = async (path: string, selector: string) =>
      contract.client.get(
        `${path}?labelSelector=${encodeURIComponent(selector)}`,
      );
    let path: string;
    beforeAll(async () => {
      path = configMapsOf(await contract.namespace());
      const objects: Array<[string, Record<string, string> | undefined]> = [
        ['dev', { env: 'dev', 'slipway.dev/service': 'payments' }],
        ['staging', { env: 'staging', 'slipway.dev/service': 'payments' }],
        ['prod', { env: 'prod', 'slipway.dev/service': 'orders' }],
        ['plain', undefined],
      ];
      for (const [name, labels] of objects) {
        await created(contract.client, path, configMap(name, { labels }));
      }
    });

    it.each([
      ['env=dev', ['dev']],
      ['env==dev', ['dev']],
      ['slipway.dev/service=payments,env=staging', ['staging']],
      ['env!=dev', ['plain', 'prod', 'staging']],
      ['env in (dev, prod)', ['dev', 'prod']],
      ['env notin (dev, prod)', ['plain', 'staging']],
      ['env', ['dev', 'prod', 'staging']],
      ['!env', ['plain']],
      ['env in (dev,staging),slipway.dev/service=payments', ['dev', 'staging']],
      ['env=nowhere', []],
    ])('%s', async (selector, expected) => {
      const { status, body } = await select(path, selector);
      expect(status).toBe(200);
      expect(names(body)).toEqual(expected);
    });

    it.each(['env in dev', 'env=a b', '=dev'])(
      'refuses what is no selector: %s',
      async selector => {
        expect(await select(path, selector)).toMatchObject(
          refusal(400, 'BadRequest'),
        );
      },
    );
  });

  describe('list by field', () => {
    const select = async (path: string, selector: string) =>
      contract.client.get(
        `${path}?fieldSelector=${encodeURIComponent(selector)}`,
      );

    it('knows name and namespace', async () => {
      const namespace = await contract.namespace();
      const path = configMapsOf(namespace);
      await created(contract.client, path, configMap('one'));
      await created(contract.client, path, configMap('two'));
      expect(names((await select(path, 'metadata.name=one')).body)).toEqual([
        'one',
      ]);
      expect(names((await select(path, 'metadata.name!=one')).body)).toEqual([
        'two',
      ]);
      expect(
        names(
          (
            await select(
              '/api/v1/configmaps',
              `metadata.namespace=${namespace},metadata.name=two`,
            )
          ).body,
        ),
      ).toEqual(['two']);
    });

    it('knows the phase and the node of a pod', async () => {
      const path = `/api/v1/namespaces/${await contract.namespace()}/pods`;
      await created(contract.client, path, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'one' },
        spec: {
          nodeName: 'node-of-the-contract',
          containers: [{ name: 'app', image: 'registry.example/app:1' }],
        },
      });
      expect(
        names((await select(path, 'spec.nodeName=node-of-the-contract')).body),
      ).toEqual(['one']);
      expect(names((await select(path, 'spec.nodeName=another')).body)).toEqual(
        [],
      );
      expect(
        names((await select(path, 'status.phase!=Succeeded')).body),
      ).toEqual(['one']);
    });

    it('refuses a field that the kind does not offer', async () => {
      const path = configMapsOf(await contract.namespace());
      expect(await select(path, 'data.key=value')).toMatchObject(
        refusal(400, 'BadRequest'),
      );
    });
  });
}
