import { Contract, created, refusal } from './fixture';

const pod = (...containers: string[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'one' },
  spec: {
    containers: containers.map(name => ({
      name,
      image: 'registry.example/shop/app:1.0.0',
    })),
  },
});

/** What the server says of a log without asking a node: here no node runs anything. */
export function describeLogs(contract: Contract) {
  describe('the log of a pod', () => {
    const podsOf = async () =>
      `/api/v1/namespaces/${await contract.namespace()}/pods`;

    it('is not there where there is no such pod', async () => {
      expect(
        await contract.client.get(`${await podsOf()}/nobody/log`),
      ).toMatchObject(
        refusal(404, 'NotFound', {
          details: { name: 'nobody', kind: 'pods' },
        }),
      );
    });

    it.each([
      ['of a container that it does not have', '?container=other'],
      ['of none of several containers', ''],
      ['with an end that is no number', '?container=app&tailLines=x'],
    ])('is refused %s', async (_, query) => {
      const pods = await podsOf();
      await created(contract.client, pods, pod('app', 'proxy'));
      expect(
        await contract.client.get(`${pods}/one/log${query}`),
      ).toMatchObject(refusal(400, 'BadRequest'));
    });
  });
}
