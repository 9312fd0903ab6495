import { createPermission } from '@backstage/plugin-permission-common';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import type { DeliveryAction } from './deliveryActions';

/**
 * Reading what runs of a service. Tied to the catalog entity, so that a policy can say "owners only"
 * with the catalog's own conditions.
 */
export const slipwayStateReadPermission = createPermission({
  name: 'slipway.state.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/** Reading how the sources are: names of clusters and whether they answer. */
export const slipwaySourcesReadPermission = createPermission({
  name: 'slipway.sources.read',
  attributes: { action: 'read' },
});

/** Acting on what delivers and runs a service. Tied to the entity; each is of use only where the portal has it switched on. */
export const slipwayDeliveryPermissions = {
  refresh: actionPermission('refresh'),
  sync: actionPermission('sync'),
  restart: actionPermission('restart'),
};

function actionPermission(action: DeliveryAction) {
  return createPermission({
    name: `slipway.delivery.${action}`,
    attributes: { action: 'update' },
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
  });
}

export const slipwayPermissions = [
  slipwayStateReadPermission,
  slipwaySourcesReadPermission,
  ...Object.values(slipwayDeliveryPermissions),
];
