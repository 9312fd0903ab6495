import { ObservedKind, observedKinds } from '@slipway/model';
import { DeliveryAction } from '@slipway/plugin-slipway-common';
import { Target } from './targets';

/** On whose behalf, and when. */
export interface Wish {
  action: DeliveryAction;
  by: string;
  at: string;
}

/** What changes of an object, so that who looks after it does what is asked. */
export function changeOf({ kind }: Target, { action, by, at }: Wish): object {
  if (action === 'sync') {
    return { operation: { initiatedBy: { username: by }, sync: {} } };
  }
  if (action === 'refresh') {
    return kind === 'Application'
      ? annotated('argocd.argoproj.io/refresh', 'normal')
      : annotated('reconcile.fluxcd.io/requestedAt', at);
  }
  return kind === 'Rollout'
    ? { spec: { restartAt: at } }
    : {
        spec: { template: annotated('kubectl.kubernetes.io/restartedAt', at) },
      };
}

function annotated(name: string, value: string) {
  return { metadata: { annotations: { [name]: value } } };
}

/** Under each version of its API that a cluster may have, the newest first. */
export function pathsOf({ kind, name, namespace }: Target): string[] {
  const { apis, plural }: ObservedKind = observedKinds[kind];
  return apis.map(
    api => `/apis/${api}/namespaces/${namespace}/${plural}/${name}`,
  );
}
