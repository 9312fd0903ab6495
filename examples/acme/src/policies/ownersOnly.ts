import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  PolicyDecision,
  isPermission,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  slipwayDeliveryPermissions,
  slipwaySourcesReadPermission,
  slipwayStateReadPermission,
} from '@slipway/plugin-slipway-common';

const PLATFORM = 'group:default/platform';

/** To read how a service lives, and to act on it where the portal is switched on to do so. */
const ofOwners = [
  slipwayStateReadPermission,
  ...Object.values(slipwayDeliveryPermissions),
];

/** How a service lives is its owners' business, and the platform team's; how the clusters are read is the latter's alone. */
export class OwnersOnly implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (claims.includes(PLATFORM)) {
      return { result: AuthorizeResult.ALLOW };
    }
    const own = ofOwners.find(one => isPermission(permission, one));
    if (own) {
      return createCatalogConditionalDecision(
        own,
        catalogConditions.isEntityOwner({ claims }),
      );
    }
    if (isPermission(permission, slipwaySourcesReadPermission)) {
      return { result: AuthorizeResult.DENY };
    }
    return { result: AuthorizeResult.ALLOW };
  }
}

/** `backend.add(import('@acme/platform/owners-only'))` */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'owners-only',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new OwnersOnly());
      },
    });
  },
});
