import type { EnvironmentContext } from '../../context';
import type { PartObject } from '../part';
import type { WantedSecret } from './wanted';

/**
 * What only the cluster can open. Values are sealed by people, on their machines: the file is theirs once it is written,
 * and says for each Secret which keys it has to get.
 */
export function sealedSecret(
  { namespace }: EnvironmentContext,
  { name, keys }: WantedSecret,
): PartObject {
  return {
    file: 'sealed-secrets.yaml',
    // Sealed for one namespace, so in no other overlay.
    whole: true,
    seeded: true,
    object: {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name },
      spec: { encryptedData: {} },
    },
    comments: {
      'spec.encryptedData': `Here belong ${keys.join(
        ', ',
      )}. For each of them:\nprintf %s "$VALUE" | kubeseal --raw --from-file=/dev/stdin --namespace ${namespace} --name ${name}`,
    },
  };
}
