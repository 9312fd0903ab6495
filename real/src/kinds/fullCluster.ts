import { RealCluster, startRealCluster } from '../cluster/realCluster';
import { Client } from '../contract/client';
import { installDefinitions } from '../judges/definitions';
import { definitions } from '../programs/programs';

/** A real API server with every definition that a Go module has. */
export async function startFullCluster(): Promise<{
  cluster: RealCluster;
  client: Client;
}> {
  const cluster = await startRealCluster();
  const client = new Client(cluster);
  for (const source of Object.values(definitions)) {
    await installDefinitions(client, source);
  }
  return { cluster, client };
}
