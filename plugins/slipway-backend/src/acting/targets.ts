import { EnvironmentTarget } from '@slipway/model';
import {
  Aspect,
  DeliveryAction,
  ownWorkloads,
} from '@slipway/plugin-slipway-common';
import { Known, documentFor } from '../service/answer';
import { placeOf } from '../sources/ids';

export type TargetKind =
  | 'Application'
  | 'Kustomization'
  | 'HelmRelease'
  | 'Deployment'
  | 'StatefulSet'
  | 'Rollout';

/** An object that is asked, and through whom. */
export interface Target {
  kind: TargetKind;
  name: string;
  namespace: string;
  via: { cluster: string } | { argocd: string };
}

/** Which aspect says what an action is about. */
export const aspectOf: Record<
  DeliveryAction,
  Extract<Aspect, 'delivery' | 'deployments'>
> = { refresh: 'delivery', sync: 'delivery', restart: 'deployments' };

/** What an action is about, as it is known: never as a request says. */
export function targetsOf(
  action: DeliveryAction,
  environment: EnvironmentTarget,
  known: Known,
): Target[] {
  return action === 'restart'
    ? workloadsIn(environment, known)
    : deliveriesIn(environment, known).filter(
        // Flux brings what it finds: to look again is to sync.
        ({ kind }) => action === 'refresh' || kind === 'Application',
      );
}

function workloadsIn(environment: EnvironmentTarget, known: Known): Target[] {
  const document = documentFor('deployments', environment, known)?.value;
  const via = document && viaOf(document.source);
  if (!document?.state || !via) {
    return [];
  }
  const { namespace } = document.subject;
  return ownWorkloads(document.state).map(({ kind, name }) => ({
    kind,
    name,
    namespace,
    via,
  }));
}

function deliveriesIn(environment: EnvironmentTarget, known: Known): Target[] {
  const document = documentFor('delivery', environment, known)?.value;
  const via = document && viaOf(document.source);
  return via
    ? (document.state?.deliveries ?? []).map(({ kind, name, namespace }) => ({
        kind,
        name,
        namespace,
        via,
      }))
    : [];
}

/** What a module of the portal tells, nobody here can ask. */
function viaOf(source: string): Target['via'] | undefined {
  const [, argocd] = /^argocd\/([^/]+)\/delivery$/.exec(source) ?? [];
  if (argocd) {
    return { argocd };
  }
  const place = placeOf(source);
  return place && { cluster: place.cluster };
}
