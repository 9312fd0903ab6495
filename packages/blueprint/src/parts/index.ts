import { availabilityPart } from './availability/availability';
import { catalogPart } from './catalog/catalog';
import { ciPart } from './ci/ci';
import { deliveryPart } from './delivery/delivery';
import { dockerfilePart } from './dockerfile/dockerfile';
import { docsPart } from './docs/docs';
import { namespacePart } from './namespace/namespace';
import type { Part } from './part';
import { sourcePart } from './source/source';
import { tiltPart } from './tilt/tilt';
import { workloadPart } from './workload/workload';

/** Everything that the blueprint can do. A new capability is a new folder here and a line in this list. */
export const parts: readonly Part[] = [
  sourcePart,
  dockerfilePart,
  namespacePart,
  workloadPart,
  availabilityPart,
  deliveryPart,
  ciPart,
  tiltPart,
  catalogPart,
  docsPart,
];
