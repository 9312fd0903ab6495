import fs from 'node:fs/promises';
import { RealCluster } from '../cluster/realCluster';
import { Client } from '../contract/client';
import { describeReal } from '../realHalf';
import { collectKinds } from './collect';
import { kindsFile } from './file';
import { startFullCluster } from './fullCluster';
import { formatKinds } from './shapes';

describeReal('what the blueprint knows of kinds', () => {
  let cluster: RealCluster;
  let client: Client;

  beforeAll(async () => {
    ({ cluster, client } = await startFullCluster());
  }, 300_000);
  afterAll(async () => {
    await cluster?.stop();
  }, 60_000);

  it('is what the API server publishes: run yarn kinds in real/ where it is not', async () => {
    expect(await fs.readFile(kindsFile, 'utf8')).toBe(
      formatKinds(await collectKinds(client)),
    );
  }, 120_000);
});
