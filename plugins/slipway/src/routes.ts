import { createExternalRouteRef } from '@backstage/core-plugin-api';

/** The form of a template, as the scaffolder shows it; a portal without one shows nothing that leads there. */
export const templateRouteRef = createExternalRouteRef({
  id: 'slipway/template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
