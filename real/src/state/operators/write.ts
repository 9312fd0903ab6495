import { Client } from '../../contract/client';
import { argocd } from './argocd';
import { certManager } from './certManager';
import { cloudNativePg } from './cloudNativePg';
import { externalSecrets } from './externalSecrets';
import { flux } from './flux';
import { gateway } from './gateway';
import { keda } from './keda';
import { kubernetes } from './kubernetes';
import { rollouts } from './rollouts';
import { sealedSecrets } from './sealedSecrets';
import { velero } from './velero';
import { namespace, Written } from './written';

/**
 * What controllers would write of a service, constructed from the definitions: none of them runs beside these tests. The
 * server takes nothing that these definitions do not have. What some of them do write is recorded (`src/operators`).
 */
const written: Written[] = [
  ...kubernetes,
  ...rollouts,
  ...cloudNativePg,
  ...velero,
  ...certManager,
  ...gateway,
  ...externalSecrets,
  ...sealedSecrets,
  ...keda,
  ...argocd,
  ...flux,
];

/** Writes all of them; throws what the server has against one. */
export async function writeOperators(client: Client): Promise<void> {
  // Another test may have made it.
  await client.post('/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  for (const { path, object, status } of written) {
    const [root, ...rest] = path.split('/');
    const plural = rest.pop();
    const folder = `/${root}/${rest.join(
      '/',
    )}/namespaces/${namespace}/${plural}`;
    const strict = 'fieldValidation=Strict';
    const made = await client.post(`${folder}?${strict}`, object);
    expectTaken(object.kind, made);
    if (status) {
      const { apiVersion, kind, metadata } = made.body;
      expectTaken(
        `${kind}'s status`,
        await client.put(`${folder}/${metadata.name}/status?${strict}`, {
          ...made.body,
          apiVersion,
          kind,
          status,
        }),
      );
    }
  }
}

function expectTaken(
  what: string,
  { status, body }: { status: number; body: any },
) {
  if (status !== 200 && status !== 201) {
    throw new Error(`${what} was refused with ${status}: ${body?.message}`);
  }
}
