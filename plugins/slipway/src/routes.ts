import {
  createExternalRouteRef,
  createRouteRef as createLegacyRouteRef,
} from '@backstage/core-plugin-api';
import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The fleet page, in a portal on the new front-end system, and in one on the old. */
export const fleetRouteRef = createRouteRef();

export const legacyFleetRouteRef = createLegacyRouteRef({ id: 'slipway' });

/** The form of a template, as the scaffolder shows it; a portal without one shows nothing that leads there. */
export const templateRouteRef = createExternalRouteRef({
  id: 'slipway/template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
