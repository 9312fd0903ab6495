import {
  DeliveryFacts,
  DeliveryFact,
  DeliverySource,
} from '@slipway/plugin-slipway-common';
import { PrunedDelivery } from '../kinds/deliveries';
import { SourceRef, sourcePlace } from '../kinds/fluxSources';
import { ServiceObjects } from './ServiceObjects';

/** What brings the service from Git; `undefined` when nothing does. */
export function toDeliveryFacts(
  objects: ServiceObjects,
): DeliveryFacts | undefined {
  const all = objects.of('Application', 'Kustomization', 'HelmRelease');
  return all.length > 0
    ? { deliveries: all.map(one => withSources(one, objects)) }
    : undefined;
}

function withSources(
  { fact, from = [] }: PrunedDelivery,
  objects: ServiceObjects,
): DeliveryFact {
  const sources = new Map(
    from
      .flatMap(ref => sourcesOf(ref, objects))
      .map(source => [sourcePlace(source), source]),
  );
  return sources.size > 0 ? { ...fact, sources: [...sources.values()] } : fact;
}

/** A repository before the chart that is in it: what is wrong with it is wrong with the chart. */
function sourcesOf(
  { kind, namespace, name }: SourceRef,
  objects: ServiceObjects,
): DeliverySource[] {
  const ref = { kind, namespace, name };
  const found = objects.at(kind, sourcePlace(ref));
  const { state, permission } = objects.reach(kind, namespace);
  if (state === 'denied') {
    return [{ ...ref, answer: 'denied', ...(permission && { permission }) }];
  }
  if (!found) {
    return [{ ...ref, answer: state === 'ok' ? 'absent' : 'unreachable' }];
  }
  return [
    ...(found.from ? sourcesOf(found.from, objects) : []),
    { ...ref, answer: 'data', ...found.said },
  ];
}
