import { Client, Subject } from './client';
import { describeChange } from './change';
import { describeCreate } from './create';
import { describeDiscovery } from './discovery';
import { Contract, created } from './fixture';
import { describeLists } from './lists';
import { describeLogs } from './logs';
import { describePatches } from './patches';
import { describeSelectors } from './selectors';
import { describeWatch } from './watch';
import { describeWatchEnds } from './watchEnds';

/**
 * What Slipway needs of a Kubernetes API server, as one suite: the stand-in claims nothing that the real one does
 * not do, because both are held to the same words.
 */
export function describeKubernetesContract(
  name: string,
  start: () => Promise<Subject>,
) {
  describe(name, () => {
    let subject: Subject | undefined;
    const started = (): Subject => {
      if (!subject) {
        throw new Error(`${name} did not start`);
      }
      return subject;
    };
    const contract: Contract = {
      get subject() {
        return started();
      },
      get client() {
        return new Client(started());
      },
      async namespace() {
        const { metadata } = await created(
          new Client(started()),
          '/api/v1/namespaces',
          {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: { generateName: 'contract-' },
          },
        );
        return metadata.name;
      },
    };

    beforeAll(async () => {
      subject = await start();
    }, 180_000);
    afterAll(async () => {
      await subject?.stop();
    }, 60_000);

    describeDiscovery(contract);
    describeLists(contract);
    describeSelectors(contract);
    describeCreate(contract);
    describeChange(contract);
    describePatches(contract);
    describeLogs(contract);
    describeWatch(contract);
    describeWatchEnds(contract);
  });
}
