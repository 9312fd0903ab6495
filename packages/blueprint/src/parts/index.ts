import type { PlatformBundle } from '@slipway/model';
import { availabilityPart } from './availability/availability';
import { backupPart } from './backup/backup';
import { catalogPart } from './catalog/catalog';
import { ciPart } from './ci/ci';
import { deliveryPart } from './delivery/delivery';
import { dockerfilePart } from './dockerfile/dockerfile';
import { docsPart } from './docs/docs';
import { exposePart } from './expose/expose';
import { loadTestPart } from './loadTest/loadTest';
import { namespacePart } from './namespace/namespace';
import { needsPart } from './needs/needs';
import { networkPart } from './network/network';
import { observabilityPart } from './observability/observability';
import type { Part } from './part';
import { quotaPart } from './quota/quota';
import { routerPart } from './router/router';
import { scalingPart } from './scaling/scaling';
import { secretsPart } from './secrets/secrets';
import { sourcePart } from './source/source';
import { tiltPart } from './tilt/tilt';
import { workloadPart } from './workload/workload';

/** Everything that the blueprint can do. A new capability is a new folder here and a line in this list. */
export const parts: readonly Part[] = [
  sourcePart,
  dockerfilePart,
  routerPart,
  namespacePart,
  quotaPart,
  workloadPart,
  availabilityPart,
  scalingPart,
  needsPart,
  secretsPart,
  backupPart,
  observabilityPart,
  loadTestPart,
  exposePart,
  networkPart,
  deliveryPart,
  ciPart,
  tiltPart,
  catalogPart,
  docsPart,
];

/** Those of a platform: the built-in ones, unless its bundle says otherwise. */
export function partsOf(bundle: PlatformBundle): readonly Part[] {
  return bundle.parts?.(parts) ?? parts;
}
