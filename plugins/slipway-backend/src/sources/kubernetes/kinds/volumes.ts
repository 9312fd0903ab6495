import { quantityIn } from '@slipway/model';
import { Pruned, Raw, anyones, optional, path, present } from './read';

export interface PrunedClaim extends Pruned {
  kind: 'PersistentVolumeClaim';
  state: 'bound' | 'pending' | 'lost';
  bytes?: number;
  storageClass?: string;
  /** The object of an operator that made it. */
  maker?: string;
}

/** By these labels operators mark the claims that they make. */
const makers = [
  'cnpg.io/cluster',
  'strimzi.io/cluster',
  'app.kubernetes.io/name',
];

/** Those that a StatefulSet makes carry few labels: whose it is follows from its name. */
export function pruneClaim(object: unknown): PrunedClaim {
  const base = anyones(object);
  const { metadata, spec = {}, status = {} } = object as Raw;
  const label = makers.find(one => path(metadata.labels?.[one]));
  return {
    ...base,
    kind: 'PersistentVolumeClaim',
    state:
      (status.phase === 'Bound' && 'bound') ||
      (status.phase === 'Lost' && 'lost') ||
      'pending',
    ...present({
      bytes: quantityIn(
        status.capacity?.storage ?? spec.resources?.requests?.storage,
      ),
      storageClass: path(spec.storageClassName),
    }),
    ...optional('maker', label && metadata.labels[label]),
  };
}
