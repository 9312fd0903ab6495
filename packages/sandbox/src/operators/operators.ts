import { Outcome, World } from '../controllers/types';
import { reconcileCertificates } from './certManager';
import { reconcileExternalSecrets } from './externalSecrets';
import { reconcileGrpcRoutes, reconcileHttpRoutes } from './gateway';
import { reconcileInfisicalSecrets } from './infisical';
import { reconcileScaledObjects } from './keda';
import { reconcileRollouts } from './rollouts';
import { reconcileSealedSecrets } from './sealedSecrets';

/** What the platform has installed in its clusters. */
export const operators: Array<(world: World) => Outcome> = [
  reconcileRollouts,
  reconcileScaledObjects,
  reconcileExternalSecrets,
  reconcileSealedSecrets,
  reconcileInfisicalSecrets,
  reconcileCertificates,
  reconcileHttpRoutes,
  reconcileGrpcRoutes,
];
